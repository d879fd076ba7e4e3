#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wardmap/cell_grid.hpp"

namespace wardmap {

/// Where each column of a grid's cells begins, so that cells are found without searching the whole grid.
/// Refers to the cells given; they must be in key order and outlive it.
class CellColumns {
public:
    explicit CellColumns(std::span<const CellKey> cells);

    struct Range {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    /// Indices of the cells of column `col`; empty for a column without cells.
    [[nodiscard]] Range column(std::int64_t col) const noexcept;
    [[nodiscard]] std::int64_t first_column() const noexcept { return m_first; }
    [[nodiscard]] std::int64_t column_count() const noexcept
    {
        return static_cast<std::int64_t>(m_begin.size()) - 1;
    }
    /// Index of the first cell of column `col` at or above `row`.
    [[nodiscard]] std::size_t at_or_above(Range range, std::int32_t row) const noexcept;
    /// Index of the cell, or CellGrid::no_cell. At once in a column without gaps.
    [[nodiscard]] std::int64_t find(CellKey key) const noexcept;

private:
    std::span<const CellKey> m_cells;
    std::int64_t m_first = 0;
    std::vector<std::uint32_t> m_begin;
};

}  // namespace wardmap
