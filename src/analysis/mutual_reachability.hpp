#pragma once

#include <cstdint>
#include <vector>

#include "distinct_places.hpp"

namespace wardmap {

/// An edge of a spanning tree between two places, a < b.
struct ReachEdge {
    double reach_m = 0;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    friend auto operator<=>(const ReachEdge&, const ReachEdge&) = default;
};

/// Mutual reachability of two points: the largest of their distance and of both core distances, a core distance
/// being that to the `min_points`-th point, itself and those at the same place included.
struct ReachTree {
    std::vector<double> core_m;    ///< of each place; infinity where there are fewer points
    std::vector<ReachEdge> edges;  ///< the minimum spanning tree, ascending; of equal edges the first (a, b)
};
/// Borůvka's steps over a k-d tree: memory O(n).
[[nodiscard]] ReachTree mutual_reachability_tree(const DistinctPlaces& places, std::uint32_t min_points);

}  // namespace wardmap
