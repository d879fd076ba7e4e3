#include "monthly_series.hpp"

#include <algorithm>
#include <map>

namespace wardmap {

namespace {

constexpr std::int32_t months_per_year = 12;

std::int32_t month_of(CivilSecond time)
{
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
    return static_cast<int>(date.year()) * months_per_year +
           static_cast<std::int32_t>(static_cast<unsigned>(date.month())) - 1;
}

bool is_dated(const TimeSpan& when, const Period& period)
{
    return when.precision != TimePrecision::none && when.from < period.end;
}

/// The months that the files cover, without counts.
std::vector<MonthCount> covered_months(const StudyInputs& inputs, const Period& period)
{
    std::map<std::int32_t, MonthCount> months;
    for (const IncidentRecord& record : inputs.incidents.records) {
        if (is_dated(record.when, period)) {
            const std::int32_t month = month_of(record.when.from);
            const Period whole = month_period(month);
            months[month] = {month, Period{whole.begin, std::min(whole.end, period.end)}.days(), 0};
        }
    }
    std::vector<MonthCount> covered;
    covered.reserve(months.size());
    for (const auto& [number, month] : months) {
        covered.push_back(month);
    }
    return covered;
}

std::vector<MonthlySeries> empty_series(const StudyInputs& inputs, const std::vector<MonthCount>& months)
{
    std::vector<MonthlySeries> series{{"", "The study area", months, {}}};
    for (const Area& ward : inputs.wards ? inputs.wards->areas : std::vector<Area>{}) {
        series.push_back({ward.id, ward.name, months, {}});
    }
    return series;
}

}  // namespace

CivilDay first_day_of(std::int32_t month)
{
    return CivilDay{std::chrono::year(month / months_per_year) /
                    std::chrono::month(static_cast<unsigned>(month % months_per_year + 1)) / 1};
}

Period month_period(std::int32_t month) { return {first_day_of(month), first_day_of(month + 1)}; }

bool is_recorded(const StudyInputs& inputs, const Period& period)
{
    const std::vector<MonthCount> months = covered_months(inputs, period);
    const std::int32_t first = month_of(period.begin);
    const std::int32_t last = month_of(period.end - std::chrono::days{1});
    const auto held = std::count_if(months.begin(), months.end(),
                                    [&](const MonthCount& month) { return month.month >= first; });
    return held == last - first + 1;
}

std::vector<MonthlySeries> monthly_series(const StudyInputs& inputs, const LocatedSet& located,
                                          std::size_t theme)
{
    const std::vector<MonthCount> months = covered_months(inputs, located.period);
    std::vector<MonthlySeries> series = empty_series(inputs, months);
    for (std::size_t i = 0; i < located.incidents.size(); ++i) {
        const LocatedIncident& incident = located.incidents[i];
        const TimeSpan& when = inputs.incidents.records[i].when;
        const bool usable = (located.themes[i] >> theme & 1U) != 0 && incident.state == MatchState::located &&
                            incident.level != MatchLevel::sector && located.in_study_area[i] != 0 &&
                            is_dated(when, located.period);
        if (!usable) {
            continue;
        }
        const auto at =
            std::lower_bound(months.begin(), months.end(), month_of(when.from),
                             [](const MonthCount& entry, std::int32_t month) { return entry.month < month; });
        const auto place = static_cast<std::size_t>(at - months.begin());
        ++series.front().months[place].count;
        if (inputs.wards && located.ward[i] != AreaIndex::outside) {
            ++series[static_cast<std::size_t>(located.ward[i]) + 1].months[place].count;
        }
    }
    for (MonthlySeries& one : series) {
        one.points = control_chart(one.months);
    }
    return series;
}

}  // namespace wardmap
