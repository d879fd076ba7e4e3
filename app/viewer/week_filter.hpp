#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wardmap::viewer {

/// When an incident happened, as far as the result says.
struct IncidentTime {
    std::int32_t month = -1;   ///< 12·year + month (January = 0); -1: not known
    std::int8_t weekday = -1;  ///< Monday = 0; -1: not known to the day
    std::int8_t hour = -1;     ///< -1: not known to the hour
};

/// Of the texts that results hold: "2025-03-30T18:05:00", "2025-03-30", "2025-03", "".
[[nodiscard]] IncidentTime incident_time(std::string_view text) noexcept;

/// "March 2025".
[[nodiscard]] std::string month_text(std::int32_t month);

/// Months in a row, as in IncidentTime; both ends belong to it.
struct MonthSpan {
    std::int32_t first = 0;
    std::int32_t last = 0;
    friend bool operator==(const MonthSpan&, const MonthSpan&) = default;
};

/// "March 2025"; "March to June 2025"; "November 2025 to February 2026".
[[nodiscard]] std::string span_text(const MonthSpan& months);

/// Which incidents are shown. A window of hours that ends at or before its beginning ends the next day and
/// belongs to the day on which it began: Friday 20 to 2 holds Saturday 01:30.
struct WeekFilter {
    std::array<bool, 7> weekdays = {true, true, true, true, true, true, true};
    int hour_from = 0;
    int hour_to = 24;                 ///< half-open
    std::optional<MonthSpan> months;  ///< none: all, those of an unknown month among them

    [[nodiscard]] bool is_everything() const noexcept;
    /// False for an incident whose time is not known as finely as the filter asks.
    [[nodiscard]] bool passes(const IncidentTime& time) const noexcept;
    friend bool operator==(const WeekFilter&, const WeekFilter&) = default;
};

}  // namespace wardmap::viewer
