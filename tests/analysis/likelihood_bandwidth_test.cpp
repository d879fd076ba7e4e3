#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "reference/likelihood.hpp"
#include "wardmap/bandwidth.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

/// Half anywhere, half around five spots; some on the same place; two far from all.
PointSet town(std::size_t count, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> anywhere(0, 4000);
    std::normal_distribution<double> near(0, 90);
    PointSet points;
    while (points.size() < count) {
        const double spot_m = 500.0 * static_cast<double>(1 + random() % 5);
        const bool is_spot = random() % 2 == 0;
        const double x_m = is_spot ? spot_m + near(random) : anywhere(random);
        const double y_m = is_spot ? spot_m / 2 + near(random) : anywhere(random);
        points.positions.push_back({523'000 + x_m, 224'000 + y_m});
        if (random() % 10 == 0) {
            points.positions.push_back(points.positions[random() % points.size()]);
        }
    }
    points.positions.resize(count);
    return points;
}

TEST(LikelihoodBandwidth, IsChosenByTheLikelihoodThatTheNaiveTwinSays)
{
    PointSet points = town(500, 3);
    for (int weighted = 0; weighted < 2; ++weighted) {
        for (const double sigma_m : {8.0, 20.0, 55.5, 120.0, 400.0, 1500.0}) {
            EXPECT_NEAR(cross_validated_log_density(points, sigma_m),
                        reference::cross_validated_log_density(points, sigma_m), 1e-9)
                << sigma_m;
        }
        points.weights.assign(points.size(), 1);
        for (std::size_t i = 0; i < points.size(); i += 3) {
            points.weights[i] = 2.5;
        }
    }
}

/// Of the twin's likelihood between two bandwidths, by golden section from the best of a scan of them.
double best_sigma_of_twin_m(const PointSet& points, double low_m, double high_m)
{
    const auto at = [&](double log_m) {
        return reference::cross_validated_log_density(points, std::exp(log_m));
    };
    constexpr double step = 0.2;
    double best = std::log(low_m);
    double highest = at(best);
    for (double log_m = best + step; log_m < std::log(high_m); log_m += step) {
        const double value = at(log_m);
        best = value > highest ? log_m : best;
        highest = std::max(highest, value);
    }
    double low = best - step;
    double high = best + step;
    const double golden = std::numbers::phi - 1;
    while (high - low > 1e-3) {
        const double left = high - golden * (high - low);
        const double right = low + golden * (high - low);
        (at(left) < at(right) ? low : high) = at(left) < at(right) ? left : right;
    }
    return std::exp((low + high) / 2);
}

TEST(LikelihoodBandwidth, IsWithinThreePercentOfTheOneThatMaximisesTheNaiveTwin)
{
    for (const std::uint64_t seed : {3U, 314U}) {
        PointSet points = town(500, seed);
        for (std::size_t i = 0; seed == 314 && i < points.size(); ++i) {
            points.weights.push_back(i % 3 == 0 ? 2.5 : 1);
        }
        const LikelihoodBandwidth found = likelihood_bandwidth(points, Kernel::gaussian);
        EXPECT_FALSE(found.is_at_end);
        const double best_m = best_sigma_of_twin_m(points, found.bandwidth_m / 4, found.bandwidth_m * 4);
        EXPECT_NEAR(found.bandwidth_m / best_m, 1, 0.03) << found.bandwidth_m << " m for " << best_m << " m";
    }
}

TEST(LikelihoodBandwidth, FindsTheSpreadThatAWideCloudOfPointsWasMadeWith)
{
    // 40 spots far apart, 100 points around each: the density is known to be of sigma 60.
    std::mt19937_64 random(5);
    std::normal_distribution<double> near(0, 60);
    PointSet points;
    for (int i = 0; i < 4000; ++i) {
        const int spot = i % 40;
        const int spot_row = spot / 8;
        points.positions.push_back({spot % 8 * 3000.0 + near(random), spot_row * 3000.0 + near(random)});
    }
    const double sigma_m = likelihood_bandwidth(points, Kernel::gaussian).bandwidth_m;
    EXPECT_GT(sigma_m, 15);  // of each spot: about 60 · 100^(-1/6) = 28
    EXPECT_LT(sigma_m, 45);
    // Scott's rule, which sees one cloud of 7 km, is far off.
    EXPECT_GT(scott_bandwidth_m(points, Kernel::gaussian), 1000);
}

TEST(LikelihoodBandwidth, IsNotDrawnToZeroByIncidentsOnOnePlace)
{
    const PointSet points = town(800, 9);
    PointSet twice = points;
    twice.positions.insert(twice.positions.end(), points.positions.begin(), points.positions.end());
    EXPECT_NEAR(likelihood_bandwidth(twice, Kernel::quartic).bandwidth_m /
                    likelihood_bandwidth(points, Kernel::quartic).bandwidth_m,
                1, 0.2);
}

TEST(LikelihoodBandwidth, IsTheSameForAnyNumberOfThreadsAndOrderAndForOtherKernelsByEqualVariance)
{
    PointSet points = town(3000, 4);
    const LikelihoodBandwidth one = likelihood_bandwidth(points, Kernel::gaussian, 1);
    std::ranges::reverse(points.positions);
    const LikelihoodBandwidth four = likelihood_bandwidth(points, Kernel::gaussian, 4);
    EXPECT_EQ(one.bandwidth_m, four.bandwidth_m);
    ASSERT_EQ(one.curve.size(), four.curve.size());
    for (std::size_t i = 0; i < one.curve.size(); ++i) {
        EXPECT_EQ(one.curve[i].mean_log_density, four.curve[i].mean_log_density);
        EXPECT_TRUE(i == 0 || one.curve[i - 1].bandwidth_m < one.curve[i].bandwidth_m);
    }
    EXPECT_DOUBLE_EQ(likelihood_bandwidth(points, Kernel::uniform).bandwidth_m, 2 * one.bandwidth_m);
}

TEST(LikelihoodBandwidth, HalfTheWeightLiesWithinTheHalfWeightRadius)
{
    const RasterGrid grid{{-1000, 1000}, 4, 500, 500};
    for (const Kernel kernel : {Kernel::quartic, Kernel::epanechnikov, Kernel::triweight, Kernel::triangular,
                                Kernel::uniform, Kernel::gaussian}) {
        const Raster raster =
            kernel_density({{{0, 0}}, {}, {}}, grid, {.bandwidth_m = 240, .kernel = kernel});
        const double radius_m = half_weight_radius_m(kernel, 240);
        double within = 0;
        for (std::int32_t i = 0; i < 500 * 500; ++i) {
            const bool is_near = distance_m(grid.centre(i % 500, i / 500), {0, 0}) < radius_m;
            within += is_near ? raster.values[static_cast<std::size_t>(i)] * 16 : 0;
        }
        EXPECT_NEAR(within, 0.5, 2e-3) << kernel_name(kernel);
    }
}

TEST(LikelihoodBandwidth, LonelyPointsGiveAFiniteLikelihoodAtAnyBandwidth)
{
    const PointSet points{.positions = {{0, 0}, {100, 0}, {50'000, 80'000}}, .weights = {}, .incident = {}};
    EXPECT_TRUE(std::isfinite(cross_validated_log_density(points, 1)));
    EXPECT_LT(cross_validated_log_density(points, 1), cross_validated_log_density(points, 10'000));
}

TEST(LikelihoodBandwidth, RefusesFewerThanTwoPositionsAndASigmaThatIsNone)
{
    EXPECT_THROW(static_cast<void>(likelihood_bandwidth({{{1, 1}, {1, 1}}, {}, {}}, Kernel::quartic)), Error);
    EXPECT_THROW(static_cast<void>(cross_validated_log_density(town(10, 1), 0)), Error);
}

}  // namespace
}  // namespace wardmap
