#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "wardmap/layer.hpp"

namespace wardmap::layers {

/// From light yellow to dark red, `count` steps; lightness falls steadily, so the order survives
/// colour blindness and black-and-white print.
[[nodiscard]] std::vector<Colour> sequential_colours(std::size_t count);

/// Cold 99, 95, 90 %, neither, hot 90, 95, 99 %.
[[nodiscard]] const std::array<Colour, 7>& hotspot_colours(bool esri) noexcept;

}  // namespace wardmap::layers
