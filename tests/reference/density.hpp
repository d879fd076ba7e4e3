#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "wardmap/density.hpp"

/// The slow obvious twin: every pixel, every point, by the formulas of methods §1 as they are written.
namespace wardmap::reference {

inline double kernel_per_m2(Kernel kernel, double bandwidth_m, PointM from, PointM to)
{
    const double u2 = squared_distance_m2(from, to) / (bandwidth_m * bandwidth_m);
    const double disc_m2 = std::numbers::pi * bandwidth_m * bandwidth_m;
    if (kernel == Kernel::gaussian) {
        const double farther_m = std::max(std::abs(from.x_m - to.x_m), std::abs(from.y_m - to.y_m));
        return farther_m <= 8 * bandwidth_m ? std::exp(-u2 / 2) / (2 * disc_m2) : 0;
    }
    if (u2 > 1) {
        return 0;
    }
    switch (kernel) {
        case Kernel::quartic:
            return 3 / disc_m2 * (1 - u2) * (1 - u2);
        case Kernel::epanechnikov:
            return 2 / disc_m2 * (1 - u2);
        case Kernel::triweight:
            return 4 / disc_m2 * (1 - u2) * (1 - u2) * (1 - u2);
        case Kernel::triangular:
            return 3 / disc_m2 * (1 - std::sqrt(u2));
        default:
            return 1 / disc_m2;
    }
}

/// Share of the kernel at pixel centres, in the grid and around it, that lies in the boundary.
inline double share_inside(PointM p, const RasterGrid& grid, const DensityOptions& options,
                           const MultiPolygon& area)
{
    const double reach_m = options.bandwidth_m * (options.kernel == Kernel::gaussian ? 8 : 1);
    const auto margin = static_cast<std::int32_t>(reach_m / grid.cell_m) + 2;
    double inside = 0;
    double whole = 0;
    for (std::int32_t row = -margin; row < grid.rows + margin; ++row) {
        for (std::int32_t col = -margin; col < grid.cols + margin; ++col) {
            const PointM centre = grid.centre(col, row);
            const double k = kernel_per_m2(options.kernel, options.bandwidth_m, centre, p);
            whole += k;
            inside += k > 0 && covers(area, centre) ? k : 0;
        }
    }
    return whole > 0 ? inside / whole : 1;
}

/// Of each point; which ones the adaptive rule gives has a test of its own.
inline std::vector<double> bandwidths_of(const PointSet& points, const RasterGrid& grid,
                                         const DensityOptions& options)
{
    return options.is_adaptive ? abramson_bandwidths_m(points, grid, options)
                               : std::vector<double>(points.size(), options.bandwidth_m);
}

inline Raster kernel_density(const PointSet& points, const RasterGrid& grid, const DensityOptions& options)
{
    Raster raster{grid, std::vector<double>(static_cast<std::size_t>(grid.size()))};
    const std::vector<double> bandwidths_m = bandwidths_of(points, grid, options);
    std::vector<double> weights;
    const MultiPolygon area =
        options.boundary != nullptr ? *options.boundary : MultiPolygon{{box_polygon(grid.bounds())}};
    for (std::size_t i = 0; i < points.size(); ++i) {
        double weight = bandwidths_m[i] > 0 ? points.weight(i) : 0;
        if (options.edge == EdgeCorrection::diggle && weight > 0) {
            const PointM p = points.positions[i];
            DensityOptions own = options;
            own.bandwidth_m = bandwidths_m[i];
            weight = covers(area, p) ? weight / share_inside(p, grid, own, area) : 0;
        }
        weights.push_back(weight);
    }
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            const PointM centre = grid.centre(col, row);
            double sum = 0;
            for (std::size_t i = 0; i < points.size(); ++i) {
                if (weights[i] > 0) {
                    sum += weights[i] *
                           kernel_per_m2(options.kernel, bandwidths_m[i], centre, points.positions[i]);
                }
            }
            const bool is_outside = options.boundary != nullptr && !covers(*options.boundary, centre);
            raster.values[static_cast<std::size_t>(std::int64_t{row} * grid.cols + col)] =
                is_outside ? std::numeric_limits<double>::quiet_NaN() : sum;
        }
    }
    return raster;
}

}  // namespace wardmap::reference
