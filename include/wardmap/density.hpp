#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "wardmap/geometry.hpp"
#include "wardmap/point_set.hpp"
#include "wardmap/raster_grid.hpp"

namespace wardmap {

enum class Kernel { quartic, epanechnikov, triweight, triangular, uniform, gaussian };
[[nodiscard]] std::optional<Kernel> kernel_named(std::string_view name) noexcept;
[[nodiscard]] std::string_view kernel_name(Kernel kernel) noexcept;

enum class EdgeCorrection { none, diggle };

struct DensityOptions {
    double bandwidth_m = 0;  ///< kernel radius; for the Gaussian its sigma
    Kernel kernel = Kernel::quartic;
    EdgeCorrection edge = EdgeCorrection::none;
    /// Study area: pixels whose centre is outside become NaN, and `diggle` keeps mass inside it.
    const MultiPolygon* boundary = nullptr;
    unsigned threads = 0;
};

/// Kernel density in incidents per m² at each pixel's centre, from the incidents' exact positions
/// (methods §1; Silverman 1986 p. 76 eq. 4.5). Pixels that no kernel reaches are exactly 0. Points far
/// outside the grid cost nothing. Same bytes for any number of threads.
/// Throws Error (limit) for a bandwidth that is not finite, not positive or over 100 km.
[[nodiscard]] Raster kernel_density(const PointSet& points, const RasterGrid& grid,
                                    const DensityOptions& options);

/// Scott's rule on both axes, as a quartic (or other) kernel radius in metres; weights count. Throws
/// Error (quality) for fewer than two distinct positions.
[[nodiscard]] double scott_bandwidth_m(const PointSet& points, Kernel kernel);

/// Multiplies every value that is not NaN.
void scale(Raster& raster, double factor);

}  // namespace wardmap
