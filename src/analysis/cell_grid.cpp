#include "wardmap/cell_grid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "area_scan.hpp"
#include "cell_finder.hpp"
#include "cell_land.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/raster_grid.hpp"

namespace wardmap {

namespace {

/// Cells of one row whose centres are inside: columns begin, begin + step … before end.
struct Run {
    std::int32_t row = 0;
    std::int32_t begin = 0;
    std::int32_t end = 0;
};

/// The keys that the lattice can have over the study area: both corners inclusive.
struct KeyBox {
    CellKey south_west;
    CellKey north_east;
};

[[noreturn]] void refuse_cell_size(ErrorKind kind, double cell_m, const std::string& why, const char* advice)
{
    throw Error(kind, "grid cell size", shortest_text(cell_m) + " m " + why, advice);
}

KeyBox keys_over(const BoxM& box, const CellLattice& lattice)
{
    if (box.is_empty()) {
        throw Error(ErrorKind::usage, "study area", "it is empty", "Give a boundary or wards");
    }
    if (!std::isfinite(lattice.cell_m) || lattice.cell_m <= 0) {
        refuse_cell_size(ErrorKind::usage, lattice.cell_m, "is not a size",
                         "Give a cell size in metres above 0");
    }
    const double reach_m = std::max(
        {std::abs(box.min_x_m), std::abs(box.max_x_m), std::abs(box.min_y_m), std::abs(box.max_y_m)});
    const double most_keys = std::numeric_limits<std::int32_t>::max() / 2.0;
    const double cells = (box.width_m() / lattice.cell_m + 1) * (box.height_m() / lattice.cell_m + 1);
    if (!(reach_m / lattice.cell_m < most_keys && cells <= static_cast<double>(max_grid_cells))) {
        refuse_cell_size(
            ErrorKind::limit, lattice.cell_m,
            "would make more than " + grouped_text(max_grid_cells) + " cells over the study area",
            "Take larger cells or a smaller study area");
    }
    const CellKey low = lattice.key_of({box.min_x_m, box.min_y_m});
    const CellKey high = lattice.key_of({box.max_x_m, box.max_y_m});
    return {{low.col - 1, low.row - 1}, {high.col + 1, high.row + 1}};
}

/// Every `step`-th column, from `first_col`, of one row of centres: the runs inside the area. The
/// first column whose centre is not west of an edge is found by the predicate of covers itself, so that
/// centres on an edge fall as covers says.
class RowScan {
public:
    RowScan(const AreaScan& area, const CellLattice& lattice, const KeyBox& keys, std::int32_t step)
        : m_area(area), m_lattice(lattice), m_keys(keys), m_step(step)
    {
    }

    void append_runs(CellKey first, std::vector<Run>& runs)
    {
        m_starts.clear();
        const double y_m = m_lattice.centre(first).y_m;
        m_area.for_each_crossing(y_m, [&](const AreaScan::Edge& edge) {
            m_starts.push_back(first_column_not_west_of(edge, first, y_m));
        });
        std::sort(m_starts.begin(), m_starts.end());
        for (std::size_t k = 0; k + 1 < m_starts.size(); k += 2) {
            if (m_starts[k] < m_starts[k + 1]) {
                runs.push_back({first.row, m_starts[k], m_starts[k + 1]});
            }
        }
    }

private:
    [[nodiscard]] std::int32_t first_column_not_west_of(const AreaScan::Edge& edge, CellKey first,
                                                        double y_m) const noexcept
    {
        const double share = (y_m - edge.low.y_m) / (edge.high.y_m - edge.low.y_m);
        const double x_m = edge.low.x_m + share * (edge.high.x_m - edge.low.x_m);
        const double pitch_m =
            m_lattice.centre({first.col + m_step, first.row}).x_m - m_lattice.centre(first).x_m;
        const double guess = (x_m - m_lattice.centre(first).x_m) / pitch_m;
        const double most = (m_keys.north_east.col - first.col) / static_cast<double>(m_step) + 2;
        std::int32_t col = first.col + m_step * static_cast<std::int32_t>(std::clamp(guess, 0.0, most));
        const auto is_west = [&](std::int32_t c) {
            return edge.is_east_of({m_lattice.centre({c, first.row}).x_m, y_m});
        };
        while (is_west(col)) {
            col += m_step;
        }
        while (col > first.col && !is_west(col - m_step)) {
            col -= m_step;
        }
        return col;
    }

    const AreaScan& m_area;
    const CellLattice& m_lattice;
    const KeyBox& m_keys;
    std::int32_t m_step;
    std::vector<std::int32_t> m_starts;
};

/// Runs of cells into keys in key order: counted by column, then placed row by row.
std::vector<CellKey> cells_of(const std::vector<Run>& runs, const KeyBox& keys, std::int32_t step)
{
    const auto columns = static_cast<std::size_t>(keys.north_east.col - keys.south_west.col) + 4;
    const auto slot = [&](std::int32_t col) { return static_cast<std::size_t>(col - keys.south_west.col); };
    std::vector<std::size_t> next(columns + 1, 0);
    for (const Run& run : runs) {
        for (std::int32_t col = run.begin; col < run.end; col += step) {
            ++next[slot(col) + 1];
        }
    }
    for (std::size_t c = 0; c < columns; ++c) {
        next[c + 1] += next[c];
    }
    std::vector<CellKey> cells(next.back());
    for (const Run& run : runs) {
        for (std::int32_t col = run.begin; col < run.end; col += step) {
            cells[next[slot(col)]++] = {col, run.row};
        }
    }
    return cells;
}

std::vector<CellKey> cells_inside(const AreaScan& area, const CellLattice& lattice, const KeyBox& keys)
{
    // In a row of hexagons the odd columns' centres lie half a cell north: two scan lines per row.
    const std::int32_t step = lattice.shape == CellShape::square ? 1 : 2;
    RowScan scan(area, lattice, keys, step);
    std::vector<Run> runs;
    for (std::int32_t row = keys.south_west.row; row <= keys.north_east.row; ++row) {
        for (std::int32_t lane = 0; lane < step; ++lane) {
            scan.append_runs({keys.south_west.col + lane, row}, runs);
        }
    }
    return cells_of(runs, keys, step);
}

void require_usable_weights(const PointSet& points)
{
    if (!points.weights.empty() && points.weights.size() != points.size()) {
        throw Error(ErrorKind::internal, "grid", "weights and positions differ in number", "");
    }
    for (const double weight : points.weights) {
        if (!std::isfinite(weight) || weight < 0) {
            throw Error(ErrorKind::input, "grid", "a weight is negative or not a number",
                        "Weights must be 0 or more");
        }
    }
}

}  // namespace

std::int64_t CellGrid::index_of(CellKey key) const noexcept
{
    const auto found = std::lower_bound(cells.begin(), cells.end(), key);
    return found != cells.end() && *found == key ? found - cells.begin() : no_cell;
}

CellGrid count_cells(const PointSet& points, const CellLattice& lattice, const MultiPolygon& study_area)
{
    require_usable_weights(points);
    const KeyBox keys = keys_over(bounds(study_area), lattice);
    const AreaScan area(study_area);
    CellGrid grid;
    grid.lattice = lattice;
    grid.cells = cells_inside(area, lattice, keys);
    if (grid.cells.empty()) {
        refuse_cell_size(ErrorKind::usage, lattice.cell_m,
                         "is too large: no cell has its centre inside the study area",
                         "Take smaller cells, or check the study area");
    }
    grid.counts.assign(grid.cells.size(), 0);
    grid.cell_of_point.assign(points.size(), CellGrid::no_cell);
    const CellFinder finder(area, lattice, grid.cells);
    grid.exposure = land_of_cells(finder, study_area);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::int64_t cell = finder.cell_of(points.positions[i]);
        if (cell == CellGrid::no_cell) {
            ++grid.outside;
            continue;
        }
        grid.cell_of_point[i] = static_cast<std::int32_t>(cell);
        grid.counts[static_cast<std::size_t>(cell)] += points.weight(i);
    }
    return grid;
}

std::vector<double> floored_exposure(std::span<const double> counts, double floor)
{
    if (!(floor > 0 && floor <= 1)) {
        throw Error(ErrorKind::usage, "exposure floor", shortest_text(floor) + " is outside 0 to 1",
                    "Give the floor as a share of the mean exposure of a cell");
    }
    double total = 0;
    for (const double count : counts) {
        if (!std::isfinite(count) || count < 0) {
            throw Error(ErrorKind::input, "exposure", "a count is negative or not a number",
                        "Exposure counts must be 0 or more");
        }
        total += count;
    }
    const double least = total > 0 ? floor * total / static_cast<double>(counts.size()) : 1;
    std::vector<double> exposure(counts.begin(), counts.end());
    for (double& value : exposure) {
        value = std::max(value, least);
    }
    return exposure;
}

}  // namespace wardmap
