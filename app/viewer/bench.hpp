#pragma once

#include "arguments.hpp"

namespace wardmap::viewer {

/// Prints a table of times: opening a result (if one is named), painting, panning and zooming of an invented
/// result of 30 wards, 5,000 cells, a density raster and 200,000, then 1,000,000 points. Returns the exit
/// code.
[[nodiscard]] int bench(const Arguments& arguments);

}  // namespace wardmap::viewer
