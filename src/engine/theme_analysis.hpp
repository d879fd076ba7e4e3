#pragma once

#include <array>
#include <optional>
#include <vector>

#include "located_set.hpp"
#include "patrol_plan.hpp"
#include "surgery_plan.hpp"
#include "theme_history.hpp"
#include "wardmap/area_table.hpp"
#include "wardmap/cell_grid.hpp"
#include "wardmap/contours.hpp"
#include "wardmap/density.hpp"
#include "wardmap/gi_star.hpp"
#include "wardmap/hotspots.hpp"
#include "wardmap/make_layers.hpp"
#include "wardmap/public_detail.hpp"
#include "wardmap/run.hpp"
#include "wardmap/time_profile.hpp"

namespace wardmap {

/// The surface of one month, or of the part of it that is in the period.
struct DensityMonth {
    Period period;
    std::size_t used = 0;  ///< incidents in it
    Raster per_km2;
};
struct MonthlyDensity {
    std::vector<DensityMonth> months;
    std::vector<double> breaks;  ///< of all of them
};

/// All that is known about one theme.
struct ThemeAnalysis {
    std::size_t theme = 0;                ///< index into Study::themes
    ThemeFindings findings;               ///< the counts; sentences are added by theme_sentences()
    std::vector<std::uint32_t> chosen;    ///< incidents used, ascending
    std::vector<std::uint32_t> previous;  ///< those of the comparison period
    PointSet points;                      ///< of `chosen`, in the same order
    DensityOptions density_options;       ///< boundary points into the LocatedSet
    Raster density_per_km2;
    std::vector<double> breaks;  ///< of the density classes, also of those without area
    std::vector<ContourBand> bands;
    std::optional<MonthlyDensity> monthly_density;
    CellGrid grid;
    std::vector<GiStarCell> cells;
    std::vector<Hotspot> hotspots;
    std::vector<HotspotNotes> hotspot_notes;
    std::optional<EmergingHistory> emerging;
    std::optional<NearRepeatResult> near_repeats;
    std::optional<PointClusters> clusters;
    std::optional<AreaTable> wards;
    std::vector<BlockRow> blocks;
    TimeProfile times;
    std::vector<PlaceTimes> place_times;  ///< of the area, wards, blocks and hotspots
    PatrolPlan patrol;
    std::vector<ZoneRow> zone;
    std::vector<TargetRow> targets;
    std::vector<MonthlySeries> monthly;  ///< the study area, then each ward
    std::array<SeasonMonth, 12> seasons{};
    std::vector<WardNotes> ward_notes;  ///< one per ward
    std::vector<CaseReviewRow> case_reviews;
    PublicDetail public_detail;  ///< how finely a public release may tell it
    std::size_t coarser_than_cell = 0;
    std::size_t coarser_than_bandwidth = 0;
};

/// A study with everything that was read, located and found: what the outputs are made from.
struct AnalysedStudy {
    const Study& study;
    const StudyInputs& inputs;
    const LocatedSet& located;
    const std::vector<ThemeAnalysis>& themes;
    const std::optional<SurgeryPlan>& surgeries;
};

/// The arrows of one theme: choose → density → cells → hotspots → history → clusters → wards → blocks → times → months
/// → patrol.
/// Throws Error (quality) for a theme that no row of the files belongs to.
[[nodiscard]] ThemeAnalysis analyse_theme(const Study& study, StudyInputs& inputs, const LocatedSet& located,
                                          std::size_t theme);

}  // namespace wardmap
