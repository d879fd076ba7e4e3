#pragma once

#include <vector>

#include "wardmap/place.hpp"

namespace wardmap {

/// The points that lie together, in their order: of the squares of `gap_m` that hold more than one point
/// in 5,000, the group of touching ones with the most points. A few stray coordinates, or a thin trail of
/// them along the motorways, must not stretch a map over half the country. O(n log n).
[[nodiscard]] std::vector<PointM> main_body_of(const std::vector<PointM>& points, double gap_m);

}  // namespace wardmap
