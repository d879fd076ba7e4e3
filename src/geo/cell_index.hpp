#pragma once

#include <cstdint>
#include <vector>

#include "orientation.hpp"
#include "wardmap/areas.hpp"

// How a point finds its area.
//
// A point p counts as the place p' a little east and still less north of it: p' = p + (δ, ε) with
// 0 < ε ≪ δ infinitely small. p' lies on no edge and at the height of no vertex, so it is inside exactly
// one of the areas that tile the ground there, and that is the half-open rule of covers().
//
// A grid of square cells lies over the areas. A cell that no edge touches lies in one area, or outside,
// as a whole. For any other cell it is known which areas hold its north-east corner; p is inside an area
// if the corner is, turned over once for each of the area's edges that the path from p' east to the
// cell's side and then north to the corner crosses. Only edges that touch the cell can cross that path.
//
// The side of a cell is a power of two, so a point's cell and the cells' corners come without rounding;
// every other decision is the sign of an exact orientation.

namespace wardmap {

/// Whether the edge, looked at from its lower end, has p' to its left: covers() counts such edges.
inline bool crosses_ray_east(PointM a, PointM b, PointM p) noexcept
{
    if ((a.y_m > p.y_m) == (b.y_m > p.y_m)) {
        return false;
    }
    return a.y_m > b.y_m ? orientation(b, a, p) > 0 : orientation(a, b, p) > 0;
}

/// std::floor is a call into the C library where the processor's own rounding may not be assumed.
inline std::int64_t floor_of(double value) noexcept
{
    const auto truncated = static_cast<std::int64_t>(value);
    return truncated - (static_cast<double>(truncated) > value ? 1 : 0);
}

/// Square cells [col·side, (col+1)·side) × [row·side, (row+1)·side) over a box.
struct IndexGrid {
    double side_m = 1;
    double per_side = 1;  ///< 1 / side_m, exact
    std::int64_t first_col = 0;
    std::int64_t first_row = 0;
    std::int64_t cols = 0;
    std::int64_t rows = 0;

    [[nodiscard]] std::int64_t col_of(double x_m) const noexcept
    {
        return floor_of(x_m * per_side) - first_col;
    }
    [[nodiscard]] std::int64_t row_of(double y_m) const noexcept
    {
        return floor_of(y_m * per_side) - first_row;
    }
    [[nodiscard]] double east_of(std::int64_t col) const noexcept
    {
        return static_cast<double>(first_col + col + 1) * side_m;
    }
    [[nodiscard]] double north_of(std::int64_t row) const noexcept
    {
        return static_cast<double>(first_row + row + 1) * side_m;
    }
};

/// One area in one cell that edges touch.
struct CellArea {
    std::uint32_t area = 0;
    std::uint32_t first_edge = 0;  ///< into CellIndex::edges
    std::uint32_t edge_count = 0;
    bool holds_corner = false;
};

/// The finished index.
struct CellIndex {
    BoxM box;
    IndexGrid grid;
    std::vector<PointM> vertices;  ///< all rings, one after the other
    /// Per cell: the area, `outside`, or -2 - i for the i-th cell that edges touch.
    std::vector<std::int32_t> cells;
    std::vector<std::uint32_t> cell_begin;  ///< per touched cell and one more: into cell_areas
    std::vector<CellArea> cell_areas;       ///< per cell in the order of the areas
    std::vector<std::uint32_t> edges;

    /// An area, `outside`, or less for a touched cell.
    [[nodiscard]] std::int32_t answer_of_cell(PointM p) const noexcept;
    [[nodiscard]] std::int32_t find_in_touched_cell(PointM p, std::int32_t answer) const noexcept;
};

[[nodiscard]] CellIndex build_cell_index(const AreaSet& areas);

}  // namespace wardmap
