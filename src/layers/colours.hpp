#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "wardmap/layer.hpp"

namespace wardmap::layers {

/// From light yellow to dark red, `count` steps; lightness falls steadily, so the order survives
/// colour blindness and black-and-white print.
[[nodiscard]] std::vector<Colour> sequential_colours(std::size_t count);

/// Blue for less, orange for more: `step` of `count` steps away from no change (1 to count), the farther the darker.
[[nodiscard]] Colour change_colour(bool is_more, std::size_t step, std::size_t count);

/// Cold 99, 95, 90 %, neither, hot 90, 95, 99 %.
[[nodiscard]] const std::array<Colour, 7>& hotspot_colours(bool esri) noexcept;

}  // namespace wardmap::layers
