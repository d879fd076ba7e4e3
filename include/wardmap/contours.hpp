#pragma once

#include <span>
#include <vector>

#include "wardmap/geometry.hpp"
#include "wardmap/raster_grid.hpp"

namespace wardmap {

/// Where lower <= value < upper (the last band: value >= lower), bilinear between pixel centres.
struct ContourBand {
    double lower = 0;
    double upper = 0;  ///< infinity for the last band
    MultiPolygon shape;
};

/// Filled contours of `raster` for ascending `breaks` (k breaks give k bands, the lowest starts at
/// breaks[0]). NaN and the outside of the raster count as below every break. Bands of neighbouring
/// classes share their edges exactly. Bands without area are left out.
[[nodiscard]] std::vector<ContourBand> contour_bands(const Raster& raster, std::span<const double> breaks);

/// Class breaks at equal steps of rank among the positive values: `classes` ascending, distinct breaks
/// (fewer if values repeat), the first above 0.
[[nodiscard]] std::vector<double> quantile_breaks(const Raster& raster, int classes);

/// Breaks whose bands enclose the given shares of the raster's mass (0 < share < 1): the smallest area
/// that holds it. Ascending.
[[nodiscard]] std::vector<double> share_breaks(const Raster& raster, std::span<const double> shares);

}  // namespace wardmap
