#include "cell_finder.hpp"

#include <algorithm>
#include <limits>

namespace wardmap {

std::int64_t CellFinder::cell_of(PointM p) const noexcept
{
    if (!m_area.covers(p)) {
        return CellGrid::no_cell;
    }
    const std::int64_t own = m_columns.find(m_lattice.key_of(p));
    return own != CellGrid::no_cell ? own : nearest_cell(p);
}

CellFinder::Nearest CellFinder::nearest_in_column(CellColumns::Range range, PointM p) const noexcept
{
    Nearest nearest{std::numeric_limits<double>::infinity(), CellKey{}, CellGrid::no_cell};
    const CellKey beside = m_lattice.key_of({m_lattice.centre(m_cells[range.begin]).x_m, p.y_m});
    const std::size_t above = m_columns.at_or_above(range, beside.row);
    const std::size_t begin = above > range.begin ? above - 1 : above;
    for (std::size_t i = begin; i < std::min(above + 2, range.end); ++i) {
        const double d2_m2 = squared_distance_m2(m_lattice.centre(m_cells[i]), p);
        nearest = std::min(nearest, Nearest{d2_m2, m_cells[i], static_cast<std::int64_t>(i)});
    }
    return nearest;
}

/// Columns outwards from the point, until none can be nearer than the best cell.
std::int64_t CellFinder::nearest_cell(PointM p) const noexcept
{
    Nearest nearest{std::numeric_limits<double>::infinity(), CellKey{}, CellGrid::no_cell};
    const std::int64_t first = m_columns.first_column();
    const std::int64_t columns = m_columns.column_count();
    const std::int64_t home = std::clamp<std::int64_t>(m_lattice.key_of(p).col, first, first + columns - 1);
    bool can_be_nearer = true;
    for (std::int64_t away = 0; away < columns && can_be_nearer; ++away) {
        can_be_nearer = false;
        for (const std::int64_t col : {home - away, home + away}) {
            const double dx_m = m_lattice.centre({static_cast<std::int32_t>(col), 0}).x_m - p.x_m;
            if (dx_m * dx_m > std::get<0>(nearest)) {
                continue;
            }
            can_be_nearer = true;
            const CellColumns::Range range = m_columns.column(col);
            if (range.begin < range.end) {
                nearest = std::min(nearest, nearest_in_column(range, p));
            }
        }
    }
    return std::get<2>(nearest);
}

}  // namespace wardmap
