#include "wardmap/main_body.hpp"

#include <gtest/gtest.h>

namespace wardmap {
namespace {

TEST(MainBody, LeavesOutAFewFarPointsAndKeepsTheRestInOrder)
{
    std::vector<PointM> town;
    for (int i = 0; i < 200; ++i) {
        town.push_back({523'000.0 + 37 * (i % 50), 224'000.0 + 91.0 * (i % 23)});
    }
    std::vector<PointM> points = town;
    points.insert(points.begin() + 7, {0.1, 0.2});
    points.push_back({-80'000, 1'200'000});
    EXPECT_EQ(main_body_of(points, 5000), town);
}

TEST(MainBody, IsOneThroughAChainOfShortGaps)
{
    std::vector<PointM> chain;
    for (int i = 0; i < 40; ++i) {
        chain.push_back({4000.0 * i, 0});
    }
    EXPECT_EQ(main_body_of(chain, 5000), chain);
}

TEST(MainBody, IsNotLedAstrayByAThinTrail)
{
    std::vector<PointM> town;
    for (int i = 0; i < 10'000; ++i) {
        town.push_back({2500.0 + i % 100, 2500.0 + i % 77});
    }
    std::vector<PointM> points = town;
    for (int i = 1; i < 20; ++i) {
        points.push_back({2500.0 + 5000 * i, 2500});
    }
    EXPECT_EQ(main_body_of(points, 5000), town);
}

TEST(MainBody, OfNothingIsNothingAndOfOneIsThatOne)
{
    EXPECT_TRUE(main_body_of({}, 5000).empty());
    EXPECT_EQ(main_body_of({{1, 2}}, 5000).size(), 1U);
}

}  // namespace
}  // namespace wardmap
