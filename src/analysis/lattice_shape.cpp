#include "lattice_shape.hpp"

#include <numbers>

namespace wardmap {

namespace {

struct Step {
    int col = 0;
    int row = 0;
};

constexpr std::array<LatticeVertex, 4> square_corners{{{1, 0}, {1, 1}, {0, 1}, {0, 0}}};
constexpr std::array<Step, 8> square_steps{
    {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}}};

/// South-east, east, north-east … of the centre: side 0 faces south-east.
constexpr std::array<LatticeVertex, 6> hexagon_corners{{{1, -1}, {2, 0}, {1, 1}, {-1, 1}, {-2, 0}, {-1, -1}}};
/// For even columns; odd columns lie half a cell north, so their side-neighbours are one row higher.
constexpr std::array<Step, 6> hexagon_steps{{{1, -1}, {1, 0}, {0, 1}, {-1, 0}, {-1, -1}, {0, -1}}};

bool is_odd(std::int32_t col) noexcept { return (col & 1) != 0; }

}  // namespace

VertexUnit vertex_unit(const CellLattice& lattice) noexcept
{
    if (lattice.shape == CellShape::square) {
        return {lattice.cell_m, lattice.cell_m};
    }
    // Side s = width across flats / sqrt(3); corners lie on multiples of s/2 east and width/2 north.
    return {lattice.cell_m / (2 * std::numbers::sqrt3), lattice.cell_m / 2};
}

PointM vertex_position(const CellLattice& lattice, LatticeVertex vertex) noexcept
{
    const VertexUnit unit = vertex_unit(lattice);
    return {static_cast<double>(vertex.u) * unit.u_m, static_cast<double>(vertex.v) * unit.v_m};
}

int side_count(CellShape shape) noexcept { return shape == CellShape::square ? 4 : 6; }

LatticeVertex corner(CellShape shape, CellKey key, int side) noexcept
{
    if (shape == CellShape::square) {
        const LatticeVertex& from_south_west = square_corners[static_cast<std::size_t>(side % 4)];
        return {key.col + from_south_west.u, key.row + from_south_west.v};
    }
    const LatticeVertex& from_centre = hexagon_corners[static_cast<std::size_t>(side % 6)];
    return {std::int64_t{3} * key.col + from_centre.u,
            std::int64_t{2} * key.row + (is_odd(key.col) ? 1 : 0) + from_centre.v};
}

CellKey across_side(CellShape shape, CellKey key, int side) noexcept { return touching(shape, key, side); }

int touching_count(CellShape shape) noexcept { return shape == CellShape::square ? 8 : 6; }

CellKey touching(CellShape shape, CellKey key, int which) noexcept
{
    const auto k = static_cast<std::size_t>(which);
    if (shape == CellShape::square) {
        return {key.col + square_steps[k].col, key.row + square_steps[k].row};
    }
    const Step step = hexagon_steps[k];
    const int lift = step.col != 0 && is_odd(key.col) ? 1 : 0;
    return {key.col + step.col, key.row + step.row + lift};
}

int opposite(CellShape shape, int which) noexcept
{
    if (shape == CellShape::hexagon) {
        return (which + 3) % 6;
    }
    return which < 4 ? (which + 2) % 4 : 4 + (which - 4 + 2) % 4;
}

}  // namespace wardmap
