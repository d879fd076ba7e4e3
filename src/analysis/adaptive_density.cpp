#include <algorithm>
#include <cmath>

#include "density_kernel.hpp"
#include "wardmap/density.hpp"

namespace wardmap {

namespace {

constexpr double pilot_cells_per_bandwidth = 8;
constexpr double most_of_h0 = 5;
/// Bandwidths are at most 4.4 % from the rule's.
constexpr double steps_per_doubling = 8;

/// As seen from there: what is computed of them does not depend on where on earth the map lies.
PointSet relative_to(PointM corner, const PointSet& points)
{
    PointSet moved{.positions = points.positions, .weights = points.weights, .incident = {}};
    for (PointM& p : moved.positions) {
        p = {p.x_m - corner.x_m, p.y_m - corner.y_m};
    }
    return moved;
}

/// Index of the pixel that a point lies in; the grid covers it.
std::size_t pixel_of(const RasterGrid& grid, PointM p)
{
    const auto limit = [](double at, std::int32_t count) {
        return static_cast<std::size_t>(std::clamp<double>(std::floor(at), 0, count - 1));
    };
    return limit((grid.north_west.y_m - p.y_m) / grid.cell_m, grid.rows) *
               static_cast<std::size_t>(grid.cols) +
           limit((p.x_m - grid.north_west.x_m) / grid.cell_m, grid.cols);
}

/// ln of the geometric mean, by weight, of the pilot at the points. Summed pixel by pixel, which keeps it the
/// same for any order of points that count 1 each.
double log_mean(const Raster& pilot, const std::vector<double>& weights)
{
    double total = 0;
    double total_weight = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] > 0 && pilot.values[i] > 0) {
            total += weights[i] * std::log(pilot.values[i]);
            total_weight += weights[i];
        }
    }
    return total_weight > 0 ? total / total_weight : 0;
}

double stepped(double ratio)
{
    const double step = std::round(steps_per_doubling * std::log2(std::min(ratio, most_of_h0)));
    const double rounded = std::exp2(step / steps_per_doubling);
    return rounded > most_of_h0 ? std::exp2((step - 1) / steps_per_doubling) : rounded;
}

}  // namespace

std::vector<double> abramson_bandwidths_m(const PointSet& all_points, const RasterGrid& grid,
                                          const DensityOptions& options)
{
    const double h0_m = options.bandwidth_m;
    DensityOptions pilot_options{.bandwidth_m = h0_m, .kernel = options.kernel, .threads = options.threads};
    static_cast<void>(
        kernel_density(all_points, {grid.north_west, grid.cell_m, 0, 0}, pilot_options));  // refuses
    const PointSet points = relative_to(grid.north_west, all_points);
    const RasterGrid map{{0, 0}, grid.cell_m, grid.cols, grid.rows};
    const BoxM near = map.bounds().grown(most_of_h0 * kde::scaled_kernel(options.kernel, h0_m).radius_m);
    BoxM box;
    for (const PointM p : points.positions) {
        if (near.contains(p)) {
            box.include(p);
        }
    }
    std::vector<double> bandwidths_m(points.size(), 0.0);
    if (box.is_empty()) {
        return bandwidths_m;
    }
    const double pilot_cell_m = std::max(grid.cell_m, h0_m / pilot_cells_per_bandwidth);
    const Raster pilot = kernel_density(points, raster_grid_over(box, pilot_cell_m), pilot_options);
    std::vector<double> weights(pilot.values.size(), 0.0);
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (near.contains(points.positions[i])) {
            weights[pixel_of(pilot.grid, points.positions[i])] += points.weight(i);
        }
    }
    const double mean = log_mean(pilot, weights);
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (near.contains(points.positions[i])) {
            const double f = pilot.values[pixel_of(pilot.grid, points.positions[i])];
            bandwidths_m[i] = h0_m * stepped(f > 0 ? std::exp((mean - std::log(f)) / 2) : most_of_h0);
        }
    }
    return bandwidths_m;
}

}  // namespace wardmap
