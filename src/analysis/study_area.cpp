#include "study_area.hpp"

#include <algorithm>
#include <cmath>

namespace wardmap::kde {

StudyArea::StudyArea(const MultiPolygon& boundary, const RasterGrid& grid, std::int32_t margin_cells)
    : m_grid(grid),
      m_margin(margin_cells),
      m_edges_by_row(static_cast<std::size_t>(grid.rows + 2 * std::int64_t{margin_cells}))
{
    const auto add_ring = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            add_edge(ring[i - 1], ring[i]);
        }
    };
    for (const Polygon& polygon : boundary.parts) {
        add_ring(polygon.outer);
        std::ranges::for_each(polygon.holes, add_ring);
    }
}

/// Counted from the margin's first row; falls as y rises, so no edge is missed by a point between its ends.
double StudyArea::row_of(double y_m) const noexcept
{
    return std::floor((m_grid.north_west.y_m - y_m) / m_grid.cell_m) + m_margin;
}

void StudyArea::add_edge(PointM a, PointM b)
{
    const auto count = static_cast<double>(m_edges_by_row.size());
    const double first = std::clamp(row_of(std::max(a.y_m, b.y_m)), 0.0, count);
    const double last = std::clamp(row_of(std::min(a.y_m, b.y_m)), -1.0, count - 1);
    for (auto row = static_cast<std::ptrdiff_t>(first); row <= static_cast<std::ptrdiff_t>(last); ++row) {
        m_edges_by_row[static_cast<std::size_t>(row)].parts.push_back({{a, b}, {}});
    }
}

bool StudyArea::covers_point(PointM p) const
{
    const double row = row_of(p.y_m);
    return row >= 0 && row < static_cast<double>(m_edges_by_row.size()) &&
           covers(m_edges_by_row[static_cast<std::size_t>(row)], p);
}

/// Where the row's centre line crosses the boundary, ascending; column c is centred on c.
std::vector<double> StudyArea::crossings(std::int32_t row) const
{
    const double y_m = m_grid.centre(0, row).y_m;
    std::vector<double> columns;
    for (const Polygon& edge : m_edges_by_row[static_cast<std::size_t>(std::int64_t{row} + m_margin)].parts) {
        const PointM a = edge.outer[0];
        const PointM b = edge.outer[1];
        if ((a.y_m > y_m) != (b.y_m > y_m)) {
            const double x_m = a.x_m + (b.x_m - a.x_m) * ((y_m - a.y_m) / (b.y_m - a.y_m));
            columns.push_back((x_m - m_grid.north_west.x_m) / m_grid.cell_m - 0.5);
        }
    }
    std::ranges::sort(columns);
    return columns;
}

std::vector<ColumnRun> StudyArea::inside_runs(std::int32_t row) const
{
    const std::int32_t begin = -m_margin;
    const std::int32_t end = m_grid.cols + m_margin;
    std::vector<char> is_inside(static_cast<std::size_t>(end - begin), 0);
    const std::vector<double> columns = crossings(row);
    const auto index = [&](double col) {
        return static_cast<std::size_t>(std::clamp<double>(col, begin, end) - begin);
    };
    for (std::size_t i = 0; i + 1 < columns.size(); i += 2) {
        std::fill(is_inside.begin() + static_cast<std::ptrdiff_t>(index(std::ceil(columns[i]))),
                  is_inside.begin() + static_cast<std::ptrdiff_t>(index(std::ceil(columns[i + 1]))), char{1});
    }
    // Centres so near an edge that rounding could put them on either side are asked of covers() itself: within
    // a millionth of a cell, or ten nanometres where cells are tiny.
    const double doubt = std::max(1e-6, 1e-8 / m_grid.cell_m);
    for (const double col : columns) {
        const double nearest = std::round(col);
        if (std::abs(col - nearest) < doubt && nearest >= begin && nearest < end) {
            const PointM centre = m_grid.centre(static_cast<std::int32_t>(nearest), row);
            is_inside[index(nearest)] = covers_point(centre) ? 1 : 0;
        }
    }
    std::vector<ColumnRun> runs;
    for (auto first = std::ranges::find(is_inside, 1); first != is_inside.end();) {
        const auto last = std::find(first, is_inside.end(), 0);
        runs.push_back({begin + static_cast<std::int32_t>(first - is_inside.begin()),
                        begin + static_cast<std::int32_t>(last - is_inside.begin())});
        first = std::find(last, is_inside.end(), 1);
    }
    return runs;
}

}  // namespace wardmap::kde
