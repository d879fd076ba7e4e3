#pragma once

#include <optional>
#include <span>
#include <vector>

#include "wardmap/place.hpp"

namespace wardmap {

/// A position with all that happened at it.
struct WeightedPlace {
    PointM position;
    double weight = 0;
};

/// Lengths in the search are taken to this share of the radius.
inline constexpr double length_tolerance = 1.0 / (1 << 20);

/// Centre of a circle that holds the most weight of all circles of `radius_m` whose centre is at least
/// two radii from each of `taken`; nullopt when none holds any. `places` must be distinct and sorted:
/// the answer depends on nothing else.
///
/// Branch and bound on squares of centres: a circle centred in a square can at most hold what lies
/// within the radius of any point of it. The most promising square is cut in four, until a centre that
/// was tried holds as much as the best bound left. What every circle of a square holds is added once and
/// not looked at again, so that only places about a radius away are carried on.
[[nodiscard]] std::optional<PointM> best_circle(std::span<const WeightedPlace> places, double radius_m,
                                                std::span<const PointM> taken);

}  // namespace wardmap
