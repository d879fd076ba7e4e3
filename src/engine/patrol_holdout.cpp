#include "patrol_holdout.hpp"

#include <algorithm>

#include "wardmap/patrol_places.hpp"

namespace wardmap {

namespace {

/// First day of the last third of the months that the period touches.
std::optional<CivilDay> test_begin_of(const Period& period)
{
    const std::chrono::year_month_day first{period.begin};
    const std::chrono::year_month_day last{period.end - std::chrono::days{1}};
    const auto begin = first.year() / first.month();
    const auto end = last.year() / last.month() + std::chrono::months{1};
    const int months = static_cast<int>((end - begin).count());
    if (months < 3) {
        return std::nullopt;
    }
    return CivilDay{(end - std::chrono::months{months / 3}) / 1};
}

}  // namespace

std::optional<PatrolHoldout> patrol_holdout(const Study& study, const StudyInputs& inputs,
                                            const LocatedSet& located,
                                            const std::vector<std::uint32_t>& chosen)
{
    const auto test_begin = test_begin_of(located.period);
    if (!test_begin) {
        return std::nullopt;
    }
    PatrolHoldout holdout{{*test_begin, located.period.end}, 0, 0};
    PointSet train;
    std::vector<PointM> test;
    for (const std::uint32_t i : chosen) {
        const TimeSpan& when = inputs.incidents.records[i].when;
        if (when.precision == TimePrecision::none) {
            continue;
        }
        auto& part = holdout.test.contains(when.from) ? test : train.positions;
        part.push_back(located.incidents[i].position);
    }
    if (test.empty() || train.positions.empty()) {
        return std::nullopt;
    }
    const std::vector<PatrolPlace> places = patrol_places(train, study.patrol);
    constexpr double slack = 1 + 1e-6;  // as patrol_places() takes lengths
    holdout.incidents = test.size();
    holdout.hits = static_cast<std::uint64_t>(std::count_if(test.begin(), test.end(), [&](PointM p) {
        return std::any_of(places.begin(), places.end(), [&](const PatrolPlace& place) {
            return distance_m(p, place.centre) <= place.radius_m * slack;
        });
    }));
    return holdout;
}

}  // namespace wardmap
