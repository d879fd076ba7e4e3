#pragma once

#include <vector>

#include "wardmap/place.hpp"

namespace wardmap::synth {

/// A place on a polyline and the direction of the line there (a unit vector).
struct OnLine {
    PointM position;
    PointM direction;
};

[[nodiscard]] double length_m(const std::vector<PointM>& line);
/// The place `along_m` metres from the line's start; the ends for values beyond them.
[[nodiscard]] OnLine place_along(const std::vector<PointM>& line, double along_m);
/// `ahead_m` in the line's direction and `left_m` to its left.
[[nodiscard]] PointM beside(const OnLine& place, double ahead_m, double left_m);

}  // namespace wardmap::synth
