#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "wardmap/density.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

constexpr double no_data = std::numeric_limits<double>::quiet_NaN();

Raster raster_of(std::vector<double> values)
{
    const auto cols = static_cast<std::int32_t>(values.size());
    return {{{0, 10}, 10, cols, 1}, std::move(values)};
}

TEST(CompareDensity, TakesWhatIsBelowTheFloorForTheFloor)
{
    const Raster a = raster_of({4, 0, 4, 0.5, 0});
    const Raster b = raster_of({2, 2, 0, 0, 0});
    EXPECT_EQ(compare_density(a, b, Comparison::ratio, 1).values, (std::vector<double>{2, 0.5, 4, 1, 1}));
    EXPECT_EQ(compare_density(a, b, Comparison::difference, 1).values,
              (std::vector<double>{2, -2, 4, 0.5, 0}));
    const Raster log = compare_density(a, b, Comparison::log_ratio, 1);
    EXPECT_DOUBLE_EQ(log.values[0], std::numbers::ln2);
    EXPECT_DOUBLE_EQ(log.values[1], -std::numbers::ln2);
    EXPECT_EQ(log.values[3], 0);
    EXPECT_EQ(log.values[4], 0);
}

TEST(CompareDensity, OfTheSamePointsIsOneZeroAndZeroAndTheOtherWayRoundHasTheOtherSign)
{
    const RasterGrid grid{{0, 1000}, 20, 50, 50};
    const DensityOptions options{.bandwidth_m = 200};
    const Raster a = kernel_density({{{300, 300}, {320, 310}, {700, 500}}, {}, {}}, grid, options);
    const Raster b = kernel_density({{{310, 300}, {600, 800}}, {}, {}}, grid, options);
    const double floor = lone_incident_per_m2(options);
    const Raster there = compare_density(a, b, Comparison::log_ratio, floor);
    const Raster back = compare_density(b, a, Comparison::log_ratio, floor);
    const Raster same = compare_density(a, a, Comparison::log_ratio, floor);
    for (std::size_t i = 0; i < there.values.size(); ++i) {
        ASSERT_EQ(there.values[i], -back.values[i]);
        ASSERT_EQ(same.values[i], 0);
    }
}

TEST(CompareDensity, HasNoDataWhereEitherSurfaceHasNone)
{
    for (const Comparison how : {Comparison::log_ratio, Comparison::ratio, Comparison::difference}) {
        const Raster result = compare_density(raster_of({no_data, 1}), raster_of({1, no_data}), how, 1);
        EXPECT_TRUE(std::isnan(result.values[0]) && std::isnan(result.values[1]));
    }
}

TEST(CompareDensity, FloorIsTheDensityOfALoneIncidentAtItsOwnPlace)
{
    const RasterGrid grid{{0, 10}, 10, 1, 1};
    for (const Kernel kernel : {Kernel::quartic, Kernel::triangular, Kernel::gaussian}) {
        const DensityOptions options{.bandwidth_m = 150, .kernel = kernel};
        const Raster alone = kernel_density({{{5, 5}}, {}, {}}, grid, options);
        EXPECT_NEAR(alone.values[0] / lone_incident_per_m2(options), 1, 1e-13) << kernel_name(kernel);
    }
}

TEST(ComparisonBreaks, OfRatiosAreTheSameForEveryMapAndMirroredAboutNoChange)
{
    const std::vector<double> ratio =
        comparison_breaks(raster_of({no_data, 0.1239, 1, 9}), Comparison::ratio);
    EXPECT_EQ(ratio, (std::vector<double>{0.123, 1 / 3.0, 1 / 2.0, 1 / 1.5, 1 / 1.25, 1.25, 1.5, 2, 3}));
    const std::vector<double> log =
        comparison_breaks(raster_of({-1.8361, no_data, 0}), Comparison::log_ratio);
    ASSERT_EQ(log.size(), ratio.size());
    EXPECT_DOUBLE_EQ(log.front(), -1.84);
    for (std::size_t i = 1; i < log.size(); ++i) {
        EXPECT_DOUBLE_EQ(log[i], std::log(ratio[i]));
        EXPECT_EQ(log[i], -log[log.size() - i]);
    }
}

TEST(ComparisonBreaks, BeginAtTheLowestPixel)
{
    const std::vector<double> breaks = comparison_breaks(raster_of({0.7, 1, 1.1}), Comparison::ratio);
    EXPECT_EQ(breaks, (std::vector<double>{0.7, 1 / 1.25, 1.25, 1.5, 2, 3}));
    EXPECT_EQ(comparison_breaks(raster_of({0, 0}), Comparison::ratio).front(), 0);
    EXPECT_EQ(comparison_breaks(raster_of({1, 30}), Comparison::ratio),
              (std::vector<double>{1 / 1.25, 1.25, 1.5, 2, 3}));
    EXPECT_TRUE(comparison_breaks(raster_of({no_data}), Comparison::ratio).empty());
}

TEST(ComparisonBreaks, OtherwiseAreAtEqualStepsOfRankOfTheDistanceFromNoChange)
{
    const Raster difference = raster_of({-8, 1, 2, -3, 4, 5, 6, -7, 0, 0, no_data});
    EXPECT_EQ(comparison_breaks(difference, Comparison::difference, 4),
              (std::vector<double>{-8, -7, -5, -3, 3, 5, 7}));
    EXPECT_EQ(comparison_breaks(difference, Comparison::difference).size(), 9U);  // of five classes
    const Raster ratio = raster_of({1 / 8.0, 2, 4, 0.25, 0.5, 8, 1, 1});
    EXPECT_EQ(comparison_breaks(ratio, Comparison::ratio, 3), (std::vector<double>{0.125, 0.25, 4, 8}));
    EXPECT_EQ(comparison_breaks(ratio, Comparison::ratio, 1), (std::vector<double>{0.125}));
    EXPECT_THROW(static_cast<void>(comparison_breaks(ratio, Comparison::ratio, 0)), Error);
}

TEST(CompareDensity, RefusesDifferentGridsAndAFloorThatIsNone)
{
    EXPECT_THROW(static_cast<void>(compare_density(raster_of({1}), raster_of({1, 2}), Comparison::ratio, 1)),
                 Error);
    EXPECT_THROW(static_cast<void>(compare_density(raster_of({1}), raster_of({1}), Comparison::ratio, 0)),
                 Error);
}

}  // namespace
}  // namespace wardmap
