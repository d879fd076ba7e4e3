#include "patrol_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numbers>

#include "holdout_split.hpp"
#include "place_names.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

using std::chrono::days;
using std::chrono::floor;

constexpr double days_per_week = 7;

std::string percent(double share) { return fixed_text(100 * share, share < 0.1 ? 1 : 0) + " %"; }

/// Each place's incidents, of `from` (indices); an incident is in the first place that holds it.
std::vector<std::vector<std::uint32_t>> held_by(const std::vector<PatrolPlace>& places,
                                                const LocatedSet& located,
                                                const std::vector<std::uint32_t>& from)
{
    constexpr double slack = 1 + 1e-6;  // as patrol_places() takes lengths
    std::vector<std::vector<std::uint32_t>> held(places.size());
    for (const std::uint32_t i : from) {
        const PointM p = located.incidents[i].position;
        const auto found = std::find_if(places.begin(), places.end(), [&](const PatrolPlace& place) {
            return distance_m(p, place.centre) <= place.radius_m * slack;
        });
        if (found != places.end()) {
            held[static_cast<std::size_t>(found - places.begin())].push_back(i);
        }
    }
    return held;
}

TimeProfile profile_of(const StudyInputs& inputs, const std::vector<std::uint32_t>& incidents)
{
    std::vector<TimeSpan> times;
    times.reserve(incidents.size());
    for (const std::uint32_t i : incidents) {
        times.push_back(inputs.incidents.records[i].when);
    }
    return time_profile(times);
}

/// A place's expected week as a profile, so that its windows rest on the same hours as its visits.
std::optional<PeakWindow> window_of(const Study& study, const WeekOfHours& week, const TimeProfile& theme)
{
    if (theme.incidents == 0) {
        return std::nullopt;
    }
    TimeProfile profile;
    profile.weight = week;
    profile.incidents = 1;
    return peak_window(profile, study.patrol_window_hours);
}

/// Share of the profile's weight in the window.
double weight_in(const PeakWindow& window, const TimeProfile& profile)
{
    const int length = window.hour_to > window.hour_from ? window.hour_to - window.hour_from
                                                         : window.hour_to + 24 - window.hour_from;
    const int day_count = (window.weekday_to - window.weekday_from + 7) % 7 + 1;
    double weight = 0;
    for (int day = 0; day < day_count; ++day) {
        for (int hour = 0; hour < length; ++hour) {
            const int bucket = 24 * (window.weekday_from + day) + window.hour_from + hour;
            weight += profile.weight.at(static_cast<std::size_t>(bucket % 168));
        }
    }
    return weight;
}

/// The places of some incidents with what is expected of each.
struct Chosen {
    std::vector<PatrolPlace> places;
    std::vector<std::vector<std::uint32_t>> held;
    std::vector<RotaPlace> demand;
    TimeProfile theme;
};

Chosen choose(const Study& study, const StudyInputs& inputs, const LocatedSet& located,
              const std::vector<std::uint32_t>& incidents, const Period& period)
{
    PointSet points;
    for (const std::uint32_t i : incidents) {
        points.positions.push_back(located.incidents[i].position);
    }
    Chosen chosen{patrol_places(points, study.patrol), {}, {}, profile_of(inputs, incidents)};
    chosen.held = held_by(chosen.places, located, incidents);
    for (std::size_t k = 0; k < chosen.places.size(); ++k) {
        const double a_week = chosen.places[k].incidents * days_per_week / period.days();
        chosen.demand.push_back({chosen.places[k].centre,
                                 expected_week(profile_of(inputs, chosen.held[k]), chosen.theme, a_week)});
    }
    return chosen;
}

std::optional<PatrolHoldout> holdout_of(const Study& study, const StudyInputs& inputs,
                                        const LocatedSet& located, const ThemeIncidents& incidents)
{
    const auto split = holdout_split(inputs, located, incidents.chosen);
    if (!split) {
        return std::nullopt;
    }
    const Chosen chosen = choose(study, inputs, located, split->train_incidents, split->train);
    const auto held = held_by(chosen.places, located, split->test_incidents);
    PatrolHoldout holdout;
    holdout.test = split->test;
    holdout.incidents = split->test_incidents.size();
    for (std::size_t k = 0; k < held.size(); ++k) {
        holdout.hits += held[k].size();
        const TimeProfile profile = profile_of(inputs, held[k]);
        holdout.timed_hits += profile.incidents;
        if (const auto window = window_of(study, chosen.demand[k].expected, chosen.theme)) {
            holdout.in_windows += weight_in(*window, profile);
        }
    }
    return holdout;
}

CivilDay monday_from(CivilDay day) { return day + (std::chrono::Monday - std::chrono::weekday{day}); }

std::string ward_name(const StudyInputs& inputs, PointM p)
{
    if (!inputs.wards) {
        return {};
    }
    const std::int32_t ward = AreaIndex(*inputs.wards).find(p);
    return ward == AreaIndex::outside ? std::string{}
                                      : inputs.wards->areas[static_cast<std::size_t>(ward)].name;
}

void note_places(const Study& study, const StudyInputs& inputs, const LocatedSet& located,
                 const Chosen& chosen, PatrolPlan& plan)
{
    std::vector<std::uint32_t> visits(plan.places.size(), 0);
    for (const RotaVisit& visit : plan.rota.visits) {
        ++visits[visit.place];
    }
    for (std::size_t k = 0; k < plan.places.size(); ++k) {
        PatrolNotes notes;
        notes.place = place_name(inputs, located, chosen.held[k]);
        notes.ward = ward_name(inputs, plan.places[k].centre);
        if (const auto window = window_of(study, chosen.demand[k].expected, chosen.theme)) {
            notes.peak_time = peak_window_text(*window);
        }
        notes.visits = visits[k];
        plan.notes.push_back(std::move(notes));
    }
}

}  // namespace

PatrolPlan patrol_plan(const Study& study, const StudyInputs& inputs, const LocatedSet& located,
                       const ThemeIncidents& incidents)
{
    PatrolPlan plan;
    plan.options = study.rota;
    const bool has_dates = located.period.begin < located.period.end;
    plan.options.first_day = study.rota_first_day.value_or(monday_from(located.period.end));
    const Chosen chosen = choose(study, inputs, located, incidents.chosen, located.period);
    plan.places = chosen.places;
    if (has_dates || study.rota_first_day) {
        plan.rota = patrol_rota(chosen.demand, plan.options);
    }
    plan.holdout = holdout_of(study, inputs, located, incidents);
    note_places(study, inputs, located, chosen, plan);
    return plan;
}

std::vector<std::string> patrol_sentences(const PatrolPlan& plan, const LocatedSet& located)
{
    if (plan.places.empty()) {
        return {};
    }
    const PatrolPlace& last = plan.places.back();
    const auto grouped = [](std::uint64_t count) { return grouped_text(static_cast<std::int64_t>(count)); };
    const double land_m2 =
        static_cast<double>(plan.places.size()) * std::numbers::pi * last.radius_m * last.radius_m;
    std::string fair = " (on the same data that chose them; expect less next month)";
    if (plan.holdout) {
        const PatrolHoldout& holdout = *plan.holdout;
        fair +=
            fmt::format(". Chosen without {}, they would have held {} of {} incidents then, {}",
                        british_period_text(holdout.test), grouped(holdout.hits), grouped(holdout.incidents),
                        percent(static_cast<double>(holdout.hits) / static_cast<double>(holdout.incidents)));
        if (holdout.timed_hits > 0) {
            fair += fmt::format("; {} of the {} with a time of day fell in the hours named",
                                fixed_text(holdout.in_windows, 0), grouped(holdout.timed_hits));
        }
    }
    std::vector<std::string> sentences{
        fmt::format("{} patrol place{} of {} m hold{} {} of incidents on {} of the land{}.",
                    plan.places.size(), plan.places.size() == 1 ? "" : "s", fixed_text(2 * last.radius_m, 0),
                    plan.places.size() == 1 ? "s" : "", percent(last.cumulative_share),
                    percent(land_m2 / located.area.area_m2), fair)};
    if (plan.rota.visits.empty()) {
        sentences.emplace_back("No rota: no dates are known, and the study names no patrol.first_day.");
        return sentences;
    }
    sentences.push_back(fmt::format(
        "The rota from {} visits them {} times in {} days for {} staff-hours of {}{}.",
        british_day_text(plan.options.first_day), plan.rota.visits.size(), plan.options.days,
        fixed_text(plan.rota.staff_hours, 1),
        fixed_text(plan.options.staff_hours * plan.options.days / days_per_week, 1),
        plan.notes.front().peak_time.empty() ? "; no times of day are known, so it favours no hours" : ""));
    return sentences;
}

}  // namespace wardmap
