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
    double incidents = 0;         ///< in-sample: on the data it was chosen from (weights, where given)
    double cumulative_share = 0;  ///< of all incidents, this place and the better ones
};

/// Equal circles that do not overlap, chosen greedily: each holds the most of what the ones before it
/// left, of all places where a circle can lie, and is centred as near to the middle of what it holds as
/// it can be without losing any of it. Fewer than asked for when no incident is left. Independent of the
/// order of the points (for whole weights: to the last bit).
///
/// Lengths are taken to a millionth of the radius: an incident that far outside is held, and circles may
/// overlap by as much.
///
/// Throws Error (usage) for a diameter that is not finite and positive, and Error (input) for a position
/// that is not finite or a weight that is negative or not finite. The search narrows squares of possible
/// centres down by bounds; its cost depends on the distinct positions within two radii of a busy one,
/// not on how many incidents are stacked there.
[[nodiscard]] std::vector<PatrolPlace> patrol_places(const PointSet& points, const PatrolOptions& options);

}  // namespace wardmap
