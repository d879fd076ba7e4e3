#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "lattice_shape.hpp"
#include "wardmap/cell_grid.hpp"

namespace wardmap {

namespace {

std::int32_t lattice_index(double value) noexcept
{
    constexpr double limit =
        std::numeric_limits<std::int32_t>::max() - 8.0;  // room for a step to a neighbour
    return std::isnan(value) ? 0 : static_cast<std::int32_t>(std::clamp(std::floor(value), -limit, limit));
}

/// The whole number k with k·cell <= value < (k+1)·cell as computed: the quotient alone may be one off
/// beside a line, and the outline is drawn at k·cell.
std::int32_t square_index(double value, double cell_m) noexcept
{
    const std::int32_t k = lattice_index(value / cell_m);
    if (value < k * cell_m) {
        return k - 1;
    }
    return value >= (k + 1) * cell_m && !std::isinf(value) ? k + 1 : k;
}

/// The hexagon of column `col` whose centre is nearest to height `v` (half cells); ties go north.
CellKey nearest_in_column(std::int32_t col, double v) noexcept
{
    const double lift = (col & 1) != 0 ? 1 : 0;
    return {col, lattice_index((v - lift) / 2 + 0.5)};
}

/// The hexagon whose centre is nearest (hexagons are the Voronoi cells of their centres). Ties go to the
/// eastern column and in a column to the north, which is where the point would be after a step east and
/// a much smaller one north: so edges and vertices belong to exactly one cell.
CellKey hexagon_at(PointM p, VertexUnit unit) noexcept
{
    const double u = p.x_m / unit.u_m;
    const double v = p.y_m / unit.v_m;
    // Squared distance in units of (width across flats)²/12: u is in s/2, v in width/2.
    const auto squared_distance = [&](CellKey key) {
        const double du = u - 3.0 * key.col;
        const double dv = v - (2.0 * key.row + ((key.col & 1) != 0 ? 1 : 0));
        return du * du + 3 * dv * dv;
    };
    const std::int32_t west_col = lattice_index(u / 3);
    const CellKey west = nearest_in_column(west_col, v);
    const CellKey east = nearest_in_column(west_col + 1, v);
    return squared_distance(west) < squared_distance(east) ? west : east;
}

}  // namespace

std::optional<CellShape> cell_shape_named(std::string_view name) noexcept
{
    if (name == "square") {
        return CellShape::square;
    }
    if (name == "hexagon" || name == "hex") {
        return CellShape::hexagon;
    }
    return std::nullopt;
}

CellKey CellLattice::key_of(PointM p) const noexcept
{
    if (shape == CellShape::square) {
        return {square_index(p.x_m, cell_m), square_index(p.y_m, cell_m)};
    }
    return hexagon_at(p, vertex_unit(*this));
}

PointM CellLattice::centre(CellKey key) const noexcept
{
    if (shape == CellShape::square) {
        return {(key.col + 0.5) * cell_m, (key.row + 0.5) * cell_m};
    }
    return vertex_position(*this, {std::int64_t{3} * key.col, std::int64_t{2} * key.row + (key.col & 1)});
}

Polygon CellLattice::outline(CellKey key) const
{
    Polygon polygon;
    for (int side = 0; side <= side_count(shape); ++side) {
        polygon.outer.push_back(vertex_position(*this, corner(shape, key, side)));
    }
    return polygon;
}

double CellLattice::cell_area_m2() const noexcept
{
    // Hexagon of width w across flats: side w/√3, area (√3/2)·w².
    return shape == CellShape::square ? cell_m * cell_m : std::numbers::sqrt3 / 2 * cell_m * cell_m;
}

}  // namespace wardmap
