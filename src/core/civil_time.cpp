#include "wardmap/civil_time.hpp"

#include <array>

namespace wardmap {

namespace {

using std::chrono::hours;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 12> month_names = {"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};

/// The clocks of the United Kingdom change on the last Sunday of the month at 01:00 UTC.
UtcSecond change_of_clocks(year y, std::chrono::month month)
{
    return std::chrono::sys_days{y / month / std::chrono::Sunday[std::chrono::last]} + hours{1};
}

bool is_summer_time(UtcSecond utc)
{
    const year y = year_month_day{std::chrono::floor<std::chrono::days>(utc)}.year();
    return utc >= change_of_clocks(y, std::chrono::March) && utc < change_of_clocks(y, std::chrono::October);
}

std::optional<int> parse_digits(std::string_view text, std::size_t digits)
{
    if (text.size() != digits) {
        return std::nullopt;
    }
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

std::string padded(long long value, std::size_t digits)
{
    std::string text = std::to_string(value);
    return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

year_month_day ymd_of(CivilDay day) { return year_month_day{day}; }

std::string month_text(const year_month_day& day)
{
    return std::string(month_names[static_cast<unsigned>(day.month()) - 1]) + " " +
           std::to_string(static_cast<int>(day.year()));
}

}  // namespace

std::optional<TimeZone> time_zone_named(std::string_view name) noexcept
{
    if (name == "Europe/London") {
        return TimeZone::london;
    }
    if (name == "UTC") {
        return TimeZone::utc;
    }
    return std::nullopt;
}

CivilSecond to_civil(UtcSecond utc, TimeZone zone) noexcept
{
    const hours offset{zone == TimeZone::london && is_summer_time(utc) ? 1 : 0};
    return CivilSecond{(utc + offset).time_since_epoch()};
}

std::optional<CivilDay> parse_iso_day(std::string_view text) noexcept
{
    const bool has_day = text.size() == 10;
    if ((!has_day && text.size() != 7) || text[4] != '-' || (has_day && text[7] != '-')) {
        return std::nullopt;
    }
    const auto y = parse_digits(text.substr(0, 4), 4);
    const auto m = parse_digits(text.substr(5, 2), 2);
    const auto d = has_day ? parse_digits(text.substr(8, 2), 2) : 1;
    if (!y || !m || !d) {
        return std::nullopt;
    }
    const year_month_day day{year{*y}, std::chrono::month{static_cast<unsigned>(*m)},
                             std::chrono::day{static_cast<unsigned>(*d)}};
    return day.ok() ? std::optional{CivilDay{day}} : std::nullopt;
}

std::string iso_day_text(CivilDay day)
{
    const year_month_day ymd = ymd_of(day);
    return padded(static_cast<int>(ymd.year()), 4) + "-" + padded(static_cast<unsigned>(ymd.month()), 2) +
           "-" + padded(static_cast<unsigned>(ymd.day()), 2);
}

std::string iso_second_text(CivilSecond time)
{
    const CivilDay day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::hh_mm_ss clock{time - day};
    return iso_day_text(day) + "T" + padded(clock.hours().count(), 2) + ":" +
           padded(clock.minutes().count(), 2) + ":" + padded(clock.seconds().count(), 2);
}

std::string british_day_text(CivilDay day)
{
    const year_month_day ymd = ymd_of(day);
    return std::to_string(static_cast<unsigned>(ymd.day())) + " " + month_text(ymd);
}

std::string british_period_text(const Period& period)
{
    const CivilDay last = period.end - std::chrono::days{1};
    const bool whole_months =
        ymd_of(period.begin).day() == std::chrono::day{1} && ymd_of(period.end).day() == std::chrono::day{1};
    if (!whole_months) {
        return british_day_text(period.begin) + " to " + british_day_text(last);
    }
    const std::string first_month = month_text(ymd_of(period.begin));
    const std::string last_month = month_text(ymd_of(last));
    return first_month == last_month ? first_month : first_month + " to " + last_month;
}

}  // namespace wardmap
