#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "wardmap/areas.hpp"
#include "wardmap/count_statistics.hpp"
#include "wardmap/funnel.hpp"

namespace wardmap {

/// One area's row for one theme.
struct AreaRow {
    std::uint32_t area = 0;  ///< index into AreaSet::areas
    std::uint64_t count = 0;
    double share = 0;  ///< of all counted inside any area
    double area_km2 = 0;
    double per_km2 = 0;
    std::optional<double> rate_per_1000;  ///< for the period, not per year; nullopt without population
    std::optional<Interval> rate_interval;
    std::uint32_t rank = 0;                 ///< 1 = highest count, ties by id
    std::optional<std::uint64_t> previous;  ///< count in the comparison period
    std::optional<CountChange> change;
    std::optional<FunnelRow> funnel;  ///< nullopt without population, or when nothing was counted
};

struct AreaTable {
    std::vector<AreaRow> rows;  ///< in the order of the areas
    std::uint64_t outside = 0;  ///< in no area
    double overdispersion = 1;  ///< φ of the funnel
    [[nodiscard]] std::uint64_t inside() const noexcept;
};

/// Counts by area from each incident's area (AreaIndex::outside for none), with the comparison
/// period's when `previous` is given: its areas and the lengths of both periods in days.
struct ComparisonCounts {
    std::span<const std::int32_t> areas;
    double days = 0;
    double current_days = 0;
};
[[nodiscard]] AreaTable area_table(const AreaSet& areas, std::span<const std::int32_t> incident_areas,
                                   const std::optional<ComparisonCounts>& previous);

}  // namespace wardmap
