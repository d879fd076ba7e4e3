#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "wardmap/cell_grid.hpp"

/// How cells meet: corners and sides in whole numbers, so that neighbours share them exactly.
namespace wardmap {

/// A lattice vertex in units of vertex_unit: exact, so that edges of different cells can be compared.
struct LatticeVertex {
    std::int64_t u = 0;
    std::int64_t v = 0;
    friend auto operator<=>(const LatticeVertex&, const LatticeVertex&) = default;
};

/// Metres per unit of LatticeVertex, east and north.
struct VertexUnit {
    double u_m = 0;
    double v_m = 0;
};
[[nodiscard]] VertexUnit vertex_unit(const CellLattice& lattice) noexcept;
[[nodiscard]] PointM vertex_position(const CellLattice& lattice, LatticeVertex vertex) noexcept;

/// 4 or 6.
[[nodiscard]] int side_count(CellShape shape) noexcept;
/// Corner `side` of a cell, counter-clockwise; side k runs from corner k to corner k + 1.
[[nodiscard]] LatticeVertex corner(CellShape shape, CellKey key, int side) noexcept;
/// The cell beyond side k.
[[nodiscard]] CellKey across_side(CellShape shape, CellKey key, int side) noexcept;

/// Cells that touch a cell, itself excluded: 8 squares (the first four across the sides) or 6 hexagons.
[[nodiscard]] int touching_count(CellShape shape) noexcept;
[[nodiscard]] CellKey touching(CellShape shape, CellKey key, int which) noexcept;
/// The number of the touching cell that lies on the other side of the cell from `which`.
[[nodiscard]] int opposite(CellShape shape, int which) noexcept;

}  // namespace wardmap
