#include "week_filter.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "wardmap/civil_time.hpp"

namespace wardmap::viewer {

namespace {

std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t digits) noexcept
{
    int value = 0;
    if (text.size() < at + digits) {
        return std::nullopt;
    }
    const char* const begin = text.data() + at;
    const auto [end, trouble] = std::from_chars(begin, begin + digits, value);
    return trouble == std::errc{} && end == begin + digits ? std::optional(value) : std::nullopt;
}

const char* month_name(std::int32_t month)
{
    constexpr std::array<const char*, 12> names = {"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
    return names.at(static_cast<std::size_t>(month % 12));
}

}  // namespace

IncidentTime incident_time(std::string_view text) noexcept
{
    IncidentTime time;
    const auto year = number_at(text, 0, 4);
    const auto month = number_at(text, 5, 2);
    if (!year || !month || *month < 1 || *month > 12) {
        return time;
    }
    time.month = 12 * *year + *month - 1;
    if (const auto day = parse_iso_day(text.substr(0, 10)); text.size() >= 10 && day) {
        const std::chrono::weekday weekday(std::chrono::sys_days(day->time_since_epoch()));
        time.weekday = static_cast<std::int8_t>(weekday.iso_encoding() - 1);
    }
    if (const auto hour = number_at(text, 11, 2); time.weekday >= 0 && hour && *hour >= 0 && *hour < 24) {
        time.hour = static_cast<std::int8_t>(*hour);
    }
    return time;
}

std::string month_text(std::int32_t month)
{
    return std::string(month_name(month)) + " " + std::to_string(month / 12);
}

std::string span_text(const MonthSpan& months)
{
    if (months.first == months.last) {
        return month_text(months.first);
    }
    const bool same_year = months.first / 12 == months.last / 12;
    return (same_year ? std::string(month_name(months.first)) : month_text(months.first)) + " to " +
           month_text(months.last);
}

bool WeekFilter::is_everything() const noexcept { return *this == WeekFilter{}; }

bool WeekFilter::passes(const IncidentTime& time) const noexcept
{
    if (months && (time.month < months->first || time.month > months->last)) {
        return false;
    }
    const bool whole_day = hour_from == 0 && hour_to == 24;
    if (whole_day) {
        const bool whole_week = std::ranges::all_of(weekdays, [](bool on) { return on; });
        return whole_week || (time.weekday >= 0 && weekdays[static_cast<std::size_t>(time.weekday)]);
    }
    if (time.hour < 0) {
        return false;
    }
    const bool over_midnight = hour_to <= hour_from;
    const bool before_end = time.hour < hour_to;
    const bool within =
        over_midnight ? time.hour >= hour_from || before_end : time.hour >= hour_from && before_end;
    const int began = over_midnight && time.hour < hour_from ? (time.weekday + 6) % 7 : time.weekday;
    return within && weekdays[static_cast<std::size_t>(began)];
}

}  // namespace wardmap::viewer
