#include "wardmap/displacement.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace wardmap {
namespace {

TEST(Displacement, DifferenceIsThatOfWheelerAndRatcliffe)
{
    // R 4.2.2: est <- (29-46) - (38-40); se <- sqrt(29+46+38+40); est + c(-1,1)*qnorm(.975)*se
    const EstimatedDifference made = displacement_difference({46, 29}, {40, 38});
    EXPECT_DOUBLE_EQ(made.incidents, -15);
    EXPECT_NEAR(made.standard_error, 12.3693168768530, 1e-11);
    EXPECT_NEAR(made.interval.lower, -39.2434155919953, 1e-11);
    EXPECT_NEAR(made.interval.upper, 9.2434155919953, 1e-11);
}

TEST(Displacement, ScaledDifferenceIsThePlainOneForAControlOfEqualSizeWithoutTrend)
{
    const auto scaled = scaled_displacement_difference({80, 55}, {80, 80});
    const EstimatedDifference plain = displacement_difference({80, 55}, {80, 80});
    ASSERT_TRUE(scaled.has_value());
    EXPECT_DOUBLE_EQ(scaled->incidents, plain.incidents);
    EXPECT_DOUBLE_EQ(scaled->standard_error, plain.standard_error);
}

TEST(Displacement, AZoneThatFollowsTheTownHasNoEffect)
{
    const auto effect = zone_effect({60, 30}, {40, 20}, {1000, 500});
    ASSERT_TRUE(effect.has_value());
    EXPECT_DOUBLE_EQ(effect->inside.incidents, 0);
    EXPECT_DOUBLE_EQ(effect->around->incidents, 0);
    EXPECT_EQ(difference_words(effect->both), "no different from elsewhere's trend");
}

TEST(Displacement, ZoneAndRingAddUpToBoth)
{
    const auto effect = zone_effect({120, 50}, {40, 61}, {900, 870});
    ASSERT_TRUE(effect && effect->around);
    EXPECT_NEAR(effect->inside.incidents + effect->around->incidents, effect->both.incidents, 1e-10);
    EXPECT_EQ(difference_words(effect->inside), "fewer than elsewhere's trend");
    EXPECT_EQ(difference_words(effect->around.value()), "more than elsewhere's trend");
}

TEST(Displacement, NothingIsSaidWithoutIncidentsBefore)
{
    EXPECT_FALSE(zone_effect({0, 5}, {3, 3}, {100, 100}).has_value());
    EXPECT_FALSE(zone_effect({5, 5}, {3, 3}, {0, 100}).has_value());
    EXPECT_FALSE(zone_effect({5, 5}, {0, 3}, {100, 100})->around.has_value());
}

TEST(Displacement, IntervalsHoldTheTruthInNineteenOfTwentyTowns)
{
    std::mt19937_64 random(3);
    std::poisson_distribution<std::uint64_t> zone_before(60);
    std::poisson_distribution<std::uint64_t> zone_after(60 * 1.4 - 30);  // 30 were prevented
    std::poisson_distribution<std::uint64_t> town_before(800);
    std::poisson_distribution<std::uint64_t> town_after(800 * 1.4);
    int held = 0;
    constexpr int towns = 2000;
    for (int i = 0; i < towns; ++i) {
        const auto made = scaled_displacement_difference({zone_before(random), zone_after(random)},
                                                         {town_before(random), town_after(random)});
        held += made->interval.lower <= -30 && -30 <= made->interval.upper ? 1 : 0;
    }
    EXPECT_NEAR(static_cast<double>(held) / towns, 0.95, 0.015);
}

}  // namespace
}  // namespace wardmap
