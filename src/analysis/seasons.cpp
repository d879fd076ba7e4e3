#include "wardmap/seasons.hpp"

namespace wardmap {

std::array<SeasonMonth, 12> seasons(std::span<const MonthCount> months)
{
    std::array<SeasonMonth, 12> year{};
    std::array<double, 12> days{};
    double all_days = 0;
    std::uint64_t all = 0;
    for (const MonthCount& month : months) {
        const auto m = static_cast<std::size_t>(month.month % 12);
        ++year.at(m).years;
        year.at(m).count += month.count;
        days.at(m) += month.days;
        all_days += month.days;
        all += month.count;
    }
    for (std::size_t m = 0; m < year.size() && all > 0; ++m) {
        SeasonMonth& month = year.at(m);
        if (month.years == 0) {
            continue;
        }
        month.expected = static_cast<double>(all) * days.at(m) / all_days;
        const Interval count = poisson_interval(month.count);
        month.index = static_cast<double>(month.count) / month.expected;
        month.interval = {count.lower / month.expected, count.upper / month.expected};
    }
    return year;
}

}  // namespace wardmap
