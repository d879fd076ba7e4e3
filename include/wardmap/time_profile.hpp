#pragma once

#include <array>
#include <cstddef>
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
    /// So many at 00:00:00 that they are missing times: 10 or more, and more than three times as many
    /// as at any other full hour to the second (people who round do so at every hour alike).
    bool midnight_spike = false;
};

/// Aoristic: an incident between `from` and `to` gives each hour the share of the interval that lies in
/// it, in civil time as the clock showed it. A moment, or an end before the start, counts in the hour of
/// `from`; seven days or more give every hour of the week 1/168.
[[nodiscard]] TimeProfile time_profile(std::span<const TimeSpan> times);

/// A daily window on some days of the week.
struct PeakWindow {
    int weekday_from = 0, weekday_to = 6;  ///< Monday = 0, inclusive, may wrap; the day it begins on
    int hour_from = 0, hour_to = 24;       ///< half-open; at or below hour_from: ends the next day
    double share = 0;                      ///< of the profile's incidents
};

/// The window of `hours` hours, on consecutive weekdays, whose incidents exceed by most what an even
/// spread over the week would put there: so a quiet day is left out. Ties: the more days, then the
/// earlier hour, then the earlier day; an even profile gives every day from 00:00.
/// 24 hours are whole days.
/// Throws Error (usage) for hours outside 1..24. A profile without incidents gives share 0.
[[nodiscard]] PeakWindow peak_window(const TimeProfile& profile, int hours);

/// "Friday to Sunday 20:00–02:00", "Saturday 22:00–24:00", "every day 08:00–10:00", "Friday to Saturday
/// all day".
[[nodiscard]] std::string peak_window_text(const PeakWindow& window);

}  // namespace wardmap
