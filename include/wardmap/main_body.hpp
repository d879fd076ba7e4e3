#pragma once

#include <vector>

#include "wardmap/place.hpp"

namespace wardmap {

/// The points that lie together: of all groups in which nobody is farther than about `gap_m` from the
/// next, the one with the most points, in their order. A few stray coordinates must not stretch a map
/// over half the country. O(n log n).
[[nodiscard]] std::vector<PointM> main_body_of(const std::vector<PointM>& points, double gap_m);

}  // namespace wardmap
