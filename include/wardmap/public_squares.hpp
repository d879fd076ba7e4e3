#pragma once

#include <span>
#include <string>
#include <vector>

#include "wardmap/layer.hpp"
#include "wardmap/published_counts.hpp"

namespace wardmap {

/// The squares as they would be with a larger smallest side, which is the smaller one's times a power of two: those
/// that are finer are put together. Same as protected_cells() with that side.
[[nodiscard]] std::vector<ProtectedCell> merged_squares(std::span<const ProtectedCell> squares,
                                                        double smallest_m);

/// What is known where the squares of a theme's public map are chosen.
struct SquareSearch {
    std::span<const ProtectedCell> squares;  ///< the finest
    std::span<const PointM> addresses;
    std::span<const PointM> incidents;
    const Layer* wards = nullptr;  ///< "wards_<theme>" of the internal result, or null
    std::string theme;
    double most_gain = 0.01;  ///< share of the incidents
};

/// The finest squares, doubled from side to side, of which a map in classes places at most `most_gain` more
/// incidents within 20 m (placement_attack.hpp) than an even choice of dwellings does; where the ward table alone
/// places more than that, the map adds nothing to it.
/// 0 where no side up to 4 km does, or there is nothing to measure with. Of more than 5,000 incidents as many are
/// taken, evenly through the list. O(sides · draws · (addresses + pairs within 20 m)).
[[nodiscard]] double finest_public_square_m(const SquareSearch& search);

}  // namespace wardmap
