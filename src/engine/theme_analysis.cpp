#include "theme_analysis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "monthly_density.hpp"
#include "monthly_series.hpp"
#include "place_names.hpp"
#include "place_times.hpp"
#include "predictive_bandwidth.hpp"
#include "short_list.hpp"
#include "study_exposure.hpp"
#include "theme_incidents.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "zone_and_targets.hpp"

namespace wardmap {

namespace {

constexpr std::size_t most_useful_hotspots = 200;

std::size_t coarser_than(const LocatedSet& located, const std::vector<std::uint32_t>& chosen,
                         double precision_m)
{
    return static_cast<std::size_t>(std::count_if(chosen.begin(), chosen.end(), [&](std::uint32_t i) {
        return located.incidents[i].precision_m > precision_m;
    }));
}

double bandwidth_for(const Study& study, const PointSet& points, Diagnostics& diagnostics,
                     const std::string& title)
{
    if (study.bandwidth_m) {
        return *study.bandwidth_m;
    }
    const std::set<PointM> distinct(points.positions.begin(), points.positions.end());
    if (distinct.size() < 2) {
        const double fallback_m = 10 * study.density_cell_m;
        diagnostics.warn(
            "density", fmt::format("{}: fewer than two places, so Scott's rule has no answer; the bandwidth "
                                   "is ten cells, {} m",
                                   title, fixed_text(fallback_m, 0)));
        return fallback_m;
    }
    // A round number that people can say; a tenth of a metre would claim what a rule of thumb cannot know.
    return std::max(study.density_cell_m, std::round(scott_bandwidth_m(points, study.kernel) / 10) * 10);
}

void map_density(const Study& study, StudyInputs& inputs, const LocatedSet& located, ThemeAnalysis& analysis)
{
    Diagnostics& diagnostics = inputs.diagnostics;
    DensityOptions& options = analysis.density_options;
    const std::string& title = analysis.findings.title;
    options.kernel = study.kernel;
    const auto predictive = study.bandwidth_is_predictive
                                ? predictive_bandwidth_m(study, inputs, located, analysis.chosen)
                                : std::nullopt;
    if (study.bandwidth_is_predictive && !predictive) {
        diagnostics.warn("density", title +
                                        ": three months with incidents are needed to find the bandwidth "
                                        "that told later months best; Scott's rule is used");
    }
    options.bandwidth_m =
        predictive ? *predictive : bandwidth_for(study, analysis.points, diagnostics, title);
    options.boundary = &located.area.shape;
    options.edge = study.edge.value_or(located.area.is_hull ? EdgeCorrection::none : EdgeCorrection::diggle);
    if (options.bandwidth_m < study.density_cell_m) {
        diagnostics.warn(
            "density", fmt::format("{}: the bandwidth ({} m) is smaller than the cell ({} m)", title,
                                   shortest_text(options.bandwidth_m), shortest_text(study.density_cell_m)));
    }
    const RasterGrid grid = raster_grid_over(bounds(located.area.shape), study.density_cell_m);
    analysis.density_per_km2 = kernel_density(analysis.points, grid, options);
    scale(analysis.density_per_km2, 1e6);
    analysis.breaks = frozen_breaks(study, analysis.findings.id).density_per_km2;
    if (analysis.breaks.empty()) {
        analysis.breaks = quantile_breaks(analysis.density_per_km2, study.density_classes);
    }
    analysis.bands = contour_bands(analysis.density_per_km2, analysis.breaks);
    analysis.coarser_than_bandwidth = coarser_than(located, analysis.chosen, options.bandwidth_m);
}

std::string wards_touched(const StudyInputs& inputs, const LocatedSet& located,
                          const std::vector<std::uint32_t>& chosen, const Hotspot& hotspot)
{
    std::set<std::int32_t> wards;
    for (const std::uint32_t point : hotspot.points) {
        if (!located.ward.empty() && located.ward[chosen[point]] != AreaIndex::outside) {
            wards.insert(located.ward[chosen[point]]);
        }
    }
    ShortList names;
    for (const std::int32_t ward : wards) {
        names.add(inputs.wards->areas[static_cast<std::size_t>(ward)].name);
    }
    return names.text();
}

std::string peak_time(const StudyInputs& inputs, const std::vector<std::uint32_t>& chosen,
                      const std::vector<std::uint32_t>& points)
{
    std::vector<TimeSpan> times;
    times.reserve(points.size());
    for (const std::uint32_t point : points) {
        times.push_back(inputs.incidents.records[chosen[point]].when);
    }
    const TimeProfile profile = time_profile(times);
    return profile.incidents == 0 ? std::string{} : peak_window_text(peak_window(profile, peak_hours));
}

double top_reporter_share(const StudyInputs& inputs, const std::vector<std::uint32_t>& held)
{
    std::map<std::string_view, std::size_t> reports;
    std::size_t most = 0;
    for (const std::uint32_t i : held) {
        const std::string& reporter = inputs.incidents.records[i].reporter;
        most = reporter.empty() ? most : std::max(most, ++reports[reporter]);
    }
    return held.empty() ? 0 : static_cast<double>(most) / static_cast<double>(held.size());
}

void find_hotspots(const Study& study, const StudyInputs& inputs, const LocatedSet& located,
                   ThemeAnalysis& analysis)
{
    analysis.grid = count_cells(analysis.points, study.lattice, located.area.shape);
    set_exposure(study, inputs, located, analysis.grid);
    analysis.cells = gi_star(analysis.grid, study.gi_star);
    analysis.hotspots = grid_hotspots(analysis.points, analysis.grid, analysis.cells, study.hotspots);
    // A hot cell may itself hold nothing: its neighbours made it hot. The cells show it; nobody is sent there.
    std::erase_if(analysis.hotspots, [](const Hotspot& hotspot) { return hotspot.excess <= 0; });
    analysis.coarser_than_cell = coarser_than(located, analysis.chosen, study.lattice.cell_m);
    analysis.hotspot_notes.reserve(analysis.hotspots.size());
    for (const Hotspot& hotspot : analysis.hotspots) {
        std::vector<std::uint32_t> held;
        held.reserve(hotspot.points.size());
        for (const std::uint32_t point : hotspot.points) {
            held.push_back(analysis.chosen[point]);
        }
        HotspotNotes notes;
        notes.place = place_name(inputs, located, held);
        notes.wards = wards_touched(inputs, located, analysis.chosen, hotspot);
        notes.peak_time = peak_time(inputs, analysis.chosen, hotspot.points);
        notes.top_reporter_share = top_reporter_share(inputs, held);
        analysis.hotspot_notes.push_back(std::move(notes));
    }
}

/// Which hotspots had a hot cell in the comparison period already.
void compare_hotspots(const Study& study, const StudyInputs& inputs, const LocatedSet& located,
                      ThemeAnalysis& analysis)
{
    if (!study.comparison || analysis.previous.empty()) {
        return;
    }
    PointSet before;
    for (const std::uint32_t i : analysis.previous) {
        before.positions.push_back(located.incidents[i].position);
    }
    CellGrid grid = count_cells(before, study.lattice, located.area.shape);
    set_exposure(study, inputs, located, grid);
    const std::vector<GiStarCell> cells = gi_star(grid, study.gi_star);
    for (std::size_t h = 0; h < analysis.hotspots.size(); ++h) {
        analysis.hotspot_notes[h].hot_before = std::ranges::any_of(
            analysis.hotspots[h].cells,
            [&](std::uint32_t cell) { return cells[cell].bin >= study.hotspots.min_bin; });
    }
}

void follow_hotspots(const Study& study, StudyInputs& inputs, const LocatedSet& located,
                     ThemeAnalysis& analysis)
{
    compare_hotspots(study, inputs, located, analysis);
    analysis.emerging = emerging_history(study, inputs, located, analysis.theme);
    if (analysis.emerging) {
        note_patterns(*analysis.emerging, study.emerging.step, analysis.hotspots, analysis.hotspot_notes);
    }
    analysis.near_repeats = near_repeats_of(study, inputs, located, analysis.chosen);
    analysis.clusters = point_clusters(study, located, analysis.chosen);
}

std::vector<std::int32_t> wards_of(const LocatedSet& located, const std::vector<std::uint32_t>& chosen)
{
    std::vector<std::int32_t> wards;
    wards.reserve(chosen.size());
    for (const std::uint32_t i : chosen) {
        wards.push_back(located.ward[i]);
    }
    return wards;
}

void count_wards(const Study& study, const StudyInputs& inputs, const LocatedSet& located,
                 ThemeAnalysis& analysis)
{
    if (!inputs.wards) {
        return;
    }
    const std::vector<std::int32_t> current = wards_of(located, analysis.chosen);
    const std::vector<std::int32_t> before = wards_of(located, analysis.previous);
    std::optional<ComparisonCounts> comparison;
    if (study.comparison) {
        comparison = ComparisonCounts{before, study.comparison->days(), located.period.days()};
    }
    analysis.wards = area_table(*inputs.wards, current, comparison);
    analysis.findings.outside_wards = analysis.wards->outside;
}

void count_blocks(const Study& study, const StudyInputs& inputs, const LocatedSet& located,
                  ThemeAnalysis& analysis)
{
    if (located.block.empty()) {
        return;
    }
    analysis.blocks = block_table(inputs.blocks,
                                  {.located = located.incidents,
                                   .records = inputs.incidents.records,
                                   .assignments = located.block,
                                   .chosen = analysis.chosen,
                                   .previous = analysis.previous,
                                   .period = located.period,
                                   .comparison = study.comparison},
                                  study.block_options);
}

void profile_times(const StudyInputs& inputs, ThemeAnalysis& analysis)
{
    std::vector<TimeSpan> times;
    times.reserve(analysis.chosen.size());
    for (const std::uint32_t i : analysis.chosen) {
        times.push_back(inputs.incidents.records[i].when);
    }
    analysis.times = time_profile(times);
}

void tell_doubts(const Study& study, const ThemeAnalysis& analysis, Diagnostics& diagnostics)
{
    const auto tell = [&](std::size_t coarse, const std::string& than) {
        if (10 * coarse > analysis.findings.used) {
            diagnostics.warn("precision",
                             fmt::format("{}: {} of {} incidents are known less precisely than {}",
                                         analysis.findings.title, coarse, analysis.findings.used, than));
        }
    };
    tell(analysis.coarser_than_bandwidth,
         fmt::format("the bandwidth of {} m", shortest_text(analysis.density_options.bandwidth_m)));
    if (analysis.hotspots.size() > most_useful_hotspots) {
        diagnostics.warn(
            "hotspots",
            fmt::format("{}: {} hotspots are more than anyone can act on. The test asks where there are more "
                        "incidents than if they were spread evenly over the land, which in a county is "
                        "wherever people live: map one town at a time, or raise grid.level",
                        analysis.findings.title, analysis.hotspots.size()));
    }
    tell(analysis.coarser_than_cell, fmt::format("a cell of {} m", shortest_text(study.lattice.cell_m)));
}

}  // namespace

ThemeAnalysis analyse_theme(const Study& study, StudyInputs& inputs, const LocatedSet& located,
                            std::size_t theme)
{
    ThemeAnalysis analysis;
    analysis.theme = theme;
    ThemeIncidents incidents = theme_incidents(study, inputs, located, theme);
    analysis.patrol = patrol_plan(study, inputs, located, incidents);
    analysis.findings = std::move(incidents.counts);
    analysis.chosen = std::move(incidents.chosen);
    analysis.previous = std::move(incidents.previous);
    analysis.points = std::move(incidents.points);
    map_density(study, inputs, located, analysis);
    find_hotspots(study, inputs, located, analysis);
    follow_hotspots(study, inputs, located, analysis);
    count_wards(study, inputs, located, analysis);
    count_blocks(study, inputs, located, analysis);
    profile_times(inputs, analysis);
    analysis.place_times = place_times(inputs, located, analysis);
    analysis.monthly = monthly_series(inputs, located, theme);
    analysis.monthly_density = monthly_density(study, inputs, located, analysis);
    analysis.seasons = seasons(analysis.monthly.front().months);
    analysis.ward_notes = ward_notes(inputs, located, analysis);
    analysis.case_reviews = case_review_rows(study, inputs, located, analysis);
    analysis.zone = zone_rows(study, inputs, located, theme);
    analysis.targets = target_rows(study, inputs, located, theme);
    tell_doubts(study, analysis, inputs.diagnostics);
    return analysis;
}

}  // namespace wardmap
