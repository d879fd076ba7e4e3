#include "wardmap/contours.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <random>
#include <set>

#include "wardmap/error.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Raster raster_of(std::int32_t cols, std::vector<double> values, RasterGrid grid = {{0, 0}, 1, 0, 0})
{
    grid.cols = cols;
    grid.rows = static_cast<std::int32_t>(values.size()) / cols;
    return {grid, std::move(values)};
}

/// Whole numbers, so that values equal breaks and saddles abound, with gaps.
Raster rough_raster(std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    std::uniform_int_distribution<int> value(0, 6);
    std::vector<double> values(std::size_t{14} * 11);
    for (double& v : values) {
        v = value(random);
        v = v == 6 ? nan : v;
    }
    return raster_of(14, std::move(values), {{523'000, 225'000}, 20, 0, 0});
}

double total_area_m2(const std::vector<ContourBand>& bands)
{
    double sum = 0;
    for (const ContourBand& band : bands) {
        sum += area_m2(band.shape);
    }
    return sum;
}

using Side = std::pair<PointM, PointM>;

std::vector<Side> sides_of(const MultiPolygon& shape)
{
    std::vector<Side> sides;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            sides.emplace_back(ring[i - 1], ring[i]);
        }
    };
    for (const Polygon& polygon : shape.parts) {
        add(polygon.outer);
        std::ranges::for_each(polygon.holes, add);
    }
    return sides;
}

void expect_sound_rings(const MultiPolygon& shape)
{
    const auto check = [](const Ring& ring, bool is_outer) {
        ASSERT_GE(ring.size(), 4U);
        ASSERT_EQ(ring.front(), ring.back());
        ASSERT_EQ(signed_area_m2(ring) > 0, is_outer);
        const std::set<PointM> distinct(ring.begin(), ring.end());
        ASSERT_EQ(distinct.size(), ring.size() - 1) << "a ring passes a vertex once";
    };
    for (const Polygon& polygon : shape.parts) {
        check(polygon.outer, true);
        for (const Ring& hole : polygon.holes) {
            check(hole, false);
            const PointM side{(hole[0].x_m + hole[1].x_m) / 2, (hole[0].y_m + hole[1].y_m) / 2};
            ASSERT_TRUE(covers({{Polygon{polygon.outer, {}}}}, side)) << "a hole lies in its own polygon";
        }
    }
}

TEST(Contours, OfOneHighPixelAreADiamondHalfWayToItsNeighbours)
{
    const Raster raster = raster_of(3, {0, 0, 0, 0, 4, 0, 0, 0, 0});
    const std::vector<double> breaks{2};
    const auto bands = contour_bands(raster, breaks);
    ASSERT_EQ(bands.size(), 1U);
    ASSERT_EQ(bands[0].shape.parts.size(), 1U);
    EXPECT_DOUBLE_EQ(area_m2(bands[0].shape), 0.5);
    EXPECT_EQ(bounds(bands[0].shape), (BoxM{1, -2, 2, -1}));
    EXPECT_EQ(bands[0].lower, 2);
    EXPECT_TRUE(std::isinf(bands[0].upper));
}

TEST(Contours, AreBilinearBetweenPixelCentres)
{
    const auto bands = contour_bands(raster_of(3, {0, 0, 0, 0, 4, 0, 0, 0, 0}), std::vector{1.0, 3.0});
    ASSERT_EQ(bands.size(), 2U);
    // Diamonds with half diagonals 3/4 and 1/4.
    EXPECT_DOUBLE_EQ(area_m2(bands[1].shape), 2 * 0.25 * 0.25);
    EXPECT_DOUBLE_EQ(area_m2(bands[0].shape), 2 * 0.75 * 0.75 - 2 * 0.25 * 0.25);
    ASSERT_EQ(bands[0].shape.parts.size(), 1U);
    EXPECT_EQ(bands[0].shape.parts[0].holes.size(), 1U);
}

TEST(Contours, EndHalfWayToTheOutsideAndToNoData)
{
    const Raster raster = raster_of(3, {9, 9, 9, 9, nan, 9, 9, 9, 9});
    const auto bands = contour_bands(raster, std::vector{1.0, 5.0});
    ASSERT_EQ(bands.size(), 1U) << "the lower band has no width anywhere";
    EXPECT_EQ(bands[0].lower, 5);
    EXPECT_EQ(bounds(bands[0].shape), (BoxM{0, -3, 3, 0}));
    // The square less a triangle at each corner, less a diamond around the gap.
    EXPECT_DOUBLE_EQ(area_m2(bands[0].shape), 9 - 4 * 0.125 - 0.5);
}

TEST(Contours, OfARingOfHighPixelsLeaveItsHoleAndTheIslandInIt)
{
    std::vector<double> values(49, 0);
    for (std::size_t i = 0; i < 49; ++i) {
        const std::size_t edge = std::min({i % 7, 6 - i % 7, i / 7, 6 - i / 7});
        values[i] = edge == 1 || edge == 3 ? 2 : 0;
    }
    const auto bands = contour_bands(raster_of(7, values), std::vector{1.0});
    ASSERT_EQ(bands.size(), 1U);
    ASSERT_EQ(bands[0].shape.parts.size(), 2U);
    EXPECT_EQ(bands[0].shape.parts[0].holes.size(), 1U);
    EXPECT_TRUE(bands[0].shape.parts[1].holes.empty());
    expect_sound_rings(bands[0].shape);
}

TEST(Contours, BandsAddUpToTheAreaAboveTheLowestBreakAndHaveSoundRings)
{
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        SCOPED_TRACE(seed);
        const Raster raster = rough_raster(seed);
        for (const std::vector<double>& breaks :
             {std::vector{1.0, 2.0, 3.0, 4.0}, std::vector{0.5, 1.7, 4.2}}) {
            const auto bands = contour_bands(raster, breaks);
            const double whole_m2 = total_area_m2(contour_bands(raster, std::span(breaks).first(1)));
            ASSERT_NEAR(total_area_m2(bands), whole_m2, 1e-9 * whole_m2);
            for (const ContourBand& band : bands) {
                expect_sound_rings(band.shape);
            }
            if (HasFatalFailure()) {
                return;
            }
        }
    }
}

TEST(Contours, NeighbouringBandsShareTheirSidesExactlyAndRunAlongThemInOppositeDirections)
{
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const Raster raster = rough_raster(seed);
        const std::vector breaks{1.0, 2.0, 4.0};
        const auto bands = contour_bands(raster, breaks);
        std::map<Side, int> balance;
        for (const ContourBand& band : bands) {
            for (const Side& side : sides_of(band.shape)) {
                ASSERT_EQ(++balance[side], 1) << "each side once";
            }
        }
        // What no neighbour takes back is the outline of the area above the lowest break.
        std::set<Side> outline;
        for (const auto& [side, count] : balance) {
            if (!balance.contains({side.second, side.first})) {
                outline.insert(side);
            }
        }
        const auto whole = contour_bands(raster, std::span(breaks).first(1));
        const auto sides = sides_of(whole[0].shape);
        ASSERT_EQ(outline, std::set<Side>(sides.begin(), sides.end()));
    }
}

TEST(Contours, CoverExactlyTheBandOfEachPixelCentreBetweenBreaks)
{
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const Raster raster = rough_raster(seed);
        const auto bands = contour_bands(raster, std::vector{0.5, 1.5, 2.5, 4.5});
        for (std::int32_t row = 0; row < raster.grid.rows; ++row) {
            for (std::int32_t col = 0; col < raster.grid.cols; ++col) {
                const double value =
                    raster.values[static_cast<std::size_t>(std::int64_t{row} * raster.grid.cols + col)];
                for (const ContourBand& band : bands) {
                    ASSERT_EQ(covers(band.shape, raster.grid.centre(col, row)),
                              value >= band.lower && value < band.upper)
                        << value << " in [" << band.lower << ", " << band.upper << ")";
                }
            }
        }
    }
}

TEST(Contours, PartBandsThatAHigherClassCutsInTwo)
{
    // The peak's diamond meets the outline half way to the outside, north and south of it.
    const auto bands = contour_bands(raster_of(3, {5, 9, 5}), std::vector{1.0, 7.0});
    ASSERT_EQ(bands.size(), 2U);
    ASSERT_EQ(bands[0].shape.parts.size(), 2U)
        << "west and east of it, not one part with a hole that cuts it";
    EXPECT_TRUE(bands[0].shape.parts[0].holes.empty());
    EXPECT_TRUE(bands[0].shape.parts[1].holes.empty());
    EXPECT_EQ(bands[1].shape.parts.size(), 1U);
}

TEST(Contours, OfAFlatRasterAreOneWholeOrNothing)
{
    const Raster raster = raster_of(4, std::vector<double>(12, 3.0));
    EXPECT_EQ(contour_bands(raster, std::vector{3.0}).size(), 1U) << "a value on the break is in the band";
    EXPECT_TRUE(contour_bands(raster, std::vector{3.5}).empty());
    EXPECT_TRUE(contour_bands(raster, {}).empty());
    EXPECT_TRUE(contour_bands(raster_of(2, {nan, nan}), std::vector{0.0}).empty());
}

TEST(Contours, RefuseBreaksThatDoNotRise)
{
    const Raster raster = raster_of(2, {1, 2});
    for (const std::vector<double>& breaks :
         {std::vector{2.0, 1.0}, std::vector{1.0, 1.0}, std::vector{nan}}) {
        EXPECT_THROW(static_cast<void>(contour_bands(raster, breaks)), Error);
    }
}

TEST(ClassBreaks, ByQuantilesHoldAboutEqualNumbersOfPositivePixels)
{
    std::vector<double> values{nan, 0, 0, -1};
    for (int i = 100; i > 0; --i) {
        values.push_back(i);
    }
    EXPECT_EQ(quantile_breaks(raster_of(4, values), 5), (std::vector<double>{1, 21, 41, 61, 81}));
    EXPECT_EQ(quantile_breaks(raster_of(4, {0, 2, 2, 2}), 5), (std::vector<double>{2}))
        << "repeated values, one break";
    EXPECT_TRUE(quantile_breaks(raster_of(2, {0, nan}), 5).empty());
    EXPECT_THROW(static_cast<void>(quantile_breaks(raster_of(2, {0, 1}), 0)), Error);
}

TEST(ClassBreaks, ByQuantilesOfManyPixelsAreThoseOfTheSortedOnesForAnyNumberOfThreads)
{
    std::mt19937_64 random(11);
    std::lognormal_distribution<double> value(0, 4);
    std::vector<double> values(std::size_t{500} * 700);
    std::ranges::generate(values, [&] { return value(random); });
    for (std::size_t i = 0; i < values.size(); i += 7) {
        values[i] = i % 2 == 0 ? nan : -values[i];
    }
    std::vector<double> sorted;
    std::ranges::copy_if(values, std::back_inserter(sorted), [](double v) { return v > 0; });
    std::ranges::sort(sorted);
    std::vector<double> expected;
    for (std::size_t i = 0; i < 9; ++i) {
        expected.push_back(sorted[sorted.size() / 9 * i + sorted.size() % 9 * i / 9]);
    }
    const Raster raster = raster_of(500, std::move(values));
    for (const unsigned threads : {1U, 2U, 3U, 8U}) {
        const ThreadLimit limit(threads);
        EXPECT_EQ(quantile_breaks(raster, 9), expected) << threads << " threads";
    }
}

TEST(ClassBreaks, BySharesAreTheSmallestAreaThatHoldsTheShare)
{
    const Raster raster = raster_of(5, {0, 40, 10, 30, 20, 0, nan, 0, 0, 0});
    EXPECT_EQ(share_breaks(raster, std::vector{0.25, 0.5, 0.75, 0.95}),
              (std::vector<double>{10, 20, 30, 40}));
    EXPECT_EQ(share_breaks(raster, std::vector{0.4, 0.3}), (std::vector<double>{40}))
        << "order does not matter";
    EXPECT_TRUE(share_breaks(raster_of(2, {0, nan}), std::vector{0.5}).empty());
    EXPECT_THROW(static_cast<void>(share_breaks(raster, std::vector{1.0})), Error);
}

}  // namespace
}  // namespace wardmap
