#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "wardmap/civil_time.hpp"

namespace wardmap {

/// A date or time as it was read; `precision` is month, day or second.
struct Moment {
    CivilSecond at{};
    TimePrecision precision = TimePrecision::none;
    friend bool operator==(const Moment&, const Moment&) = default;
};

/// Which orders of day and month a date allows. One that names its month, or starts with a year of four
/// digits, allows any.
enum class DayMonthOrder {
    unreadable,
    any,        ///< the same day in every order
    ambiguous,  ///< another day when read month first
    only_day_first,
    only_month_first,
};

struct DateReading {
    DayMonthOrder order = DayMonthOrder::unreadable;
    Moment moment;  ///< day first where ambiguous
};

struct DateRules {
    std::optional<DateOrder> order;  ///< stated: other orders are unreadable, and none is ambiguous
    bool excel_serials = false;
    TimeZone zone = TimeZone::london;
};

/// Reads the formats listed at IncidentMapping. `text` has no blank ends.
[[nodiscard]] DateReading read_date(std::string_view text, const DateRules& rules);

/// Seconds since midnight of a time of day such as "18:05", "6:05:30 PM", "1805", "18.05 hrs".
[[nodiscard]] std::optional<std::chrono::seconds> read_time_of_day(std::string_view text);

}  // namespace wardmap
