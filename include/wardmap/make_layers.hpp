#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "wardmap/area_table.hpp"
#include "wardmap/areas.hpp"
#include "wardmap/case_reviews.hpp"
#include "wardmap/cell_grid.hpp"
#include "wardmap/contours.hpp"
#include "wardmap/control_chart.hpp"
#include "wardmap/density.hpp"
#include "wardmap/displacement.hpp"
#include "wardmap/gi_star.hpp"
#include "wardmap/hotspots.hpp"
#include "wardmap/layer.hpp"
#include "wardmap/patrol_places.hpp"
#include "wardmap/patrol_rota.hpp"
#include "wardmap/seasons.hpp"
#include "wardmap/surgeries.hpp"
#include "wardmap/target.hpp"
#include "wardmap/time_profile.hpp"
#include "wardmap/tower_blocks.hpp"

/// Results of the analyses as layers and tables: names, fields, units, styles. Nothing is computed here
/// but class breaks.
namespace wardmap {

/// What every layer of a theme says about itself, and is drawn by.
struct LayerContext {
    std::string theme;  ///< id
    std::string theme_title;
    std::string area_name;     ///< "Stevenage"
    std::string period;        ///< in words
    bool approximate = false;  ///< snap points: titles say "approximate"
    bool esri_colours = false;
    FrozenBreaks frozen = {};
};

/// Hotspots with what the engine found out about each: the wards it touches, its nearest street or
/// landmark, its peak time.
struct HotspotNotes {
    std::string place;
    std::string wards;
    std::string peak_time;
    std::string pattern;             ///< over the time steps, simple_text(); empty: not known
    std::string hot_since;           ///< "2026-03": first hot step of one that is newly hot
    std::optional<bool> hot_before;  ///< had a hot cell in the comparison period
    double top_reporter_share = 0;   ///< of its incidents, those by one reporter; 0 when none are known
};

/// What a density was made from, and the lower ends of the classes that it is drawn with.
struct DensityUse {
    std::size_t used = 0;      ///< incidents in it
    std::size_t left_out = 0;  ///< located too coarsely
    std::span<const double> breaks = {};
    std::string unit = "incidents per km²";     ///< of the values
    std::optional<Comparison> comparison = {};  ///< with another density, if it is one
};

/// Layer names are the kind and the theme: "density_asb" (raster), "density_classes_asb", "cells_asb",
/// "hotspots_asb", "wards_asb", "blocks_asb", "patrol_asb", "incidents_asb", "times_asb"; and "boundary".
[[nodiscard]] RasterLayer density_raster_layer(Raster density, const DensityOptions& options,
                                               const DensityUse& use, const LayerContext& context);
/// The same of one month, "2026-03" ("density_asb_2026_03"); the context's period is that month.
[[nodiscard]] RasterLayer of_month(RasterLayer density, const std::string& month);
/// The breaks of `use` are those of all classes, so that one without area keeps its colour and its line in the legend
/// and two months look alike; without them the classes are those of the bands.
[[nodiscard]] Layer density_layer(std::span<const ContourBand> bands, const LayerContext& context,
                                  const DensityUse& use = {});
[[nodiscard]] Layer cells_layer(const CellGrid& grid, std::span<const GiStarCell> cells,
                                const LayerContext& context);
[[nodiscard]] Layer hotspots_layer(std::span<const Hotspot> hotspots, std::span<const HotspotNotes> notes,
                                   const LayerContext& context);
/// What the engine found out about a ward besides its counts.
struct WardNotes {
    std::string hotspots;   ///< ranks of the hotspots with incidents in it, best first
    std::string peak_time;  ///< empty without times of day
    std::string signals;    ///< months of the period outside its control limits: "2021-05 above"
};
/// `notes`: one per area, in their order, or none.
[[nodiscard]] Layer wards_layer(const AreaSet& areas, const AreaTable& rows, const LayerContext& context,
                                std::span<const WardNotes> notes = {});
[[nodiscard]] Layer blocks_layer(std::span<const TowerBlock> blocks, std::span<const BlockRow> rows,
                                 const LayerContext& context);
/// A patrol place in words, and how often its rota comes by.
struct PatrolNotes {
    std::string place;  ///< nearest street or landmark
    std::string ward;
    std::string peak_time;  ///< empty without times of day
    std::uint32_t visits = 0;
};
/// `notes`: one per place, or none.
[[nodiscard]] Layer patrol_layer(std::span<const PatrolPlace> places, const LayerContext& context,
                                 std::span<const PatrolNotes> notes = {});
/// "rota_asb": one row per visit, in order of time.
struct RotaRows {
    std::span<const PatrolPlace> places;
    std::span<const PatrolNotes> notes;  ///< one per place
    const RotaOptions& options;
    const Rota& rota;
};
[[nodiscard]] FeatureTable rota_table(const RotaRows& rows, const LayerContext& context);

/// A venue's row with what people want to know about it.
struct SurgeryNotes {
    std::string ward;
    std::string why;
};
/// "surgeries": venues as points, numbered by rank; `notes` one per row.
[[nodiscard]] Layer surgeries_layer(std::span<const Venue> venues, std::span<const SurgeryRow> rows,
                                    std::span<const SurgeryNotes> notes, const LayerContext& context);
/// Points of one theme: ref, category, time, match level and precision, ward, block.
struct IncidentPoint {
    std::string ref;
    std::string category;
    std::string time;
    std::string match_level;
    double precision_m = 0;
    std::string ward;
    std::string block;
    PointM position;
};
[[nodiscard]] Layer incidents_layer(std::span<const IncidentPoint> points, const LayerContext& context);
[[nodiscard]] Layer boundary_layer(const MultiPolygon& boundary, const std::string& name);

/// Makes the classes of a graduated style anew from the values that the layer now has, where they are
/// made from counts: the bounds of the old ones would tell a value that was taken out since.
void renew_classes(Layer& layer);

/// What freezes the classes of a graduated style as they are: their lower ends above 0.
[[nodiscard]] std::vector<double> class_breaks(const Style& style);

/// The table of a layer's attributes without its geometry, for tables/*.csv.
[[nodiscard]] FeatureTable attribute_table(const Layer& layer, const std::string& name);
/// 168 rows: theme, weekday, hour, incidents (aoristic).
[[nodiscard]] FeatureTable time_table(const TimeProfile& profile, const LayerContext& context);

/// The hours of one ward, block or hotspot.
struct PlaceTimes {
    std::string part;  ///< "area", "ward", "block", "hotspot"
    std::string id;
    std::string name;
    TimeProfile profile;
};
/// "place_times_asb": part, id, name, weekday, hour, incidents (aoristic); hours without incidents are left out.
[[nodiscard]] FeatureTable place_times_table(std::span<const PlaceTimes> places, const LayerContext& context);
/// "peaks_asb": one row per place with its busiest hours.
[[nodiscard]] FeatureTable peaks_table(std::span<const PlaceTimes> places, int hours,
                                       const LayerContext& context);
/// "seasons_asb": one row per month of the year.
[[nodiscard]] FeatureTable seasons_table(std::span<const SeasonMonth> months, const LayerContext& context);

/// One line of the list of case reviews.
struct CaseReviewRow {
    CaseReview review;
    std::string subject;  ///< the address or the reporter
    std::string block;
    std::string ward;
};
/// "case_reviews_asb".
[[nodiscard]] FeatureTable case_review_table(std::span<const CaseReviewRow> rows,
                                             const LayerContext& context);

/// Counts by month of one area, or (without id) of the whole study area, with its control chart.
struct MonthlySeries {
    std::string id;
    std::string name;
    std::vector<MonthCount> months;
    std::vector<ControlPoint> points;  ///< one per month
};
/// "monthly_asb": one row per series and month.
[[nodiscard]] FeatureTable monthly_table(std::span<const MonthlySeries> series, const LayerContext& context);

/// One row of a zone's table: before and after the date, and the difference to the trend elsewhere.
struct ZoneRow {
    std::string theme;
    std::string part;
    BeforeAfter counts;
    std::optional<EstimatedDifference> difference;
};
/// "zone": all themes in one table.
[[nodiscard]] FeatureTable zone_table(std::span<const ZoneRow> rows);

struct TargetRow {
    std::string theme;
    std::string ward;  ///< empty: the whole study area
    TargetCounts counts;
    TargetOutcome outcome;
};
/// "targets": all themes in one table.
[[nodiscard]] FeatureTable targets_table(std::span<const TargetRow> rows);

}  // namespace wardmap
