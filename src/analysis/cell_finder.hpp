#pragma once

#include <cstdint>
#include <span>
#include <tuple>

#include "area_scan.hpp"
#include "cell_columns.hpp"
#include "wardmap/cell_grid.hpp"

namespace wardmap {

/// Says in which cell of a grid a point counts. Refers to what it is given, which must outlive it.
class CellFinder {
public:
    CellFinder(const AreaScan& area, const CellLattice& lattice, std::span<const CellKey> cells)
        : m_area(area), m_lattice(lattice), m_cells(cells), m_columns(cells)
    {
    }

    [[nodiscard]] const CellLattice& lattice() const noexcept { return m_lattice; }
    [[nodiscard]] std::span<const CellKey> cells() const noexcept { return m_cells; }
    /// Index of the lattice cell in the grid, or CellGrid::no_cell.
    [[nodiscard]] std::int64_t find(CellKey key) const noexcept { return m_columns.find(key); }
    /// Index of the cell that holds the point, or else of the nearest (by centre; ties: the lower key);
    /// CellGrid::no_cell outside the study area.
    [[nodiscard]] std::int64_t cell_of(PointM p) const noexcept;

private:
    /// Squared distance, then key, of the best cell so far, and its index.
    using Nearest = std::tuple<double, CellKey, std::int64_t>;
    [[nodiscard]] Nearest nearest_in_column(CellColumns::Range range, PointM p) const noexcept;
    [[nodiscard]] std::int64_t nearest_cell(PointM p) const noexcept;

    const AreaScan& m_area;
    CellLattice m_lattice;
    std::span<const CellKey> m_cells;
    CellColumns m_columns;
};

}  // namespace wardmap
