#pragma once

#include "map_canvas.hpp"

/// The strip below a map: scale bar, marking, north arrow.
namespace wardmap::report {

inline constexpr double strip_px = 38;

void draw_strip(Canvas& canvas);

}  // namespace wardmap::report
