#include "theme_history.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "monthly_series.hpp"
#include "study_exposure.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

constexpr std::size_t least_incidents = 20;
/// Positions no better known than this are of no use to clusters of whatever reach.
constexpr double hdbscan_precision_m = 50;

/// The months up to the period's end that the files hold without a gap.
Period covered_period(const StudyInputs& inputs, const Period& period)
{
    Period covered{period.end, period.end};
    while (true) {
        const std::chrono::year_month_day before{covered.begin - std::chrono::days{1}};
        const CivilDay begin{before.year() / before.month() / 1};
        if (!is_recorded(inputs, {begin, covered.begin})) {
            return covered;
        }
        covered.begin = begin;
    }
}

/// All of the theme that may go on maps, whatever the period.
struct DatedPoints {
    PointSet points;
    std::vector<TimeSpan> times;
};

DatedPoints dated_points(const StudyInputs& inputs, const LocatedSet& located, std::size_t theme)
{
    DatedPoints dated;
    for (std::size_t i = 0; i < located.incidents.size(); ++i) {
        const LocatedIncident& incident = located.incidents[i];
        const bool is_on_map = (located.themes[i] >> theme & 1U) != 0 && located.in_study_area[i] != 0 &&
                               incident.state == MatchState::located && incident.level != MatchLevel::sector;
        if (is_on_map) {
            dated.points.positions.push_back(incident.position);
            dated.times.push_back(inputs.incidents.records[i].when);
        }
    }
    return dated;
}

bool has_month_only(std::span<const TimeSpan> times)
{
    return std::ranges::any_of(times,
                               [](const TimeSpan& time) { return time.precision == TimePrecision::month; });
}

}  // namespace

std::optional<EmergingHistory> emerging_history(const Study& study, StudyInputs& inputs,
                                                const LocatedSet& located, std::size_t theme)
{
    if (!study.emerging.wanted) {
        return std::nullopt;
    }
    const StepLength& length = study.emerging.step;
    const auto give_up = [&](const std::string& why) -> std::optional<EmergingHistory> {
        if (study.emerging.asked_for && theme == 0) {
            inputs.diagnostics.warn("emerging", why);
        }
        return std::nullopt;
    };
    const DatedPoints dated = dated_points(inputs, located, theme);
    if (length.months == 0 && has_month_only(dated.times)) {
        return give_up("some dates are known to the month only: take steps of months");
    }
    if (dated.times.empty()) {
        return std::nullopt;
    }
    const TimeSteps steps = time_steps(dated.times, covered_period(inputs, located.period), length);
    if (steps.count < least_steps) {
        return give_up(fmt::format("the files cover {} time steps without a gap; patterns take {} or more",
                                   steps.count, least_steps));
    }
    EmergingHistory history;
    history.grid = count_cells(dated.points, study.lattice, located.area.shape);
    set_exposure(study, inputs, located, history.grid);
    history.cells = emerging_hotspots(history.grid, steps.of_time, steps.count, study.gi_star);
    history.step_begins = steps.begins;
    history.incidents = steps.of_time.size() - steps.left_out;
    return history;
}

void note_patterns(const EmergingHistory& history, const StepLength& step, std::span<const Hotspot> hotspots,
                   std::vector<HotspotNotes>& notes)
{
    constexpr std::int8_t hot = 2;
    for (std::size_t h = 0; h < hotspots.size(); ++h) {
        std::vector<std::int8_t> bins(history.step_begins.size(), 0);
        for (const std::uint32_t cell : hotspots[h].cells) {
            const std::vector<std::int8_t>& own = history.cells[cell].bins;
            std::ranges::transform(own, bins, bins.begin(), std::ranges::max);
        }
        const SimplePattern pattern = simple_pattern(bins);
        notes[h].pattern = simple_text(pattern);
        if (pattern == SimplePattern::emerging) {
            const auto first = std::ranges::find_if(bins, [](std::int8_t bin) { return bin >= hot; });
            const auto at = static_cast<std::size_t>(first - bins.begin());
            notes[h].hot_since = step_text(history.step_begins[at], step);
        }
    }
}

std::optional<NearRepeatResult> near_repeats_of(const Study& study, StudyInputs& inputs,
                                                const LocatedSet& located,
                                                const std::vector<std::uint32_t>& chosen)
{
    const Study::NearRepeats& wanted = study.near_repeats;
    if (!wanted.wanted) {
        return std::nullopt;
    }
    NearRepeatResult result;
    PointSet points;
    std::vector<CivilDay> days;
    const double coarsest_m = std::min(wanted.knox.bands_m.front(), wanted.spate.distance_m);
    for (const std::uint32_t i : chosen) {
        const TimeSpan& when = inputs.incidents.records[i].when;
        const bool knows_day =
            when.precision == TimePrecision::day || when.precision == TimePrecision::second;
        if (knows_day && located.incidents[i].precision_m <= coarsest_m) {
            points.positions.push_back(located.incidents[i].position);
            days.push_back(std::chrono::floor<std::chrono::days>(when.from));
        }
    }
    result.used = days.size();
    result.left_out = chosen.size() - days.size();
    if (result.used < least_incidents) {
        if (wanted.asked_for && !chosen.empty()) {
            inputs.diagnostics.warn(
                "near_repeats",
                fmt::format("{} of {} incidents are known to the day and to {} m: too few for near repeats",
                            result.used, chosen.size(), shortest_text(coarsest_m)));
        }
        return std::nullopt;
    }
    try {
        result.table = knox_table(points.positions, days, wanted.knox);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::limit) {
            throw;
        }
        inputs.diagnostics.warn("near_repeats", error.what());
        return std::nullopt;
    }
    result.spates = spates(points.positions, days, wanted.spate);
    result.chains = describe_clusters(points, result.spates.label, {.disc_m = wanted.spate.distance_m / 2});
    return result;
}

std::optional<PointClusters> point_clusters(const Study& study, const LocatedSet& located,
                                            const std::vector<std::uint32_t>& chosen)
{
    using Method = Study::Clusters::Method;
    const Study::Clusters& wanted = study.clusters;
    if (wanted.method == Method::none) {
        return std::nullopt;
    }
    const bool is_dbscan = wanted.method == Method::dbscan;
    // Snap points are as they are: told as approximate on every map.
    const double coarsest_m = is_dbscan ? wanted.dbscan.epsilon_m : hdbscan_precision_m;
    PointClusters result;
    PointSet points;
    for (const std::uint32_t i : chosen) {
        const LocatedIncident& incident = located.incidents[i];
        if (incident.precision_m <= coarsest_m || incident.level == MatchLevel::snap_point) {
            points.positions.push_back(incident.position);
        }
    }
    result.used = points.size();
    result.left_out = chosen.size() - points.size();
    const std::vector<std::int32_t> labels =
        is_dbscan ? dbscan(points.positions, wanted.dbscan) : hdbscan(points.positions, wanted.hdbscan);
    result.noise = static_cast<std::size_t>(std::ranges::count(labels, no_cluster));
    result.clusters = describe_clusters(points, labels, {.disc_m = coarsest_m / 2, .kind = wanted.outline});
    result.method = is_dbscan ? fmt::format("DBSCAN, {} points within {} m", wanted.dbscan.min_points,
                                            shortest_text(wanted.dbscan.epsilon_m))
                              : fmt::format("HDBSCAN, at least {} points", wanted.hdbscan.min_cluster_size);
    return result;
}

}  // namespace wardmap
