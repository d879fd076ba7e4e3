#pragma once

#include <vector>

#include "wardmap/cell_grid.hpp"
#include "wardmap/density.hpp"

namespace wardmap {

/// The density surface of the points at the centres of the grid's cells.
[[nodiscard]] std::vector<double> density_at_cells(const PointSet& points, const RasterGrid& pixels,
                                                   const DensityOptions& options, const CellGrid& grid);

}  // namespace wardmap
