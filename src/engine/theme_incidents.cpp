#include "theme_incidents.hpp"

#include <fmt/format.h>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

void refuse_empty_theme(const ThemeRule& rule, const ThemeFindings& counts, std::size_t records)
{
    if (counts.rows == 0 && !rule.may_be_empty) {
        throw Error(
            ErrorKind::quality, fmt::format("theme {}", rule.id),
            fmt::format("none of the {} incidents belongs to it",
                        grouped_text(static_cast<std::int64_t>(records))),
            "Compare its categories and phrases with the category column; may_be_empty = true accepts it");
    }
}

}  // namespace

bool in_period(const TimeSpan& when, const Period& period)
{
    return when.precision != TimePrecision::none && period.contains(when.from);
}

ThemeIncidents theme_incidents(const Study& study, const StudyInputs& inputs, const LocatedSet& located,
                               std::size_t theme)
{
    ThemeIncidents made;
    made.theme = theme;
    ThemeFindings& counts = made.counts;
    counts.id = study.themes[theme].id;
    counts.title = study.themes[theme].title;
    for (std::uint32_t i = 0; i < located.incidents.size(); ++i) {
        if ((located.themes[i] >> theme & 1U) == 0) {
            continue;
        }
        ++counts.rows;
        const LocatedIncident& incident = located.incidents[i];
        const TimeSpan& when = inputs.incidents.records[i].when;
        const bool usable = incident.state == MatchState::located && incident.level != MatchLevel::sector &&
                            located.in_study_area[i] != 0;
        if (usable && study.comparison && in_period(when, *study.comparison)) {
            made.previous.push_back(i);
        }
        if (study.period && !in_period(when, *study.period)) {
            ++counts.outside_period;
        } else if (incident.state != MatchState::located) {
            ++counts.unlocated;
        } else if (incident.level == MatchLevel::sector) {
            ++counts.too_coarse;
        } else if (located.in_study_area[i] == 0) {
            ++counts.outside_area;
        } else {
            ++counts.used;
            made.chosen.push_back(i);
            made.points.positions.push_back(incident.position);
            made.points.incident.push_back(i);
        }
    }
    refuse_empty_theme(study.themes[theme], counts, located.incidents.size());
    return made;
}

}  // namespace wardmap
