#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "wardmap/density.hpp"

/// The slow obvious twin: every pixel, every point, by the formulas of methods §1 as they are written.
namespace wardmap::reference {

inline constexpr double gaussian_reach = 8;  // sigmas, on each axis

inline double kernel_reach_m(Kernel kernel, double bandwidth_m)
{
    return bandwidth_m * (kernel == Kernel::gaussian ? gaussian_reach : 1);
}

/// From one to the other as the kernel's support measures it: a disc, of the Gaussian a square.
inline double kernel_distance_m(Kernel kernel, PointM from, PointM to)
{
    return kernel == Kernel::gaussian ? std::max(std::abs(from.x_m - to.x_m), std::abs(from.y_m - to.y_m))
                                      : distance_m(from, to);
}

inline double kernel_per_m2(Kernel kernel, double bandwidth_m, PointM from, PointM to)
{
    const double u2 = squared_distance_m2(from, to) / (bandwidth_m * bandwidth_m);
    const double disc_m2 = std::numbers::pi * bandwidth_m * bandwidth_m;
    if (kernel == Kernel::gaussian) {
        const bool is_reached = kernel_distance_m(kernel, from, to) <= kernel_reach_m(kernel, bandwidth_m);
        return is_reached ? std::exp(-u2 / 2) / (2 * disc_m2) : 0;
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

/// A point that counts, and how it does.
struct CountedPoint {
    PointM at;
    double weight = 0;
    double bandwidth_m = 0;
};

/// Which pixel centres, in the grid and so many pixels around it, the area covers.
class CentresInside {
public:
    CentresInside(const MultiPolygon& area, const RasterGrid& grid, std::int32_t margin)
        : m_grid(grid), m_margin(margin)
    {
        for (std::int32_t row = -margin; row < grid.rows + margin; ++row) {
            for (std::int32_t col = -margin; col < grid.cols + margin; ++col) {
                m_inside.push_back(covers(area, grid.centre(col, row)));
            }
        }
    }

    /// Of the point's kernel at those centres, the share that the area covers; 1 of a kernel that reaches none.
    [[nodiscard]] double share_of(Kernel kernel, const CountedPoint& point) const
    {
        double inside = 0;
        double whole = 0;
        std::size_t i = 0;
        for (std::int32_t row = -m_margin; row < m_grid.rows + m_margin; ++row) {
            for (std::int32_t col = -m_margin; col < m_grid.cols + m_margin; ++col, ++i) {
                const double k = kernel_per_m2(kernel, point.bandwidth_m, m_grid.centre(col, row), point.at);
                whole += k;
                inside += m_inside[i] ? k : 0;
            }
        }
        return whole > 0 ? inside / whole : 1;
    }

private:
    RasterGrid m_grid;
    std::int32_t m_margin = 0;
    std::vector<bool> m_inside;
};

/// Diggle's: inside the area a weight is divided by the share of its kernel there; outside it goes.
inline void correct_for_the_edge(std::vector<CountedPoint>& points, const RasterGrid& grid,
                                 const DensityOptions& options)
{
    const MultiPolygon area =
        options.boundary != nullptr ? *options.boundary : MultiPolygon{{box_polygon(grid.bounds())}};
    double reach_m = 0;
    for (const CountedPoint& point : points) {
        reach_m = std::max(reach_m, kernel_reach_m(options.kernel, point.bandwidth_m));
    }
    const CentresInside centres(area, grid, static_cast<std::int32_t>(reach_m / grid.cell_m) + 2);
    CountedPoint before;
    double share = 1;
    for (CountedPoint& point : points) {
        if (point.at != before.at || point.bandwidth_m != before.bandwidth_m) {
            before = point;
            share = covers(area, point.at) ? centres.share_of(options.kernel, point) : 0;
        }
        point.weight = share > 0 ? point.weight / share : 0;
    }
}

/// The points with what they count and their bandwidths; which ones the adaptive rule gives has a test of its own.
inline std::vector<CountedPoint> counted_points(const PointSet& points, const RasterGrid& grid,
                                                const DensityOptions& options)
{
    const std::vector<double> bandwidths_m = options.is_adaptive
                                                 ? abramson_bandwidths_m(points, grid, options)
                                                 : std::vector<double>(points.size(), options.bandwidth_m);
    std::vector<CountedPoint> counted;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (bandwidths_m[i] > 0) {
            counted.push_back({points.positions[i], points.weight(i), bandwidths_m[i]});
        }
    }
    if (options.edge == EdgeCorrection::diggle) {
        correct_for_the_edge(counted, grid, options);
    }
    std::erase_if(counted, [](const CountedPoint& point) { return !(point.weight > 0); });
    return counted;
}

/// The double sum itself.
inline Raster kernel_density(const std::vector<CountedPoint>& points, const RasterGrid& grid,
                             const DensityOptions& options)
{
    Raster raster{grid, {}};
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            const PointM centre = grid.centre(col, row);
            double sum = 0;
            for (const CountedPoint& point : points) {
                sum += point.weight * kernel_per_m2(options.kernel, point.bandwidth_m, centre, point.at);
            }
            const bool is_outside = options.boundary != nullptr && !covers(*options.boundary, centre);
            raster.values.push_back(is_outside ? std::numeric_limits<double>::quiet_NaN() : sum);
        }
    }
    return raster;
}

inline Raster kernel_density(const PointSet& points, const RasterGrid& grid, const DensityOptions& options)
{
    return kernel_density(counted_points(points, grid, options), grid, options);
}

}  // namespace wardmap::reference
