#include "wardmap/evaluation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

TEST(Evaluation, ScoresOfACaseWorkedByHand)
{
    // 25 of 100 later incidents on 2 of 100 km²; 40 of 200 earlier ones; 50 would have been possible
    const HoldoutScore score = score_holdout({25, 100, 40, 200, 50, 2e6, 100e6});
    EXPECT_DOUBLE_EQ(score.hit_rate, 0.25);
    EXPECT_DOUBLE_EQ(score.pai, 12.5);
    EXPECT_DOUBLE_EQ(score.pei, 0.5);
    EXPECT_DOUBLE_EQ(score.per_km2, 12.5);
    EXPECT_DOUBLE_EQ(score.rri, 1.25);
    // R 4.2.2: qbinom(c(.025, .975), 100, .25)/100
    EXPECT_DOUBLE_EQ(score.hit_rate_interval.lower, 0.17);
    EXPECT_DOUBLE_EQ(score.hit_rate_interval.upper, 0.34);
    EXPECT_DOUBLE_EQ(score.pai_interval.lower, 8.5);
}

TEST(Evaluation, TheIntervalIsThatOfABootstrapWithManyRepeats)
{
    std::mt19937_64 random(5);
    std::uniform_int_distribution<int> draw(0, 399);
    std::vector<double> rates;
    for (int repeat = 0; repeat < 4000; ++repeat) {
        int hits = 0;
        for (int i = 0; i < 400; ++i) {
            hits += draw(random) < 90 ? 1 : 0;  // 90 of the 400 were hits
        }
        rates.push_back(hits / 400.0);
    }
    std::sort(rates.begin(), rates.end());
    const HoldoutScore score = score_holdout({90, 400, 1, 1, 90, 1, 10});
    EXPECT_NEAR(score.hit_rate_interval.lower, rates[100], 0.006);
    EXPECT_NEAR(score.hit_rate_interval.upper, rates[3900], 0.006);
}

TEST(Evaluation, TheWholeAreaScoresOne)
{
    const HoldoutScore score = score_holdout({70, 70, 90, 90, 70, 5e6, 5e6});
    EXPECT_DOUBLE_EQ(score.pai, 1);
    EXPECT_DOUBLE_EQ(score.pei, 1);
    EXPECT_DOUBLE_EQ(score.rri, 1);
}

TEST(Evaluation, TiesAreRankedAgainstUs)
{
    const std::vector<double> scores{1, 3, 1, 1};
    const std::vector<double> test{9, 0, 2, 5};
    EXPECT_EQ(top_cells(scores, test, 2), (std::vector<std::uint32_t>{1, 2}));
    EXPECT_EQ(top_cells(scores, test, 9).size(), 4U);
}

TEST(Evaluation, WithoutIncidentsThereIsNoScore)
{
    EXPECT_THROW((void)score_holdout({0, 0, 1, 1, 1, 1, 10}), Error);
    EXPECT_THROW((void)score_holdout({1, 2, 1, 1, 1, 0, 10}), Error);
}

}  // namespace
}  // namespace wardmap
