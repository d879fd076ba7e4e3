#include "holdout_split.hpp"

namespace wardmap {

std::optional<HoldoutSplit> holdout_split(const StudyInputs& inputs, const LocatedSet& located,
                                          const std::vector<std::uint32_t>& chosen)
{
    const std::chrono::year_month_day first{located.period.begin};
    const std::chrono::year_month_day last{located.period.end - std::chrono::days{1}};
    const auto begin = first.year() / first.month();
    const auto end = last.year() / last.month() + std::chrono::months{1};
    const int months = static_cast<int>((end - begin).count());
    if (months < 3) {
        return std::nullopt;
    }
    const CivilDay parted{(end - std::chrono::months{months / 3}) / 1};
    HoldoutSplit split{{located.period.begin, parted}, {parted, located.period.end}, {}, {}};
    for (const std::uint32_t i : chosen) {
        const TimeSpan& when = inputs.incidents.records[i].when;
        if (when.precision != TimePrecision::none) {
            (split.test.contains(when.from) ? split.test_incidents : split.train_incidents).push_back(i);
        }
    }
    return split.train_incidents.empty() || split.test_incidents.empty() ? std::nullopt
                                                                         : std::optional(std::move(split));
}

}  // namespace wardmap
