#include "cell_density.hpp"

#include <algorithm>

namespace wardmap {

std::vector<double> density_at_cells(const PointSet& points, const RasterGrid& pixels,
                                     const DensityOptions& options, const CellGrid& grid)
{
    const Raster raster = kernel_density(points, pixels, options);
    std::vector<double> values;
    values.reserve(grid.cells.size());
    for (const CellKey key : grid.cells) {
        const PointM centre = grid.lattice.centre(key);
        const auto col = static_cast<std::int64_t>((centre.x_m - pixels.north_west.x_m) / pixels.cell_m);
        const auto row = static_cast<std::int64_t>((pixels.north_west.y_m - centre.y_m) / pixels.cell_m);
        const auto at = std::clamp<std::int64_t>(row, 0, pixels.rows - 1) * pixels.cols +
                        std::clamp<std::int64_t>(col, 0, pixels.cols - 1);
        values.push_back(raster.values[static_cast<std::size_t>(at)]);
    }
    return values;
}

}  // namespace wardmap
