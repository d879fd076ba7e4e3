#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "reference/density.hpp"
#include "wardmap/bandwidth.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

const RasterGrid grid{{0, 2000}, 50, 40, 40};

/// Around a few spots of so many metres, the same in both periods.
PointSet around_spots(std::uint64_t seed, std::size_t count, double spread_m)
{
    std::mt19937_64 random(seed);
    std::normal_distribution<double> away(0, spread_m);
    PointSet points;
    for (std::size_t i = 0; i < count; ++i) {
        const auto spot = static_cast<double>(i % 5);
        points.positions.push_back(
            {200 + 370 * spot + away(random), 300 + 330 * std::fmod(spot * 2, 5) + away(random)});
    }
    return points;
}

/// What the densest 80 of the 1,600 pixels held, counted plainly.
double hits_of(const PointSet& train, const PointSet& test, double bandwidth_m)
{
    const Raster surface = reference::kernel_density(train, grid, {.bandwidth_m = bandwidth_m});
    std::vector<std::pair<double, int>> pixels;  // ties: fewest later incidents first
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            const PointM c = grid.centre(col, row);
            const auto inside = std::ranges::count_if(test.positions, [&](PointM p) {
                return std::abs(p.x_m - c.x_m) < 25 && std::abs(p.y_m - c.y_m) < 25;
            });
            pixels.emplace_back(
                -surface.values[static_cast<std::size_t>(std::int64_t{row} * grid.cols + col)],
                static_cast<int>(inside));
        }
    }
    std::ranges::sort(pixels);
    double hits = 0;
    for (std::size_t i = 0; i < 80; ++i) {
        hits += pixels[i].second;
    }
    return hits;
}

TEST(PredictiveBandwidth, ScoresEveryBandwidthAsItsDensestLandHeldLaterIncidents)
{
    const PointSet train = around_spots(1, 150, 90);
    const PointSet test = around_spots(2, 100, 90);
    const PredictiveBandwidth found = predictive_bandwidth(train, test, grid, {});
    ASSERT_GE(found.curve.size(), 10U);
    double best = 0;
    for (const PredictiveStep& step : found.curve) {
        const double hits = hits_of(train, test, step.bandwidth_m);
        EXPECT_NEAR(step.score.pai, hits / 100 / 0.05, 0.21) << step.bandwidth_m;  // one incident by rounding
        best = std::max(best, step.score.pai);
    }
    const auto at_best = std::ranges::find(found.curve, found.best_m, &PredictiveStep::bandwidth_m);
    ASSERT_NE(at_best, found.curve.end());
    EXPECT_EQ(at_best->score.pai, best);
}

TEST(PredictiveBandwidth, IsTheWidestWithinOneStandardErrorOfTheBest)
{
    const PredictiveBandwidth found =
        predictive_bandwidth(around_spots(1, 150, 90), around_spots(2, 100, 90), grid, {});
    const double scott_m = scott_bandwidth_m(around_spots(1, 150, 90), Kernel::quartic);
    ASSERT_GT(found.test_incidents, 90U);  // the rest lies beyond the pixels
    const auto at = [&](double bandwidth_m) {
        return std::ranges::find(found.curve, bandwidth_m, &PredictiveStep::bandwidth_m);
    };
    ASSERT_NE(at(found.best_m), found.curve.end());
    const double best = at(found.best_m)->score.hit_rate;
    const double least = best - std::sqrt(best * (1 - best) / static_cast<double>(found.test_incidents));
    const auto chosen = at(found.bandwidth_m);
    ASSERT_NE(chosen, found.curve.end());
    EXPECT_GE(chosen->score.hit_rate, least);
    EXPECT_GT(found.bandwidth_m, found.best_m) << "or this case shows nothing";
    EXPECT_TRUE(std::ranges::all_of(chosen + 1, found.curve.end(), [&](const PredictiveStep& wider) {
        return wider.score.hit_rate < least || wider.bandwidth_m > 1.001 * scott_m;
    }));
}

TEST(PredictiveBandwidth, OfTooFewIncidentsToTellIsNoWiderThanScottsRule)
{
    const PointSet train = around_spots(1, 150, 90);
    const PredictiveBandwidth found = predictive_bandwidth(train, around_spots(2, 4, 90), grid, {});
    EXPECT_LE(found.bandwidth_m, std::max(found.best_m, 1.001 * scott_bandwidth_m(train, Kernel::quartic)));
}

TEST(PredictiveBandwidth, NeedsLaterIncidentsOnTheMap)
{
    try {
        static_cast<void>(predictive_bandwidth(around_spots(1, 50, 90), {}, grid, {}));
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::quality);
    }
}

}  // namespace
}  // namespace wardmap
