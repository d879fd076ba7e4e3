#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "wardmap/contours.hpp"

namespace wardmap {
namespace {

/// Each break at most a thousandth below the one from all values together.
void expect_just_below(const std::vector<double>& ranked, const std::vector<double>& exact)
{
    ASSERT_EQ(ranked.size(), exact.size());
    for (std::size_t i = 0; i < exact.size(); ++i) {
        EXPECT_LE(ranked[i], exact[i]) << i;
        EXPECT_GE(ranked[i], exact[i] * 0.999) << i;
    }
}

TEST(PixelRanks, GiveTheBreaksOfTheWholeRasterFromItsPieces)
{
    std::mt19937_64 random(3);
    std::lognormal_distribution<double> density(-2, 4);
    Raster raster{{{0, 0}, 10, 100, 90}, {}};
    for (int i = 0; i < 9000; ++i) {
        raster.values.push_back(i % 7 == 0 ? 0 : density(random));
    }
    raster.values[5] = std::numeric_limits<double>::quiet_NaN();
    PixelRanks ranks;
    const std::span<const double> values = raster.values;
    ranks.add(values.first(4000));
    ranks.add(values.subspan(4000));
    for (const int classes : {1, 5, 10}) {
        expect_just_below(ranks.quantile_breaks(classes), quantile_breaks(raster, classes));
    }
    const std::vector<double> shares{0.25, 0.5, 0.75};
    expect_just_below(ranks.share_breaks(shares), share_breaks(raster, shares));
}

TEST(PixelRanks, OfNothingGiveNoBreaks)
{
    PixelRanks ranks;
    ranks.add(std::vector<double>{0, 0, std::numeric_limits<double>::quiet_NaN()});
    EXPECT_TRUE(ranks.quantile_breaks(5).empty());
    EXPECT_TRUE(ranks.share_breaks(std::vector<double>{0.5}).empty());
}

}  // namespace
}  // namespace wardmap
