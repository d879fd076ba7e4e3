#include "wardmap/seasons.hpp"

#include <gtest/gtest.h>

namespace wardmap {
namespace {

TEST(Seasons, AnEvenYearHasAnIndexOfOneInEveryMonth)
{
    std::vector<MonthCount> months;
    for (std::int32_t m = 0; m < 24; ++m) {
        months.push_back({12 * 2024 + m, 30, 60});
    }
    for (const SeasonMonth& month : seasons(months)) {
        EXPECT_EQ(month.years, 2U);
        EXPECT_EQ(month.count, 120U);
        EXPECT_NEAR(month.index, 1, 1e-12);
        EXPECT_LT(month.interval.lower, 1);
        EXPECT_GT(month.interval.upper, 1);
    }
}

TEST(Seasons, GoByDaysAndLeaveMonthsThatAreNotRecordedOut)
{
    // June: 90 in 30 days, twice; December: 31 in 31 days: 211 in 91 days
    const std::vector<MonthCount> months{
        {12 * 2024 + 5, 30, 90}, {12 * 2024 + 11, 31, 31}, {12 * 2025 + 5, 30, 90}};
    const auto year = seasons(months);
    EXPECT_EQ(year[0].years, 0U);
    EXPECT_EQ(year[5].years, 2U);
    EXPECT_NEAR(year[5].expected, 211.0 * 60 / 91, 1e-12);
    EXPECT_NEAR(year[5].index, 180 / (211.0 * 60 / 91), 1e-12);
    EXPECT_NEAR(year[11].index, 31 / (211.0 * 31 / 91), 1e-12);
    // R: poisson.test(31)$conf.int / (211 * 31 / 91)
    EXPECT_NEAR(year[11].interval.lower, poisson_interval(31).lower / (211.0 * 31 / 91), 1e-12);
    double count = 0;
    double expected = 0;
    for (const SeasonMonth& month : year) {
        count += static_cast<double>(month.count);
        expected += month.expected;
    }
    EXPECT_NEAR(count, expected, 1e-9) << "what is expected adds up to what came";
}

TEST(Seasons, SayNothingWithoutIncidents)
{
    const auto year = seasons(std::vector<MonthCount>{{12 * 2024, 31, 0}});
    EXPECT_EQ(year[0].years, 1U);
    EXPECT_EQ(year[0].expected, 0);
}

}  // namespace
}  // namespace wardmap
