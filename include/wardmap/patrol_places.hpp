#pragma once

#include <cstdint>
#include <vector>

#include "wardmap/geometry.hpp"
#include "wardmap/point_set.hpp"

namespace wardmap {

struct PatrolOptions {
    double diameter_m = 150;  ///< College of Policing practice
    std::uint32_t places = 10;
};

/// A circle that a patrol can hold (methods §10).
struct PatrolPlace {
    std::uint32_t rank = 0;
    PointM centre;
    double radius_m = 0;
    double incidents = 0;         ///< in-sample: on the data it was chosen from
    double cumulative_share = 0;  ///< of all incidents, this place and the better ones
};

/// Equal circles that do not overlap, chosen greedily by the incidents they hold, each nudged to hold
/// the most. Fewer than asked for when no incident is left. Independent of the order of the points.
[[nodiscard]] std::vector<PatrolPlace> patrol_places(const PointSet& points, const PatrolOptions& options);

}  // namespace wardmap
