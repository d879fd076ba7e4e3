#pragma once

#include <cstdint>
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

/// The same breaks of pixels that come in pieces and are not kept: each is at most 0.1 % below what the functions
/// above give. Memory: 34 MB.
class PixelRanks {
public:
    PixelRanks();
    void add(std::span<const double> values);
    [[nodiscard]] std::vector<double> quantile_breaks(int classes) const;
    [[nodiscard]] std::vector<double> share_breaks(std::span<const double> shares) const;

private:
    struct Bin {
        std::uint64_t count = 0;
        double sum = 0;
    };
    std::vector<Bin> m_bins;  ///< of positive values, by the first bits of the number
};

}  // namespace wardmap
