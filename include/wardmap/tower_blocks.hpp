#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/civil_time.hpp"
#include "wardmap/count_statistics.hpp"
#include "wardmap/diagnostics.hpp"
#include "wardmap/feature_table.hpp"
#include "wardmap/incident.hpp"
#include "wardmap/locate.hpp"

namespace wardmap {

struct TowerBlock {
    std::string id;
    std::string name;
    std::vector<std::string> aliases;
    std::vector<std::string> uprns;  ///< of the block and its parent record
    std::string postcode;
    std::optional<std::uint32_t> dwellings;
    std::optional<std::uint32_t> storeys;
    MultiPolygon footprint;  ///< empty if only a point is known
    PointM position;
};

struct BlockFields {
    std::string id, name, aliases, uprn, postcode, dwellings, storeys;
};

/// Takes features (polygons or points) as tower blocks, sorted by id. Several aliases or UPRNs in one
/// field are parted by ";" or "|". A missing or unreadable number of dwellings or storeys is left empty and
/// told, a UPRN of two blocks belongs to the first by id and is told. Throws as make_areas does.
[[nodiscard]] std::vector<TowerBlock> make_blocks(const FeatureTable& table, const BlockFields& fields,
                                                  Diagnostics& diagnostics);

/// By which way an incident came to a block, best first: the matched entry's UPRN or parent UPRN is the
/// block's; a full address was matched whose building (the flat dropped) is the block; only the block's
/// name was matched; the place lies in the footprint.
enum class BlockWay : std::uint8_t { none, uprn, address, name, footprint };
[[nodiscard]] std::string_view block_way_name(BlockWay way) noexcept;

struct BlockAssignment {
    std::int32_t block = -1;
    BlockWay way = BlockWay::none;
};

struct BlockOptions {
    double footprint_buffer_m = 10;
    /// Reports at one address, or by one reporter, that make a case review: `case_reports` within
    /// `case_months` months.
    std::uint32_t case_reports = 3;
    std::uint32_t case_months = 6;
};

/// One assignment per incident: by UPRN or parent UPRN, by matched address or building, by name, or by
/// lying in the footprint or within its buffer (only if located to 20 m or better), in that order. Names
/// are compared without case and punctuation, and only within 250 m of the block: other parts of a town
/// have a block of the same name. Snap points are never assigned: throws Error (quality) when any located
/// incident is at level snap_point.
[[nodiscard]] std::vector<BlockAssignment> assign_blocks(std::span<const LocatedIncident> incidents,
                                                         std::span<const TowerBlock> blocks,
                                                         const BlockOptions& options);

/// One block's row for one theme.
struct BlockRow {
    std::uint32_t block = 0;
    std::uint64_t count = 0;
    std::uint64_t by_uprn = 0, by_address = 0, by_name = 0, by_footprint = 0;
    std::uint32_t flats = 0;        ///< distinct flats with an incident: matched UPRNs but the block's own
    std::uint32_t reporters = 0;    ///< distinct reporters; 0 when none are known
    double top_reporter_share = 0;  ///< of all incidents of the block, also those without a reporter
    std::optional<double> per_100_dwellings;
    std::optional<Interval> rate_interval;
    std::uint64_t last_3_months = 0, last_6_months = 0, last_12_months = 0;  ///< up to the period's end
    std::uint64_t repeats = 0;  ///< incidents after the first at the same flat
    bool case_review = false;   ///< enough reports at one flat or by one reporter within the months
    std::optional<std::uint64_t> previous;  ///< count in the comparison period
    std::optional<CountChange> change;
};

/// What a block table counts: the incidents of one theme and period. The spans run in parallel.
struct BlockIncidents {
    std::span<const LocatedIncident> located;
    std::span<const IncidentRecord> records;
    std::span<const BlockAssignment> assignments;
    std::span<const std::uint32_t> chosen;    ///< indices into the spans of the incidents to count
    std::span<const std::uint32_t> previous;  ///< those of the comparison period; may be empty
    Period period;
    std::optional<Period> comparison;
};
[[nodiscard]] std::vector<BlockRow> block_table(std::span<const TowerBlock> blocks,
                                                const BlockIncidents& incidents, const BlockOptions& options);

}  // namespace wardmap
