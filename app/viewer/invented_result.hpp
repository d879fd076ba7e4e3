#pragma once

#include <cstddef>

#include "wardmap/read_result.hpp"

namespace wardmap::viewer {

/// A town for measuring: 30 wards of 200 vertices, 5,000 cells, a density of 600 × 600 pixels and so many points.
[[nodiscard]] Result invented_result(std::size_t points);

}  // namespace wardmap::viewer
