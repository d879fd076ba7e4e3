#include "cell_columns.hpp"

#include <algorithm>

namespace wardmap {

CellColumns::CellColumns(std::span<const CellKey> cells) : m_cells(cells)
{
    if (cells.empty()) {
        m_begin.assign(1, 0);
        return;
    }
    m_first = cells.front().col;
    const auto columns = static_cast<std::size_t>(cells.back().col - m_first) + 1;
    m_begin.assign(columns + 1, 0);
    for (const CellKey& key : cells) {
        ++m_begin[static_cast<std::size_t>(key.col - m_first) + 1];
    }
    for (std::size_t c = 0; c < columns; ++c) {
        m_begin[c + 1] += m_begin[c];
    }
}

CellColumns::Range CellColumns::column(std::int64_t col) const noexcept
{
    if (col < m_first || col >= m_first + column_count()) {
        return {};
    }
    const auto c = static_cast<std::size_t>(col - m_first);
    return {m_begin[c], m_begin[c + 1]};
}

std::size_t CellColumns::at_or_above(Range range, std::int32_t row) const noexcept
{
    const auto begin = m_cells.begin() + static_cast<std::ptrdiff_t>(range.begin);
    const auto end = m_cells.begin() + static_cast<std::ptrdiff_t>(range.end);
    const auto found =
        std::lower_bound(begin, end, row, [](CellKey key, std::int32_t r) { return key.row < r; });
    return static_cast<std::size_t>(found - m_cells.begin());
}

std::int64_t CellColumns::find(CellKey key) const noexcept
{
    const Range range = column(key.col);
    if (range.begin == range.end) {
        return CellGrid::no_cell;
    }
    const std::int64_t above_first = std::int64_t{key.row} - m_cells[range.begin].row;
    const auto guess = static_cast<std::int64_t>(range.begin) + above_first;
    if (above_first >= 0 && guess < static_cast<std::int64_t>(range.end) &&
        m_cells[static_cast<std::size_t>(guess)].row == key.row) {
        return guess;
    }
    const std::size_t found = at_or_above(range, key.row);
    return found < range.end && m_cells[found].row == key.row ? static_cast<std::int64_t>(found)
                                                              : CellGrid::no_cell;
}

}  // namespace wardmap
