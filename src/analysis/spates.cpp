#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

#include "distinct_places.hpp"
#include "near_pairs.hpp"
#include "wardmap/clusters.hpp"
#include "wardmap/error.hpp"
#include "wardmap/near_repeat.hpp"

namespace wardmap {

namespace {

struct Chain {
    std::int64_t incidents = 0;
    CivilDay first = CivilDay::max();
    CivilDay last = CivilDay::min();
    PointM west{std::numeric_limits<double>::infinity(), 0};
    std::uint32_t root = 0;
};

}  // namespace

Spates spates(std::span<const PointM> points, std::span<const CivilDay> days, const SpateOptions& options)
{
    if (points.size() != days.size()) {
        throw Error(ErrorKind::internal, "spates", "points and dates differ in number", "");
    }
    if (!(options.distance_m > 0) || std::isinf(options.distance_m) || options.days < 0 ||
        options.min_incidents < 2) {
        throw Error(ErrorKind::usage, "spates", "the distance, the days or the least number make no sense",
                    "Give metres above 0, 0 days or more, and 2 incidents or more");
    }
    DisjointSets sets(points.size());
    for_each_near_pair(points, options.distance_m, DistanceRule::euclidean,
                       [&](std::uint32_t i, std::uint32_t j, double) {
                           if (std::abs((days[i] - days[j]).count()) <= options.days) {
                               sets.join(i, j);
                           }
                       });
    std::map<std::uint32_t, Chain> chains;
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        Chain& chain = chains[sets.find(i)];
        chain.root = sets.find(i);
        ++chain.incidents;
        chain.first = std::min(chain.first, days[i]);
        chain.last = std::max(chain.last, days[i]);
        chain.west = std::min(chain.west, points[i]);
    }
    std::vector<Chain> order;
    for (const auto& [root, chain] : chains) {
        if (chain.incidents >= options.min_incidents) {
            order.push_back(chain);
        }
    }
    std::sort(order.begin(), order.end(), [](const Chain& a, const Chain& b) {
        return std::tuple(-a.incidents, a.first, a.west) < std::tuple(-b.incidents, b.first, b.west);
    });
    Spates result;
    std::map<std::uint32_t, std::int32_t> number;
    for (const Chain& chain : order) {
        number[chain.root] = static_cast<std::int32_t>(result.first.size());
        result.first.push_back(chain.first);
        result.last.push_back(chain.last);
    }
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        const auto known = number.find(sets.find(i));
        result.label.push_back(known == number.end() ? no_cluster : known->second);
    }
    return result;
}

}  // namespace wardmap
