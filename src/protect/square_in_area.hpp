#pragma once

#include "wardmap/geometry.hpp"

namespace wardmap::protection {

enum class SquarePlace { outside, across, inside };

/// Where a square lies to a shape: `across` when the shape's border touches it. O(vertices).
[[nodiscard]] SquarePlace place_of_square(const BoxM& square, const MultiPolygon& shape);

}  // namespace wardmap::protection
