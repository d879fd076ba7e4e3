#include "zone_and_targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "monthly_series.hpp"
#include "wardmap/error.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap {

namespace {

using std::chrono::days;
using std::chrono::floor;

/// Records hardly ever happen on the very last days; an extract that comes this near holds the whole period.
constexpr days quiet_end{7};

/// The days that the records hold, month-only ones by their whole month.
Period recorded_days(const std::vector<IncidentRecord>& records)
{
    Period recorded{CivilDay::max(), CivilDay::min()};
    for (const IncidentRecord& record : records) {
        if (record.when.precision == TimePrecision::none) {
            continue;
        }
        const CivilDay day = floor<days>(record.when.from);
        const std::chrono::year_month_day date{day};
        const bool is_month = record.when.precision == TimePrecision::month;
        const CivilDay last = is_month ? CivilDay{date.year() / date.month() / std::chrono::last} : day;
        recorded.begin = std::min(recorded.begin, day);
        recorded.end = std::max(recorded.end, last + days{1});
    }
    return recorded;
}

bool is_on_map(const LocatedSet& located, std::size_t i, std::size_t theme)
{
    const LocatedIncident& incident = located.incidents[i];
    return (located.themes[i] >> theme & 1U) != 0 && incident.state == MatchState::located &&
           incident.level != MatchLevel::sector && located.in_study_area[i] != 0;
}

struct Sides {
    Period before;
    Period after;
};

Sides sides_of(const Study& study, const StudyInputs& inputs)
{
    const Period recorded = recorded_days(inputs.incidents.records);
    const CivilDay date = study.zone->date;
    if (date <= recorded.begin || date >= recorded.end) {
        throw Error(
            ErrorKind::input, "zone.date",
            fmt::format("{} is not within the days that the records hold, {} to {}", iso_day_text(date),
                        iso_day_text(recorded.begin), iso_day_text(recorded.end - days{1})),
            "A comparison needs records from before and after: add them, or correct the date");
    }
    const days length = std::min(date - recorded.begin, recorded.end - date);
    return {{date - length, date}, {date, date + length}};
}

/// The record knows no more than the month that the date parts.
bool is_on_both_sides(const TimeSpan& when, CivilDay date)
{
    const std::chrono::year_month_day parted{date};
    const CivilDay first{parted.year() / parted.month() / 1};
    return when.precision == TimePrecision::month && first != date && floor<days>(when.from) == first;
}

/// 0 inside the zone, 1 around it, 2 elsewhere.
AreaIndex zone_index(const Study& study, const StudyInputs& inputs)
{
    AreaSet parts;  // where they overlap, the first has it
    parts.areas.push_back({"1", "inside", std::nullopt, *inputs.zone});
    parts.areas.push_back(
        {"2", "around", std::nullopt, buffer_of(Geometry{*inputs.zone}, study.zone->buffer_m)});
    return AreaIndex(parts);
}

/// Index of the target's ward, found by name or id.
std::int32_t ward_of(const Study& study, const StudyInputs& inputs, const Study::Target& target)
{
    const std::vector<Area>& wards = inputs.wards->areas;
    const auto found = std::find_if(wards.begin(), wards.end(), [&](const Area& ward) {
        return ward.name == target.ward || ward.id == target.ward;
    });
    if (found == wards.end()) {
        std::vector<std::string> names;
        std::transform(wards.begin(), wards.end(), std::back_inserter(names),
                       [](const Area& ward) { return ward.name; });
        throw Error(ErrorKind::usage,
                    fmt::format("{} line {}, targets.ward", study.file.string(), target.study_line),
                    fmt::format("there is no ward \"{}\"", target.ward),
                    fmt::format("The wards are {}", fmt::join(names, ", ")));
    }
    return static_cast<std::int32_t>(found - wards.begin());
}

TargetCounts counts_of(const Study::Target& target, const StudyInputs& inputs)
{
    const Period recorded = recorded_days(inputs.incidents.records);
    TargetCounts counts;
    counts.change_pct = target.change_pct;
    counts.period = target.period;
    counts.comparison = target.comparison;
    counts.recorded_until = recorded.end + quiet_end >= target.period.end
                                ? std::max(recorded.end, target.period.end)
                                : recorded.end;
    counts.comparison_is_recorded = is_recorded(inputs, target.comparison);
    return counts;
}

}  // namespace

std::vector<ZoneRow> zone_rows(const Study& study, const StudyInputs& inputs, const LocatedSet& located,
                               std::size_t theme)
{
    if (!study.zone) {
        return {};
    }
    const Sides sides = sides_of(study, inputs);
    const AreaIndex index = zone_index(study, inputs);
    std::array<BeforeAfter, 3> counts{};
    for (std::size_t i = 0; i < located.incidents.size(); ++i) {
        const TimeSpan& when = inputs.incidents.records[i].when;
        if (!is_on_map(located, i, theme) || when.precision == TimePrecision::none ||
            is_on_both_sides(when, study.zone->date)) {
            continue;
        }
        const std::int32_t found = index.find(located.incidents[i].position);
        BeforeAfter& part = counts[found == AreaIndex::outside ? 2 : static_cast<std::size_t>(found)];
        part.before += sides.before.contains(when.from) ? 1U : 0U;
        part.after += sides.after.contains(when.from) ? 1U : 0U;
    }
    const auto effect = zone_effect(counts[0], counts[1], counts[2]);
    const std::string& id = study.themes[theme].id;
    const BeforeAfter both{counts[0].before + counts[1].before, counts[0].after + counts[1].after};
    const auto part = [](const auto& of_effect) { return std::optional<EstimatedDifference>(of_effect); };
    return {{id, "inside", counts[0], effect ? part(effect->inside) : std::nullopt},
            {id, "around", counts[1], effect ? effect->around : std::nullopt},
            {id, "inside and around", both, effect ? part(effect->both) : std::nullopt},
            {id, "elsewhere", counts[2], std::nullopt}};
}

std::vector<TargetRow> target_rows(const Study& study, const StudyInputs& inputs, const LocatedSet& located,
                                   std::size_t theme)
{
    std::vector<TargetRow> rows;
    for (const Study::Target& target : study.targets) {
        if (target.theme != study.themes[theme].id) {
            continue;
        }
        const std::int32_t ward = target.ward.empty() ? AreaIndex::outside : ward_of(study, inputs, target);
        TargetCounts counts = counts_of(target, inputs);
        for (std::size_t i = 0; i < located.incidents.size(); ++i) {
            const TimeSpan& when = inputs.incidents.records[i].when;
            if (!is_on_map(located, i, theme) || when.precision == TimePrecision::none ||
                (!target.ward.empty() && located.ward[i] != ward)) {
                continue;
            }
            counts.count += target.period.contains(when.from) ? 1U : 0U;
            counts.before += target.comparison.contains(when.from) ? 1U : 0U;
        }
        const std::string name =
            target.ward.empty() ? std::string{} : inputs.wards->areas[static_cast<std::size_t>(ward)].name;
        rows.push_back({target.theme, name, counts, judge_target(counts)});
    }
    return rows;
}

}  // namespace wardmap
