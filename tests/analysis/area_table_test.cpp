#include "wardmap/area_table.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

AreaSet four_wards()
{
    AreaSet set;
    const std::vector<std::optional<double>> people{8000.0, std::nullopt, 0.0, 500.0};
    for (std::size_t i = 0; i < people.size(); ++i) {
        const double x_m = 2000.0 * static_cast<double>(i);
        set.areas.push_back(
            {"W" + std::to_string(i), "", people[i], {{box_polygon({x_m, 0, x_m + 2000, 1000})}}});
    }
    return set;
}

const std::vector<std::int32_t> incidents{0, 3, 0, 1, AreaIndex::outside, 0, 3, 1, 0, AreaIndex::outside};

TEST(AreaTable, CountsOverAreasAndOutsideAddUpToTheIncidents)
{
    const AreaTable table = area_table(four_wards(), incidents, std::nullopt);
    ASSERT_EQ(table.rows.size(), 4U);
    EXPECT_EQ(table.rows[0].count, 4U);
    EXPECT_EQ(table.rows[2].count, 0U);
    EXPECT_EQ(table.outside, 2U);
    EXPECT_EQ(table.inside() + table.outside, incidents.size());
    const double shares = std::accumulate(table.rows.begin(), table.rows.end(), 0.0,
                                          [](double sum, const AreaRow& row) { return sum + row.share; });
    EXPECT_DOUBLE_EQ(shares, 1);
    EXPECT_DOUBLE_EQ(table.rows[0].area_km2, 2);
    EXPECT_DOUBLE_EQ(table.rows[0].per_km2, 2);
}

TEST(AreaTable, RatesArePerThousandWithGarwoodsIntervalAndEmptyWithoutPeople)
{
    const AreaTable table = area_table(four_wards(), incidents, std::nullopt);
    ASSERT_TRUE(table.rows[0].rate_per_1000.has_value());
    EXPECT_DOUBLE_EQ(*table.rows[0].rate_per_1000, 0.5);
    EXPECT_DOUBLE_EQ(table.rows[0].rate_interval->lower, poisson_interval(4).lower / 8);
    EXPECT_DOUBLE_EQ(table.rows[0].rate_interval->upper, poisson_interval(4).upper / 8);
    EXPECT_FALSE(table.rows[1].rate_per_1000.has_value());
    EXPECT_FALSE(table.rows[2].rate_per_1000.has_value());
    EXPECT_FALSE(table.rows[2].rate_interval.has_value());
}

TEST(AreaTable, RanksByCountTiesById)
{
    const AreaTable table = area_table(four_wards(), incidents, std::nullopt);
    EXPECT_EQ(table.rows[0].rank, 1U);
    EXPECT_EQ(table.rows[1].rank, 2U);
    EXPECT_EQ(table.rows[3].rank, 3U);
    EXPECT_EQ(table.rows[2].rank, 4U);
}

TEST(AreaTable, ChangesKnowThatThePeriodsDifferInLength)
{
    const std::vector<std::int32_t> before{0, 0, 3, AreaIndex::outside};
    const AreaTable table = area_table(four_wards(), incidents, ComparisonCounts{before, 90, 180});
    ASSERT_TRUE(table.rows[0].change.has_value());
    EXPECT_EQ(table.rows[0].previous, 2U);
    EXPECT_DOUBLE_EQ(table.rows[0].change->rate_ratio, 1);
    EXPECT_DOUBLE_EQ(table.rows[0].change->p, change_between(2, 90, 4, 180).p);
    EXPECT_EQ(table.rows[2].previous, 0U);
    EXPECT_FALSE(area_table(four_wards(), incidents, std::nullopt).rows[0].change.has_value());
}

TEST(AreaTable, WithoutIncidentsSharesAreZeroAndIntervalsStillThere)
{
    const AreaTable table = area_table(four_wards(), {}, std::nullopt);
    EXPECT_EQ(table.rows[0].share, 0);
    EXPECT_EQ(table.rows[0].rate_per_1000, 0);
    EXPECT_NEAR(table.rows[0].rate_interval->upper, 3.68887945411394 / 8, 1e-12);
}

TEST(AreaTable, AnAreaThatIsNotInTheSetIsADefect)
{
    EXPECT_THROW((void)area_table(four_wards(), std::vector<std::int32_t>{4}, std::nullopt), Error);
}

}  // namespace
}  // namespace wardmap
