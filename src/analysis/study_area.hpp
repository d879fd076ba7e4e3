#pragma once

#include <cstdint>
#include <vector>

#include "density_kernel.hpp"
#include "wardmap/geometry.hpp"
#include "wardmap/raster_grid.hpp"

namespace wardmap::kde {

/// A boundary cut up by the rows of a grid and of a margin around it, so that a row or a point meets only the
/// edges near it. The answers are those of covers() to the last bit.
class StudyArea {
public:
    StudyArea(const MultiPolygon& boundary, const RasterGrid& grid, std::int32_t margin_cells);

    /// The columns whose centre is inside, ascending; columns run from -margin to cols + margin.
    [[nodiscard]] std::vector<ColumnRun> inside_runs(std::int32_t row) const;
    /// For a point in the rows of the grid and its margin.
    [[nodiscard]] bool covers_point(PointM p) const;
    [[nodiscard]] std::int32_t begin_row() const noexcept { return -m_margin; }
    [[nodiscard]] std::int32_t end_row() const noexcept { return m_grid.rows + m_margin; }

private:
    [[nodiscard]] double row_of(double y_m) const noexcept;
    void add_edge(PointM a, PointM b);
    [[nodiscard]] std::vector<double> crossings(std::int32_t row) const;

    RasterGrid m_grid;
    std::int32_t m_margin;
    /// By row: the edges that touch it, each as a ring of two vertices, which covers() sees as that edge.
    std::vector<MultiPolygon> m_edges_by_row;
};

}  // namespace wardmap::kde
