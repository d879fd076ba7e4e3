#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "cell_columns.hpp"
#include "wardmap/gi_star.hpp"

namespace wardmap {

/// The rows of one column that are a cell's neighbours: row + low … row + high of column col + dcol.
struct ColumnReach {
    std::int64_t dcol = 0;
    std::int64_t low = 0;
    std::int64_t high = 0;
};

/// A neighbourhood as runs of cells: grids keep their cells in key order, so the neighbours of a cell in
/// one column are consecutive cells. Hexagons of odd columns have a stencil of their own.
class Stencil {
public:
    /// Throws Error (usage) for a distance that is negative or not finite.
    Stencil(const CellGrid& grid, const CellColumns& columns, const GiStarOptions& options);

    /// For the cells of column `col`, ascending: `visit(cell, begin, end)`, once per column that the
    /// neighbourhood spans, columns ascending: the cells begin … end-1 are neighbours of `cell`.
    template <typename Visit>
    void for_each_run(std::int64_t col, const Visit& visit) const
    {
        const CellColumns::Range home = m_columns.column(col);
        for (const ColumnReach& reach : m_reach[static_cast<std::size_t>(col & 1)]) {
            const CellColumns::Range there = m_columns.column(col + reach.dcol);
            std::size_t begin = there.begin;
            std::size_t end = there.begin;
            for (std::size_t cell = home.begin; cell < home.end; ++cell) {
                const std::int64_t row = m_cells[cell].row;
                while (begin < there.end && m_cells[begin].row < row + reach.low) {
                    ++begin;
                }
                while (end < there.end && m_cells[end].row <= row + reach.high) {
                    ++end;
                }
                visit(cell, begin, end);
            }
        }
    }

private:
    std::span<const CellKey> m_cells;
    const CellColumns& m_columns;
    std::array<std::vector<ColumnReach>, 2> m_reach;  ///< of even and of odd columns
};

}  // namespace wardmap
