#include <gtest/gtest.h>

#include <cmath>

#include "reference/spatstat.hpp"
#include "wardmap/density.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

TEST(ScottBandwidth, UsesBothAxesAndTheSampleStandardDeviation)
{
    // sx = sqrt(20/3·100), sy half of it; sigma = sqrt(sx sy) 4^(-1/6).
    const PointSet points{.positions = {{0, 15}, {20, 5}, {40, 10}, {60, 0}}, .weights = {}, .incident = {}};
    const double sx_m = std::sqrt(2000.0 / 3);
    const double sy_m = std::sqrt(125.0 / 3);
    const double sigma_m = std::sqrt(sx_m * sy_m) * std::pow(4, -1.0 / 6);
    EXPECT_NEAR(scott_bandwidth_m(points, Kernel::gaussian), sigma_m, 1e-12);
    EXPECT_NEAR(scott_bandwidth_m(points, Kernel::quartic), 2.8284271247461903 * sigma_m, 1e-12);
    EXPECT_NEAR(scott_bandwidth_m(points, Kernel::uniform), 2 * sigma_m, 1e-12);
}

TEST(ScottBandwidth, CountsWeightsLikeCopiesAndDoesNotMindWhereThePointsAre)
{
    const PointSet weighted{
        .positions = {{523'000.25, 224'000}, {523'100, 224'300}}, .weights = {2, 3}, .incident = {}};
    PointSet copies;
    for (std::size_t i = 0; i < 5; ++i) {
        const PointM p = weighted.positions[i < 2 ? 0 : 1];
        copies.positions.push_back({p.x_m - 523'000, p.y_m - 224'000});
    }
    EXPECT_DOUBLE_EQ(scott_bandwidth_m(weighted, Kernel::quartic),
                     scott_bandwidth_m(copies, Kernel::quartic));
}

TEST(ScottBandwidth, OfPointsOnALineAlongAnAxisIsNotZero)
{
    const PointSet points{.positions = {{0, 7}, {100, 7}, {200, 7}}, .weights = {}, .incident = {}};
    EXPECT_NEAR(scott_bandwidth_m(points, Kernel::gaussian), 100 * std::pow(3, -1.0 / 6), 1e-12);
}

TEST(ScottBandwidth, EqualsSpatstatsOnTheChorleyPoints)
{
    const auto points =
        reference::read_points(WARDMAP_SHARED_DATA, "chorley_all_gaussian_sigma0.5_noedge_at_points");
    if (!points) {
        GTEST_SKIP() << "skipped: no reference values of spatstat under " << WARDMAP_SHARED_DATA;
    }
    // bw.scott of spatstat.explore 3.0-6, to its seven digits: sigma x and y in km.
    const double expected_km = std::sqrt(1.048497 * 1.458676);
    EXPECT_NEAR(scott_bandwidth_m(points->at, Kernel::gaussian), expected_km, 1e-6);
}

TEST(ScottBandwidth, RefusesFewerThanTwoPositions)
{
    for (const PointSet& points :
         {PointSet{}, PointSet{{{1, 1}, {1, 1}}, {}, {}}, PointSet{{{1, 1}, {2, 2}}, {1, 0}, {}}}) {
        try {
            ADD_FAILURE() << scott_bandwidth_m(points, Kernel::quartic);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::quality);
        }
    }
}

}  // namespace
}  // namespace wardmap
