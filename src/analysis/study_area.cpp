#include "study_area.hpp"

#include <algorithm>
#include <cmath>

namespace wardmap::kde {

/// Where the row's centre line crosses the boundary, ascending; column c is centred on c.
std::vector<double> StudyArea::crossings(std::int32_t row) const
{
    const double y_m = m_grid.centre(0, row).y_m;
    std::vector<double> columns;
    m_scan.for_each_crossing(y_m, [&](const AreaScan::Edge& edge) {
        const double rise = (y_m - edge.low.y_m) / (edge.high.y_m - edge.low.y_m);
        const double x_m = edge.low.x_m + (edge.high.x_m - edge.low.x_m) * rise;
        columns.push_back((x_m - m_grid.north_west.x_m) / m_grid.cell_m - 0.5);
    });
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
