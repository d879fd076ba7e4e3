#pragma once

#include "map_canvas.hpp"

namespace wardmap::report {

/// Density classes, outlines, sizes of markers: what of the theme the map shows.
[[nodiscard]] std::vector<LegendPart> legend_of(const Canvas& canvas, const ThemeLayers& layers);

}  // namespace wardmap::report
