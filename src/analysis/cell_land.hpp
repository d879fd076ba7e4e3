#pragma once

#include <vector>

#include "cell_finder.hpp"
#include "wardmap/geometry.hpp"

namespace wardmap {

/// Area in m² of the study area whose points count in each cell: the whole cell, but on the boundary
/// less (what lies outside) or more (slivers of cells that are not in the grid). Boundary cells are
/// measured with 256 sample points; always above 0.
///
/// Why not one share per cell: with Stevenage's boundary and 250 m cells, 6,000 incidents spread evenly
/// over the town made a hot cell at 95 % in 40 of 100 runs, all of them on the boundary.
[[nodiscard]] std::vector<double> land_of_cells(const CellFinder& finder, const MultiPolygon& study_area);

}  // namespace wardmap
