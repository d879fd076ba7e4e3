#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "study_inputs.hpp"
#include "wardmap/areas.hpp"
#include "wardmap/classify.hpp"
#include "wardmap/diagnostics.hpp"
#include "wardmap/locate.hpp"
#include "wardmap/published_counts.hpp"
#include "wardmap/report.hpp"
#include "wardmap/study.hpp"
#include "wardmap/tower_blocks.hpp"

namespace wardmap {

/// The land that the study is about, and how it was come by.
struct StudyArea {
    MultiPolygon shape;
    bool is_hull = false;  ///< neither boundary nor wards: the convex hull of the incidents
    double area_m2 = 0;
};

/// Every record with its theme, place, ward and block; the vectors run in parallel with the records.
struct LocatedSet {
    std::vector<ThemeMask> themes;
    std::vector<LocatedIncident> incidents;
    std::vector<std::int32_t> ward;  ///< AreaIndex::outside for none; empty without wards
    std::vector<std::uint8_t> in_study_area;
    std::vector<BlockAssignment> block;  ///< empty without blocks, or when blocks were refused
    StudyArea area;
    Period period;  ///< the study's, or the whole months that the records span
    Ledger ledger;
    std::vector<HitRate> hit_rates;
    bool has_snap_points = false;
    std::vector<ProtectedCell> address_squares;  ///< for public maps; empty without postal addresses
};

/// classify → locate → ward, study area, block. Adds what it has to tell to inputs.diagnostics.
[[nodiscard]] LocatedSet locate_records(const Study& study, StudyInputs& inputs, unsigned threads,
                                        const ProgressListener& on_progress = {});

/// Throws Error (quality) when the hit rate, the share of rejected rows or the rows left are under the
/// study's limits, or no row is dated within the study's period; `accept_hit_rate` turns the first into a
/// warning. Warns of a comparison period that the files do not hold whole.
void check_quality(const Study& study, StudyInputs& inputs, const LocatedSet& located, bool accept_hit_rate);

}  // namespace wardmap
