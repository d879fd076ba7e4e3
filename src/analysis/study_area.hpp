#pragma once

#include <cstdint>
#include <vector>

#include "area_scan.hpp"
#include "density_kernel.hpp"
#include "wardmap/geometry.hpp"
#include "wardmap/raster_grid.hpp"

namespace wardmap::kde {

/// A boundary as the rows of a grid and of a margin around it see it. The answers are those of covers() to the
/// last bit.
class StudyArea {
public:
    StudyArea(const MultiPolygon& boundary, const RasterGrid& grid, std::int32_t margin_cells)
        : m_scan(boundary), m_grid(grid), m_margin(margin_cells)
    {
    }

    /// The columns whose centre is inside, ascending; columns run from -margin to cols + margin.
    [[nodiscard]] std::vector<ColumnRun> inside_runs(std::int32_t row) const;
    [[nodiscard]] bool covers_point(PointM p) const noexcept { return m_scan.covers(p); }
    [[nodiscard]] std::int32_t begin_row() const noexcept { return -m_margin; }
    [[nodiscard]] std::int32_t end_row() const noexcept { return m_grid.rows + m_margin; }

private:
    [[nodiscard]] std::vector<double> crossings(std::int32_t row) const;

    AreaScan m_scan;
    RasterGrid m_grid;
    std::int32_t m_margin;
};

}  // namespace wardmap::kde
