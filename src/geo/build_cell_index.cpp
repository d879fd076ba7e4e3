#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

#include "cell_index.hpp"

namespace wardmap {

namespace {

IndexGrid grid_of_side(const BoxM& box, int exponent)
{
    IndexGrid grid;
    grid.side_m = std::ldexp(1.0, exponent);
    grid.per_side = std::ldexp(1.0, -exponent);
    grid.first_col = grid.col_of(box.min_x_m);
    grid.first_row = grid.row_of(box.min_y_m);
    grid.cols = grid.col_of(box.max_x_m) + 1;
    grid.rows = grid.row_of(box.max_y_m) + 1;
    return grid;
}

/// An edge of an area, as the index of its first vertex; the second follows it.
struct EdgeInCell {
    std::uint32_t cell = 0;
    std::uint32_t area = 0;
    std::uint32_t edge = 0;
    friend auto operator<=>(const EdgeInCell&, const EdgeInCell&) = default;
};

/// Where the ray from a row's corners to the east meets an edge: all corners up to `col` see it.
struct Crossing {
    std::int64_t col = 0;
    std::uint32_t area = 0;
};

/// The areas' rings in one row, and what the builder needs to know of every edge.
struct Outlines {
    std::vector<PointM> vertices;
    std::vector<std::uint32_t> edge_first;  ///< first vertex of each edge
    std::vector<std::uint32_t> edge_area;
    BoxM box;
    double path_length_m = 0;  ///< of all edges, along x plus along y

    void add(const Ring& ring, std::uint32_t area)
    {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            if (i > 0) {
                edge_first.push_back(static_cast<std::uint32_t>(vertices.size() - 1));
                edge_area.push_back(area);
                path_length_m +=
                    std::abs(ring[i].x_m - ring[i - 1].x_m) + std::abs(ring[i].y_m - ring[i - 1].y_m);
            }
            vertices.push_back(ring[i]);
            box.include(ring[i]);
        }
    }
    explicit Outlines(const AreaSet& areas)
    {
        for (std::uint32_t area = 0; area < areas.areas.size(); ++area) {
            for (const Polygon& polygon : areas.areas[area].shape.parts) {
                add(polygon.outer, area);
                for (const Ring& hole : polygon.holes) {
                    add(hole, area);
                }
            }
        }
    }
};

/// The finest grid that has no more than a few cells, and a few entries in cells, per edge.
IndexGrid choose_grid(const Outlines& outlines)
{
    const double edges = static_cast<double>(outlines.edge_first.size());
    const double most_cells = std::clamp(8 * edges, 65'536.0, 8'388'608.0);
    const double extent_m = std::max({outlines.box.width_m(), outlines.box.height_m(), 1e-3});
    const double finest_m = std::max(outlines.path_length_m / (4 * edges + 65'536), extent_m / most_cells);
    int exponent = static_cast<int>(std::ceil(std::log2(finest_m)));
    IndexGrid grid = grid_of_side(outlines.box, exponent);
    while (static_cast<double>(grid.cols) * static_cast<double>(grid.rows) > most_cells) {
        grid = grid_of_side(outlines.box, ++exponent);
    }
    return grid;
}

/// Calls visit(row, first col, last col) for cells that together hold all that the closed edge touches.
template <typename Visit>
void for_each_touched_span(const IndexGrid& grid, PointM a, PointM b, const Visit& visit)
{
    if (a.y_m > b.y_m) {
        std::swap(a, b);
    }
    const double min_x_m = std::min(a.x_m, b.x_m);
    const double max_x_m = std::max(a.x_m, b.x_m);
    const double slack_m = 1e-12 * (std::abs(a.x_m) + std::abs(b.x_m)) + 1e-6 * grid.side_m;
    const auto x_at = [&](double y_m) { return a.x_m + (b.x_m - a.x_m) * ((y_m - a.y_m) / (b.y_m - a.y_m)); };
    // an edge's end on a cell's south or west side touches the cell before, too
    const std::int64_t first_row = std::max<std::int64_t>(grid.row_of(a.y_m - 1e-6 * grid.side_m), 0);
    const std::int64_t last_row = std::min(grid.row_of(b.y_m), grid.rows - 1);
    for (std::int64_t row = first_row; row <= last_row; ++row) {
        double west_m = min_x_m;
        double east_m = max_x_m;
        if (b.y_m > a.y_m && first_row != last_row) {
            const double x1_m = x_at(std::clamp(grid.north_of(row - 1), a.y_m, b.y_m));
            const double x2_m = x_at(std::clamp(grid.north_of(row), a.y_m, b.y_m));
            west_m = std::max(west_m, std::min(x1_m, x2_m));
            east_m = std::min(east_m, std::max(x1_m, x2_m));
        }
        visit(row, std::max<std::int64_t>(grid.col_of(west_m - slack_m), 0),
              std::min(grid.col_of(east_m + slack_m), grid.cols - 1));
    }
}

/// All (cell, area, edge), sorted.
std::vector<EdgeInCell> edges_in_cells(const Outlines& outlines, const IndexGrid& grid)
{
    std::vector<EdgeInCell> result;
    for (std::size_t e = 0; e < outlines.edge_first.size(); ++e) {
        const std::uint32_t first = outlines.edge_first[e];
        for_each_touched_span(grid, outlines.vertices[first], outlines.vertices[first + 1],
                              [&](std::int64_t row, std::int64_t west, std::int64_t east) {
                                  for (std::int64_t col = west; col <= east; ++col) {
                                      result.push_back({static_cast<std::uint32_t>(row * grid.cols + col),
                                                        outlines.edge_area[e], first});
                                  }
                              });
    }
    std::sort(result.begin(), result.end());
    return result;
}

/// The easternmost corner, of those at height y, from which the ray east meets the edge; -1 for none.
std::int64_t last_col_west_of(const IndexGrid& grid, PointM a, PointM b, double y_m)
{
    const double x_m = a.x_m + (b.x_m - a.x_m) * ((y_m - a.y_m) / (b.y_m - a.y_m));
    const auto sees = [&](std::int64_t col) { return crosses_ray_east(a, b, {grid.east_of(col), y_m}); };
    std::int64_t col = std::clamp<std::int64_t>(grid.col_of(x_m) - 1, -1, grid.cols - 1);
    while (col + 1 < grid.cols && sees(col + 1)) {
        ++col;
    }
    while (col >= 0 && !sees(col)) {
        --col;
    }
    return col;
}

/// Per row of corners, the crossings from east to west.
std::vector<std::vector<Crossing>> crossings_by_row(const Outlines& outlines, const IndexGrid& grid)
{
    std::vector<std::vector<Crossing>> rows(static_cast<std::size_t>(grid.rows));
    for (std::size_t e = 0; e < outlines.edge_first.size(); ++e) {
        const PointM a = outlines.vertices[outlines.edge_first[e]];
        const PointM b = outlines.vertices[outlines.edge_first[e] + 1];
        const auto [low_m, high_m] = std::minmax(a.y_m, b.y_m);
        const std::int64_t first = std::max<std::int64_t>(grid.row_of(low_m) - 1, 0);
        const std::int64_t last = std::min(grid.row_of(high_m), grid.rows - 1);
        for (std::int64_t row = first; row <= last; ++row) {
            const double y_m = grid.north_of(row);
            if ((a.y_m > y_m) == (b.y_m > y_m)) {
                continue;
            }
            const std::int64_t col = last_col_west_of(grid, a, b, y_m);
            if (col >= 0) {
                rows[static_cast<std::size_t>(row)].push_back({col, outlines.edge_area[e]});
            }
        }
    }
    for (std::vector<Crossing>& row : rows) {
        std::sort(row.begin(), row.end(), [](Crossing a, Crossing b) { return a.col > b.col; });
    }
    return rows;
}

/// The areas that hold the corner reached so far on a walk from east to west, in order.
class HoldingAreas {
public:
    void turn_over(std::uint32_t area)
    {
        const auto place = std::lower_bound(m_areas.begin(), m_areas.end(), area);
        if (place != m_areas.end() && *place == area) {
            m_areas.erase(place);
        } else {
            m_areas.insert(place, area);
        }
    }
    [[nodiscard]] const std::vector<std::uint32_t>& areas() const noexcept { return m_areas; }

private:
    std::vector<std::uint32_t> m_areas;
};

using EdgeRun = std::span<const EdgeInCell>;

/// The areas of a touched cell: those with edges in it and those that hold it as a whole.
void append_cell(CellIndex& index, EdgeRun run, const std::vector<std::uint32_t>& holding)
{
    auto holder = holding.begin();
    const auto append_whole = [&](std::uint32_t before) {
        for (; holder != holding.end() && *holder < before; ++holder) {
            index.cell_areas.push_back({*holder, 0, 0, true});
        }
    };
    for (std::size_t i = 0; i < run.size();) {
        const std::uint32_t area = run[i].area;
        append_whole(area);
        CellArea entry{area, static_cast<std::uint32_t>(index.edges.size()), 0, false};
        for (; i < run.size() && run[i].area == area; ++i) {
            index.edges.push_back(run[i].edge);
            ++entry.edge_count;
        }
        if (holder != holding.end() && *holder == area) {
            entry.holds_corner = true;
            ++holder;
        }
        index.cell_areas.push_back(entry);
    }
    append_whole(std::numeric_limits<std::uint32_t>::max());
    index.cell_begin.push_back(static_cast<std::uint32_t>(index.cell_areas.size()));
}

/// Fills one row of cells from east to west. `runs` are the row's touched cells, by ascending cell.
void fill_row(CellIndex& index, std::int64_t row, const std::vector<Crossing>& crossings,
              std::vector<EdgeRun>& runs)
{
    HoldingAreas holding;
    auto crossing = crossings.begin();
    for (std::int64_t col = index.grid.cols - 1; col >= 0; --col) {
        for (; crossing != crossings.end() && crossing->col >= col; ++crossing) {
            holding.turn_over(crossing->area);
        }
        const auto cell = static_cast<std::size_t>(row * index.grid.cols + col);
        if (!runs.empty() && runs.back().front().cell == cell) {
            index.cells[cell] = -2 - static_cast<std::int32_t>(index.cell_begin.size() - 1);
            append_cell(index, runs.back(), holding.areas());
            runs.pop_back();
        } else if (!holding.areas().empty()) {
            index.cells[cell] = static_cast<std::int32_t>(holding.areas().front());
        }
    }
}

}  // namespace

CellIndex build_cell_index(const AreaSet& areas)
{
    Outlines outlines(areas);
    CellIndex index;
    if (outlines.box.is_empty()) {
        return index;
    }
    index.box = outlines.box;
    index.grid = choose_grid(outlines);
    index.cells.assign(static_cast<std::size_t>(index.grid.cols * index.grid.rows), AreaIndex::outside);
    index.cell_begin.push_back(0);
    const std::vector<EdgeInCell> touched = edges_in_cells(outlines, index.grid);
    const std::vector<std::vector<Crossing>> crossings = crossings_by_row(outlines, index.grid);
    std::size_t next = 0;
    for (std::int64_t row = 0; row < index.grid.rows; ++row) {
        std::vector<EdgeRun> runs;
        while (next < touched.size() && touched[next].cell / index.grid.cols == row) {
            const std::size_t begin = next;
            while (next < touched.size() && touched[next].cell == touched[begin].cell) {
                ++next;
            }
            runs.push_back(EdgeRun(touched).subspan(begin, next - begin));
        }
        fill_row(index, row, crossings[static_cast<std::size_t>(row)], runs);
    }
    index.vertices = std::move(outlines.vertices);
    return index;
}

}  // namespace wardmap
