#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

/// Civil (wall clock) time of the study's time zone. Nothing here reads a clock or the machine's
/// time zone.
namespace wardmap {

using CivilDay = std::chrono::local_days;
using CivilSecond = std::chrono::local_seconds;
using UtcSecond = std::chrono::sys_seconds;

/// How finely a time is known.
enum class TimePrecision { none, month, day, second };

/// When an incident happened: between `from` and `to` (equal for a moment). For `month` and `day`
/// precision `from` is the first second of that month or day and `to` the same.
struct TimeSpan {
    CivilSecond from{};
    CivilSecond to{};
    TimePrecision precision = TimePrecision::none;
    friend bool operator==(const TimeSpan&, const TimeSpan&) = default;
};

/// Half-open: begin <= day < end.
struct Period {
    CivilDay begin{};
    CivilDay end{};
    [[nodiscard]] bool contains(CivilSecond t) const noexcept { return t >= begin && t < end; }
    [[nodiscard]] double days() const noexcept { return static_cast<double>((end - begin).count()); }
    [[nodiscard]] double years() const noexcept { return days() / 365.25; }
    friend bool operator==(const Period&, const Period&) = default;
};

/// The time zones whose rules are built in: civil time of the United Kingdom (GMT and BST, changing
/// on the last Sundays of March and October at 01:00 UTC, the rule since 1996) and UTC.
enum class TimeZone { london, utc };

/// "Europe/London", "UTC"; nullopt for any other name.
[[nodiscard]] std::optional<TimeZone> time_zone_named(std::string_view name) noexcept;
[[nodiscard]] CivilSecond to_civil(UtcSecond utc, TimeZone zone) noexcept;

/// Order of day, month and year in a date of numbers.
enum class DateOrder { day_first, month_first, year_first };

/// "2025-03", "2025-03-30"; the first day meant.
[[nodiscard]] std::optional<CivilDay> parse_iso_day(std::string_view text) noexcept;
/// "2025-03-30".
[[nodiscard]] std::string iso_day_text(CivilDay day);
/// "2025-03-30T18:05:00".
[[nodiscard]] std::string iso_second_text(CivilSecond time);
/// "30 March 2025".
[[nodiscard]] std::string british_day_text(CivilDay day);
/// "January 2025 to June 2025" for whole months, else "3 January 2025 to 12 June 2025".
[[nodiscard]] std::string british_period_text(const Period& period);

}  // namespace wardmap
