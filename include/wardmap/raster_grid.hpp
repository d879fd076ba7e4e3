#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "wardmap/place.hpp"

namespace wardmap {

/// The most cells that one grid or raster may have; larger requests are refused (ErrorKind::limit).
inline constexpr std::int64_t max_grid_cells = 100'000'000;

/// Square pixels, row 0 at the north, as GeoTIFF has them. The outer corner of pixel (0,0) is `north_west`.
struct RasterGrid {
    PointM north_west;
    double cell_m = 0;
    std::int32_t cols = 0;
    std::int32_t rows = 0;

    [[nodiscard]] std::int64_t size() const noexcept { return std::int64_t{cols} * rows; }
    [[nodiscard]] PointM centre(std::int32_t col, std::int32_t row) const noexcept
    {
        return {north_west.x_m + (col + 0.5) * cell_m, north_west.y_m - (row + 0.5) * cell_m};
    }
    [[nodiscard]] BoxM bounds() const noexcept
    {
        return {north_west.x_m, north_west.y_m - rows * cell_m, north_west.x_m + cols * cell_m,
                north_west.y_m};
    }
    friend bool operator==(const RasterGrid&, const RasterGrid&) = default;
};

/// The smallest grid of that cell size, anchored to multiples of it, that covers `box`.
/// Throws Error (limit) beyond max_grid_cells, Error (usage) for a cell that is not finite and positive
/// and for an empty box.
[[nodiscard]] RasterGrid raster_grid_over(const BoxM& box, double cell_m);

/// A value per pixel, row-major from the north-west.
struct Raster {
    RasterGrid grid;
    std::vector<double> values;  ///< NaN = no data
};

/// Takes consecutive rows of pixels from `first_row` on, one after the other.
using RowSink = std::function<void(std::int32_t first_row, std::span<const double> values)>;

}  // namespace wardmap
