#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "wardmap/control_chart.hpp"
#include "wardmap/count_statistics.hpp"

namespace wardmap {

/// One month of the year over all years recorded.
struct SeasonMonth {
    std::uint32_t years = 0;  ///< how often it is recorded; 0: never, and the rest says nothing
    std::uint64_t count = 0;
    double expected = 0;  ///< by its days at the daily rate of all months
    double index = 0;     ///< count / expected: 1.2 is a fifth more than the year's average
    Interval interval;    ///< 95 %, exact, of the index
};

/// January first. With less than two years a month's index cannot be told from what happened in that one month.
[[nodiscard]] std::array<SeasonMonth, 12> seasons(std::span<const MonthCount> months);

}  // namespace wardmap
