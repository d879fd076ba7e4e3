#pragma once

#include <cstddef>
#include <vector>

#include "wardmap/cell_grid.hpp"
#include "wardmap/geometry.hpp"
#include "wardmap/point_set.hpp"

namespace wardmap {

/// An area with a number of dwellings (residents, buildings …) in it, thought of as spread evenly over it.
struct CountedArea {
    MultiPolygon shape;
    double count = 1;
};

/// What incidents may be spread over under the null in place of the land.
struct CountedPlaces {
    PointSet points;  ///< weights are counts
    std::vector<CountedArea> areas;
};

/// How many of `places` belong to each cell of `grid`, which count_cells laid over `study_area`. Points count as
/// incidents do. An area gives each cell the share of its count that the cell has of its area, exactly; a piece of it
/// in a cell of the lattice that is not in the grid goes with the nearest cell that is, if the middle of the piece is in
/// the study area, and is left out otherwise.
/// Throws Error (input) for negative or non-finite counts. O(points + Σ over areas of columns × vertices + cells).
[[nodiscard]] std::vector<double> counts_of_cells(const CountedPlaces& places, const CellGrid& grid,
                                                  const MultiPolygon& study_area);

}  // namespace wardmap
