#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/area_table.hpp"
#include "wardmap/areas.hpp"
#include "wardmap/civil_time.hpp"
#include "wardmap/diagnostics.hpp"
#include "wardmap/read_incidents.hpp"

namespace wardmap {

/// Counts by areas outside a study: one file of incidents, one layer of areas, and larger areas they make up.
struct AreaCountOptions {
    struct Layer {
        std::string file;
        AreaFields fields;  ///< an empty name: the ids are the names
    };
    Layer areas;
    Layer within;  ///< empty file: none
    std::optional<Period> period;
    std::optional<Period> comparison;  ///< needs `period`
    std::string preset = "generic";
    IncidentColumns columns;  ///< x, y and from, over the preset's where given
    std::string crs;          ///< of the coordinates; empty: the preset's
    std::string to_crs = "EPSG:27700";
};

/// One level: its areas and their table, in the same order.
struct AreaLevel {
    AreaSet areas;
    AreaTable table;
};

struct AreaCounts {
    AreaLevel level;
    /// The larger areas: each is the sum of those of `level` whose interior point lies in it, people included,
    /// so that the levels add up whatever their borders do; `outside` is what lies in none.
    std::optional<AreaLevel> within;
    std::string crs;
    std::size_t rows = 0;            ///< read from the file
    std::size_t without_place = 0;   ///< kept, but without coordinates
    std::size_t outside_period = 0;  ///< neither in the period nor (they are counted) in the comparison
    std::size_t rejected = 0;
    std::vector<Notice> notices;
};

/// "2025-01..2025-06", both included; nullopt for anything else and for an end before the start.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text);

/// Throws as read_incidents, read_features and make_areas do; Error (usage) for a comparison without a
/// period, Error (quality) when no row is in the period.
[[nodiscard]] AreaCounts count_areas(const std::filesystem::path& points, const AreaCountOptions& options);

/// The tables as people read them, the levels below each other, with totals.
[[nodiscard]] std::string area_counts_text(const AreaCounts& counts);

/// Writes a .csv (of `level`; the larger areas to NAME_within.csv) or a .gpkg of both. An existing file is
/// not touched: Error (output).
void write_area_counts(const AreaCounts& counts, const std::filesystem::path& file);

}  // namespace wardmap
