#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "reference/density.hpp"
#include "wardmap/density.hpp"

namespace wardmap {
namespace {

const RasterGrid grid{{523'007, 225'003}, 20, 60, 50};  // no multiple of the pilot's pixels

/// A dense spot and a sparse surrounding, some of it outside the grid.
PointSet town(std::size_t count)
{
    std::mt19937_64 random(8);
    std::uniform_real_distribution<double> anywhere(-300, 1500);
    std::normal_distribution<double> near(0, 60);
    PointSet points;
    for (std::size_t i = 0; i < count; ++i) {
        points.positions.push_back(i % 2 == 0
                                       ? PointM{523'400 + near(random), 224'500 + near(random)}
                                       : PointM{523'000 + anywhere(random), 223'900 + anywhere(random)});
        points.weights.push_back(i % 5 == 0 ? 3 : 1);
    }
    return points;
}

/// The rule as it is written, from the plain double sum at the pixels' centres.
double abramson_m(const PointSet& points, std::size_t at, double h0_m)
{
    const double cell_m = std::max(grid.cell_m, h0_m / 8);
    std::vector<double> pilot;
    double log_mean = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const PointM p = points.positions[i];
        const PointM centre{
            grid.north_west.x_m + (std::floor((p.x_m - grid.north_west.x_m) / cell_m) + 0.5) * cell_m,
            grid.north_west.y_m - (std::floor((grid.north_west.y_m - p.y_m) / cell_m) + 0.5) * cell_m};
        double f = 0;
        for (std::size_t j = 0; j < points.size(); ++j) {
            f += points.weight(j) *
                 reference::kernel_per_m2(Kernel::quartic, h0_m, centre, points.positions[j]);
        }
        pilot.push_back(f);
        log_mean += points.weight(i) * std::log(f) / points.total_weight();
    }
    return h0_m * std::sqrt(std::exp(log_mean) / pilot[at]);
}

TEST(AdaptiveDensity, BandwidthsAreAbramsonsToTheNearestStep)
{
    const PointSet points = town(120);
    const std::vector<double> bandwidths_m = abramson_bandwidths_m(points, grid, {.bandwidth_m = 200});
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double exact_m = std::min(abramson_m(points, i, 200), 1000.0);
        EXPECT_NEAR(std::log2(bandwidths_m[i] / exact_m), 0, bandwidths_m[i] > 900 ? 0.13 : 0.0626) << i;
        const double step = 8 * std::log2(bandwidths_m[i] / 200);
        EXPECT_NEAR(step, std::round(step), 1e-9);
        EXPECT_LE(bandwidths_m[i], 1000);
    }
}

TEST(AdaptiveDensity, KeepsTheMassAndIsSharperWhereIncidentsAreDense)
{
    const PointSet points = town(400);
    const RasterGrid wide = raster_grid_over({522'000, 223'000, 525'500, 226'500}, 20);
    DensityOptions options{.bandwidth_m = 150};
    const Raster fixed = kernel_density(points, wide, options);
    options.is_adaptive = true;
    const Raster adaptive = kernel_density(points, wide, options);
    double mass = 0;
    for (const double value : adaptive.values) {
        mass += value * 400;
    }
    EXPECT_NEAR(mass / points.total_weight(), 1, 1e-3);
    EXPECT_GT(*std::ranges::max_element(adaptive.values), 1.2 * *std::ranges::max_element(fixed.values));
}

TEST(AdaptiveDensity, GivesTheSameBytesForAnyNumberOfThreadsAndNothingForNoPoints)
{
    const PointSet points = town(500);
    DensityOptions options{.bandwidth_m = 150, .is_adaptive = true, .threads = 1};
    const Raster one = kernel_density(points, grid, options);
    options.threads = 5;
    EXPECT_EQ(one.values, kernel_density(points, grid, options).values);
    const Raster none = kernel_density({}, grid, options);
    EXPECT_TRUE(std::ranges::all_of(none.values, [](double v) { return v == 0; }));
}

}  // namespace
}  // namespace wardmap
