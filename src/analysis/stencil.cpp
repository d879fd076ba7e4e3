#include "stencil.hpp"

#include <algorithm>
#include <cmath>

#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

std::vector<ColumnReach> touching_reach(CellShape shape, NeighbourRule rule, std::int64_t parity)
{
    if (shape == CellShape::hexagon) {
        return {{-1, parity - 1, parity}, {0, -1, 1}, {1, parity - 1, parity}};
    }
    if (rule == NeighbourRule::rook) {
        return {{-1, 0, 0}, {0, -1, 1}, {1, 0, 0}};
    }
    return {{-1, -1, 1}, {0, -1, 1}, {1, -1, 1}};
}

/// How far beyond `distance_m` a centre may be: distances of lattice steps are rounded.
constexpr double distance_slack = 1 + 1e-9;

/// Between hexagons whose columns differ by an odd number, rows differ by a half: up seen from even
/// columns, down seen from odd ones.
double half_row_lift(CellShape shape, std::int64_t dcol, std::int64_t parity) noexcept
{
    if (shape == CellShape::square || dcol % 2 == 0) {
        return 0;
    }
    return parity == 0 ? 0.5 : -0.5;
}

std::vector<ColumnReach> band_reach(const CellLattice& lattice, double distance_m, std::int64_t most_columns,
                                    std::int64_t parity)
{
    constexpr double beyond_any_row = 1e10;
    const double pitch_m = lattice.centre({1, 0}).x_m - lattice.centre({0, 0}).x_m;
    const double reach_m = distance_m * distance_slack;
    const auto columns =
        static_cast<std::int64_t>(std::min(std::floor(reach_m / pitch_m), static_cast<double>(most_columns)));
    std::vector<ColumnReach> reach;
    for (std::int64_t dcol = -columns; dcol <= columns; ++dcol) {
        const double dx_m = static_cast<double>(dcol) * pitch_m;
        const double dy_m = std::sqrt(std::max(0.0, reach_m * reach_m - dx_m * dx_m));
        const double rows = std::min(dy_m / lattice.cell_m, beyond_any_row);
        const double lift = half_row_lift(lattice.shape, dcol, parity);
        const auto low = static_cast<std::int64_t>(std::ceil(-rows - lift));
        const auto high = static_cast<std::int64_t>(std::floor(rows - lift));
        if (low <= high) {
            reach.push_back({dcol, low, high});
        }
    }
    return reach;
}

}  // namespace

Stencil::Stencil(const CellGrid& grid, const CellColumns& columns, const GiStarOptions& options)
    : m_cells(grid.cells), m_columns(columns)
{
    const CellLattice& lattice = grid.lattice;
    if (!(options.distance_m >= 0) || std::isinf(options.distance_m)) {
        throw Error(ErrorKind::usage, "neighbours",
                    shortest_text(options.distance_m) + " m is not a distance",
                    "Give a distance in metres above 0, or queen or rook");
    }
    for (const std::int64_t parity : {0, 1}) {
        std::vector<ColumnReach>& reach = m_reach[static_cast<std::size_t>(parity)];
        reach = options.distance_m == 0
                    ? touching_reach(lattice.shape, options.neighbours, parity)
                    : band_reach(lattice, options.distance_m, columns.column_count(), parity);
    }
}

}  // namespace wardmap
