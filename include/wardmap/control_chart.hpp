#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "wardmap/count_statistics.hpp"

namespace wardmap {

/// One calendar month of a count.
struct MonthCount {
    std::int32_t month = 0;  ///< months since the year 0: 12·year + month − 1
    double days = 0;         ///< its length, or of the part that the records cover
    std::uint64_t count = 0;
};

/// One month of a control chart (methods §4).
struct ControlPoint {
    /// By the daily rate of all the months before; nullopt while those are fewer than the baseline needs.
    std::optional<double> expected;
    std::uint64_t lower = 0, upper = 0;      ///< Poisson quantiles .00135 and .99865 of `expected`; inclusive
    int signal = 0;                          ///< +1 above the upper limit, −1 below the lower one, else 0
    std::optional<std::uint64_t> last_year;  ///< the count of the same month a year before
    std::optional<CountChange> change_on_last_year;  ///< against it, by days
};

/// Months that a baseline needs before a month is judged.
inline constexpr std::size_t control_baseline_months = 12;

/// Judges each month by those before it. Limits as wide as three standard deviations of a normal
/// distribution (Shewhart 1931), by exact quantiles since monthly counts are small. `months` ascend; months
/// that the records do not cover are left out of it, not given as 0. Throws Error (internal) for months that
/// do not ascend or have no length.
[[nodiscard]] std::vector<ControlPoint> control_chart(std::span<const MonthCount> months);

}  // namespace wardmap
