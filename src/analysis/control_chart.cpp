#include "wardmap/control_chart.hpp"

#include <algorithm>

#include "wardmap/error.hpp"

namespace wardmap {

namespace {

constexpr double lower_quantile = 0.00135;
constexpr double upper_quantile = 0.99865;
constexpr std::int32_t months_per_year = 12;

void check_months(std::span<const MonthCount> months)
{
    for (std::size_t i = 0; i < months.size(); ++i) {
        if (!(months[i].days > 0) || (i > 0 && months[i].month <= months[i - 1].month)) {
            throw Error(ErrorKind::internal, "control chart", "months that do not ascend or have no days",
                        "Report this defect.");
        }
    }
}

void compare_with_last_year(std::span<const MonthCount> months, std::size_t i, ControlPoint& point)
{
    const std::int32_t wanted = months[i].month - months_per_year;
    const auto* const found =
        std::lower_bound(months.data(), months.data() + i, wanted,
                         [](const MonthCount& entry, std::int32_t month) { return entry.month < month; });
    if (found != months.data() + i && found->month == wanted) {
        point.last_year = found->count;
        point.change_on_last_year =
            change_between(found->count, found->days, months[i].count, months[i].days);
    }
}

}  // namespace

std::vector<ControlPoint> control_chart(std::span<const MonthCount> months)
{
    check_months(months);
    std::vector<ControlPoint> points(months.size());
    std::uint64_t counted = 0;
    double days = 0;
    for (std::size_t i = 0; i < months.size(); ++i) {
        ControlPoint& point = points[i];
        if (i >= control_baseline_months) {
            const double expected = static_cast<double>(counted) / days * months[i].days;
            point.expected = expected;
            point.lower = poisson_quantile(lower_quantile, expected);
            point.upper = poisson_quantile(upper_quantile, expected);
            point.signal = months[i].count > point.upper ? 1 : (months[i].count < point.lower ? -1 : 0);
        }
        compare_with_last_year(months, i, point);
        counted += months[i].count;
        days += months[i].days;
    }
    return points;
}

}  // namespace wardmap
