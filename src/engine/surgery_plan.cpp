#include "surgery_plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "theme_incidents.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap {

namespace {

constexpr std::size_t told_venues = 3;

std::string grouped(std::uint64_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

/// The tower blocks, where the study names no venues.
std::vector<Venue> blocks_as_venues(const StudyInputs& inputs)
{
    std::vector<Venue> venues;
    for (const TowerBlock& block : inputs.blocks) {
        venues.push_back({block.id, block.name, "tower block", block.position, {}});
    }
    return venues;
}

void leave_out_strangers(const LocatedSet& located, std::vector<Venue>& venues, Diagnostics& diagnostics)
{
    const auto outside = [&](const Venue& venue) { return !covers(located.area.shape, venue.position); };
    std::vector<std::string> names;
    for (const Venue& venue : venues) {
        if (outside(venue)) {
            names.push_back(venue.name);
        }
    }
    if (names.size() == venues.size()) {
        throw Error(ErrorKind::input, "surgeries",
                    fmt::format("none of the {} venues lies in the study area", venues.size()),
                    "Check the file of venues and its coordinate system");
    }
    if (!names.empty()) {
        diagnostics.warn("surgeries",
                         fmt::format("outside the study area, and not ranked: {}", fmt::join(names, ", ")));
        std::erase_if(venues, outside);
    }
}

/// Located incidents of any theme in the period and the area.
std::vector<SurgeryIncident> incidents_of(const Study& study, const StudyInputs& inputs,
                                          const LocatedSet& located)
{
    std::vector<SurgeryIncident> incidents;
    for (std::size_t i = 0; i < located.incidents.size(); ++i) {
        const LocatedIncident& incident = located.incidents[i];
        const IncidentRecord& record = inputs.incidents.records[i];
        if (located.themes[i] != 0 && incident.state == MatchState::located &&
            incident.level != MatchLevel::sector && located.in_study_area[i] != 0 &&
            (!study.period || in_period(record.when, *study.period))) {
            incidents.push_back({incident.position, record.reporter});
        }
    }
    return incidents;
}

std::string why(const SurgeryRow& row, const SurgeryOptions& options)
{
    std::string text = fmt::format("{} incident{} within {} m", grouped(row.incidents),
                                   row.incidents == 1 ? "" : "s", fixed_text(options.walk_m, 0));
    if (row.reporters > 0) {
        text += fmt::format(" from {} reporter{}", grouped(row.reporters), row.reporters == 1 ? "" : "s");
    }
    if (row.new_incidents == 0 && row.incidents > 0) {
        text += ", all in a better venue's reach";
    } else if (row.new_incidents < row.incidents) {
        text += fmt::format(", {} of them in no better venue's reach", grouped(row.new_incidents));
    }
    return text + (row.months_since
                       ? fmt::format("; last held {} months ago, on {}", fixed_text(*row.months_since, 1),
                                     british_day_text(*row.last_held))
                       : "; none on record here");
}

}  // namespace

std::optional<SurgeryPlan> surgery_plan(const Study& study, StudyInputs& inputs, const LocatedSet& located)
{
    SurgeryPlan plan;
    plan.venues = inputs.venues.empty() ? blocks_as_venues(inputs) : inputs.venues;
    if (plan.venues.empty()) {
        return std::nullopt;
    }
    leave_out_strangers(located, plan.venues, inputs.diagnostics);
    if (study.surgeries) {
        plan.options = study.surgeries->options;
    }
    plan.options.today = located.period.end;
    plan.rows = rank_surgeries(plan.venues, incidents_of(study, inputs, located), plan.options);
    std::vector<PointM> places;
    for (const SurgeryRow& row : plan.rows) {
        places.push_back(plan.venues[row.venue].position);
    }
    const std::vector<std::int32_t> wards =
        inputs.wards ? AreaIndex(*inputs.wards).find(places)
                     : std::vector<std::int32_t>(places.size(), AreaIndex::outside);
    for (std::size_t i = 0; i < plan.rows.size(); ++i) {
        plan.notes.push_back({wards[i] == AreaIndex::outside
                                  ? std::string{}
                                  : inputs.wards->areas[static_cast<std::size_t>(wards[i])].name,
                              why(plan.rows[i], plan.options)});
    }
    return plan;
}

std::vector<std::string> surgery_sentences(const SurgeryPlan& plan)
{
    std::vector<std::string> sentences;
    for (std::size_t i = 0; i < std::min(told_venues, plan.rows.size()); ++i) {
        if (plan.rows[i].score > 0) {
            const SurgeryNotes& notes = plan.notes[i];
            sentences.push_back(fmt::format("Resident surgery {}: {}{}: {}.", i + 1,
                                            plan.venues[plan.rows[i].venue].name,
                                            notes.ward.empty() ? "" : " (" + notes.ward + ")", notes.why));
        }
    }
    return sentences;
}

}  // namespace wardmap
