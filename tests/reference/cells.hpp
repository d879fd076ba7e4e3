#pragma once

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "wardmap/cell_grid.hpp"

/// Slow, obvious twins of the grid: every candidate is looked at.
namespace wardmap::reference {

/// 0 inside or on the outline of the cell, else the distance to it.
inline double distance_to_outline_m(const CellLattice& lattice, CellKey key, PointM p)
{
    return distance_m(MultiPolygon{{lattice.outline(key)}}, p);
}

inline std::vector<CellKey> cells_covered(const CellLattice& lattice, const MultiPolygon& area)
{
    const BoxM box = bounds(area);
    const CellKey low = lattice.key_of({box.min_x_m, box.min_y_m});
    const CellKey high = lattice.key_of({box.max_x_m, box.max_y_m});
    std::vector<CellKey> cells;
    for (std::int32_t col = low.col - 2; col <= high.col + 2; ++col) {
        for (std::int32_t row = low.row - 2; row <= high.row + 2; ++row) {
            if (covers(area, lattice.centre({col, row}))) {
                cells.push_back({col, row});
            }
        }
    }
    return cells;
}

/// The cell that a point inside the area counts in.
inline std::size_t cell_for(const CellGrid& grid, PointM p)
{
    const CellKey own = grid.lattice.key_of(p);
    std::size_t best = 0;
    double best_m2 = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        if (grid.cells[i] == own) {
            return i;
        }
        const double d_m2 = squared_distance_m2(grid.lattice.centre(grid.cells[i]), p);
        if (d_m2 < best_m2) {
            best = i;
            best_m2 = d_m2;
        }
    }
    return best;
}

}  // namespace wardmap::reference
