#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "wardmap/geometry.hpp"
#include "wardmap/point_set.hpp"

namespace wardmap {

enum class CellShape { square, hexagon };
[[nodiscard]] std::optional<CellShape> cell_shape_named(std::string_view name) noexcept;

/// Lattice coordinates: columns east, rows north, anchored to the CRS's origin, so that every month has
/// the same cells. For hexagons (flat top) odd columns are shifted half a cell north ("odd-q").
struct CellKey {
    std::int32_t col = 0;
    std::int32_t row = 0;
    friend auto operator<=>(const CellKey&, const CellKey&) = default;
};

/// An endless lattice. `cell_m` is the side of a square, or the width across flats of a hexagon.
struct CellLattice {
    CellShape shape = CellShape::square;
    double cell_m = 0;

    [[nodiscard]] CellKey key_of(PointM p) const noexcept;  ///< half-open: west and south edges belong
    [[nodiscard]] PointM centre(CellKey key) const noexcept;
    [[nodiscard]] Polygon outline(CellKey key) const;
    [[nodiscard]] double cell_area_m2() const noexcept;
};

/// All cells whose centre is inside the study area, empty ones too, in (row, col) order, with what
/// they hold.
struct CellGrid {
    CellLattice lattice;
    std::vector<CellKey> cells;
    std::vector<double> counts;    ///< sum of weights per cell
    std::vector<double> exposure;  ///< empty: equal area
    std::size_t outside = 0;       ///< points in no cell of the grid

    /// Index of the cell, or -1. O(log cells).
    [[nodiscard]] std::int64_t index_of(CellKey key) const noexcept;
};

/// Lays the lattice over `study_area` and counts `points` into it. A point inside the study area whose
/// cell's centre is not counts in the nearest cell that is in the grid, so that the cells add up to the
/// points inside; points outside the study area are counted in `outside`.
/// Throws Error (limit) beyond max_grid_cells (before allocating) and Error (usage) for a cell size
/// that is not finite and positive, or so large that no cell's centre is inside.
[[nodiscard]] CellGrid count_cells(const PointSet& points, const CellLattice& lattice,
                                   const MultiPolygon& study_area);

/// Which cells are a cell's neighbours, itself included.
enum class NeighbourRule { queen, rook };

}  // namespace wardmap
