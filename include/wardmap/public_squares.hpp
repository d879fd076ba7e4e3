#pragma once

#include <span>
#include <vector>

#include "wardmap/published_counts.hpp"

namespace wardmap {

/// The squares as they would be with a larger smallest side, which is the smaller one's times a power of two: those
/// that are finer are put together. Same as protected_cells() with that side.
[[nodiscard]] std::vector<ProtectedCell> merged_squares(std::span<const ProtectedCell> squares,
                                                        double smallest_m);

}  // namespace wardmap
