#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "wardmap/civil_time.hpp"

namespace wardmap {

/// Hour × weekday, Monday first: bucket 24·weekday + hour (methods §6; Ratcliffe 2002).
struct TimeProfile {
    std::array<double, 168> weight{};
    std::size_t incidents = 0;     ///< with a time of day; the weights sum to it
    std::size_t without_time = 0;  ///< date-only, month-only or none: not in the weights
    std::size_t at_midnight = 0;   ///< of those counted, exactly 00:00:00
    bool midnight_spike = false;   ///< so many at 00:00:00 that they are missing times
};
[[nodiscard]] TimeProfile time_profile(std::span<const TimeSpan> times);

/// The window of `hours` hours (on the weekdays where it is strongest) that holds the most.
struct PeakWindow {
    int weekday_from = 0, weekday_to = 6;  ///< Monday = 0, inclusive, may wrap
    int hour_from = 0, hour_to = 24;       ///< half-open, may wrap past midnight
    double share = 0;                      ///< of the profile's incidents
};
/// Throws Error (usage) for hours outside 1..24. A profile without incidents gives share 0.
[[nodiscard]] PeakWindow peak_window(const TimeProfile& profile, int hours);
/// "Friday to Sunday 20:00–02:00".
[[nodiscard]] std::string peak_window_text(const PeakWindow& window);

}  // namespace wardmap
