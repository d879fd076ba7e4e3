#include "report_clusters.hpp"

#include <algorithm>

namespace wardmap {

CivilDay months_later(CivilDay day, int months)
{
    std::chrono::year_month_day date{day};
    date += std::chrono::months{months};
    return CivilDay{date.ok() ? date : date.year() / date.month() / std::chrono::last};
}

std::size_t most_within(std::vector<CivilSecond> times, int months)
{
    std::sort(times.begin(), times.end());
    std::size_t most = 0;
    std::size_t end = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const auto day = std::chrono::floor<std::chrono::days>(times[i]);
        const CivilSecond limit = months_later(day, months) + (times[i] - day);
        while (end < times.size() && times[end] < limit) {
            ++end;
        }
        most = std::max(most, end - i);
    }
    return most;
}

}  // namespace wardmap
