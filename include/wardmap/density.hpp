#pragma once

#include <functional>
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

/// diggle: each incident's weight is divided by the share of its kernel, summed at pixel centres, that lies in
/// the study area, so that the area keeps the mass of the incidents in it; incidents outside are left out.
enum class EdgeCorrection { none, diggle };

struct DensityOptions {
    double bandwidth_m = 0;    ///< kernel radius; for the Gaussian its sigma
    bool is_adaptive = false;  ///< each point has a bandwidth of its own, as abramson_bandwidths_m says
    Kernel kernel = Kernel::quartic;
    EdgeCorrection edge = EdgeCorrection::none;
    /// Study area: pixels whose centre is outside become NaN, and `diggle` keeps mass inside it. Null: no
    /// pixel is NaN, and the study area of `diggle` is the grid.
    const MultiPolygon* boundary = nullptr;
    unsigned threads = 0;
};

/// Kernel density in incidents per m² at each pixel's centre, from the incidents' exact positions
/// (methods §1; Silverman 1986 p. 76 eq. 4.5). Pixels that no kernel reaches are exactly 0. Points far
/// outside the grid cost nothing. Same bytes for any number of threads and on any
/// processor (of the Gaussian: with the same C library, whose exponential it uses).
/// Adaptive, it is exact for those bandwidths, and each point is corrected for its own.
/// Memory: 24 bytes a point beside the raster, and 16 MB. Throws Error (limit) for a bandwidth that is not finite, not positive, over 100 km or over 100,000 pixels,
/// Error (input) for a position or weight that is not finite and for a negative weight.
[[nodiscard]] Raster kernel_density(const PointSet& points, const RasterGrid& grid,
                                    const DensityOptions& options);

/// kernel_density handed over from north to south in blocks of about 16 MB, for a raster that memory should not
/// hold. Same bytes. Throws as kernel_density does, and what the sink throws.
void kernel_density_by_rows(const PointSet& points, const RasterGrid& grid, const DensityOptions& options,
                            const RowSink& sink);

/// Surfaces of the same points for several bandwidths.
struct BandwidthSweep {
    std::vector<double> bandwidths_m;
    std::function<void(double bandwidth_m, const Raster& surface)>
        take;  ///< in that order; the next surface takes the place of the one before
};
/// kernel_density for each bandwidth; the points are checked, sorted and merged once, and one raster holds them all in
/// turn. Throws as it does.
void density_sweep(const PointSet& points, const RasterGrid& grid, const DensityOptions& options,
                   const BandwidthSweep& sweep);

/// Beyond this distance (Gaussian: on each axis) a point adds nothing.
[[nodiscard]] double kernel_reach_m(const DensityOptions& options) noexcept;

/// The bandwidth of each point by Abramson's rule (1982): h0 · (f(x)/G)^(-1/2), h0 the options' bandwidth, f the
/// density with h0 for all, G its geometric mean over the points by weight. f is read at the centre of the pixel
/// in which the point lies, of pixels of h0/8 (or the grid's cell, if that is larger) from the grid's corner on, so
/// that bandwidths move with points and grid. At most 5 · h0 (as spatstat's bw.abram), and rounded to h0 · 2^(k/8),
/// so that points of one bandwidth are summed together (Davies & Baddeley 2018). Points too far from the grid to
/// matter have 0. Throws as kernel_density does.
[[nodiscard]] std::vector<double> abramson_bandwidths_m(const PointSet& points, const RasterGrid& grid,
                                                        const DensityOptions& options);

/// How two surfaces are compared, a with b: ln(a / b), a / b or a - b.
enum class Comparison { log_ratio, ratio, difference };
[[nodiscard]] std::optional<Comparison> comparison_named(std::string_view name) noexcept;

/// The density at a lone incident's own place, per m²: the peak of the kernel. Less than that is less than one
/// incident's worth, and says nothing as the lower part of a ratio.
[[nodiscard]] double lone_incident_per_m2(const DensityOptions& options);

/// Pixel by pixel, of two surfaces with the same grid and bandwidth (dual density; Bithell 1990, Kelsall &
/// Diggle 1995). Ratio: max(a, floor) / max(b, floor), so that it is 1 where there is too little of both.
/// Log ratio: its logarithm, so that comparing b with a gives the same with the other sign. Difference: a - b.
/// NaN where either is. Throws Error (usage) for different grids and a floor that is not finite and positive.
[[nodiscard]] Raster compare_density(const Raster& a, const Raster& b, Comparison comparison, double floor);

/// What a comparison of two equal densities is: 1 of a ratio, else 0.
[[nodiscard]] double no_change(Comparison comparison) noexcept;

/// Class breaks of a comparison, mirrored about no change. Without `classes` those of a ratio, or its logarithm, are where
/// a is 1.25, 1.5, 2 and 3 times b, and b so many times a: by rank, a map of nothing but noise would look like one of change.
/// Else, and of a difference (5 classes), they are at equal steps of rank of how far pixels are from no change, the class
/// that is nearest lying on both sides of it. Before them the lowest pixel, rounded down to three digits, and no break that
/// is not above it. Empty where no pixel has data. Throws Error (usage) for fewer than one class.
[[nodiscard]] std::vector<double> comparison_breaks(const Raster& compared, Comparison comparison,
                                                    std::optional<int> classes = std::nullopt);

/// Scott's rule on both axes, sigma = sqrt(sx sy) n^(-1/6) (Scott 1992, p. 152), as a quartic (or other)
/// kernel radius in metres. A weight counts like so many incidents. If all lie on a line along one axis, the
/// other axis' spread is taken for both. Throws Error (quality) for fewer than two distinct positions.
[[nodiscard]] double scott_bandwidth_m(const PointSet& points, Kernel kernel);

/// Multiplies every value that is not NaN.
void scale(Raster& raster, double factor);

}  // namespace wardmap
