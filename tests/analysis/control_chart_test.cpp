#include "wardmap/control_chart.hpp"

#include <gtest/gtest.h>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

std::vector<MonthCount> months_of(const std::vector<std::uint64_t>& counts)
{
    std::vector<MonthCount> months;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        months.push_back({static_cast<std::int32_t>(24300 + i), 30, counts[i]});
    }
    return months;
}

TEST(ControlChart, QuantilesAreThoseOfR)
{
    struct Case {
        double mean;
        std::uint64_t lower, upper;
    };
    // R 4.2.2: qpois(c(.00135, .99865), mean)
    for (const Case& c : std::vector<Case>{{0, 0, 0},
                                           {0.3, 0, 3},
                                           {2, 0, 7},
                                           {9.7, 2, 20},
                                           {40, 22, 60},
                                           {333.3, 280, 389},
                                           {5000, 4789, 5213}}) {
        EXPECT_EQ(poisson_quantile(0.00135, c.mean), c.lower) << c.mean;
        EXPECT_EQ(poisson_quantile(0.99865, c.mean), c.upper) << c.mean;
    }
}

TEST(ControlChart, JudgesNoMonthBeforeTwelveOthers)
{
    std::vector<std::uint64_t> counts(13, 40);
    counts[5] = 400;
    const auto points = control_chart(months_of(counts));
    for (std::size_t i = 0; i < 12; ++i) {
        EXPECT_FALSE(points[i].expected.has_value());
        EXPECT_EQ(points[i].signal, 0);
    }
    ASSERT_TRUE(points[12].expected.has_value());
    EXPECT_DOUBLE_EQ(*points[12].expected, 70);
}

TEST(ControlChart, SignalsAMonthOutsideTheLimitsOnly)
{
    for (const auto& [count, signal] :
         std::vector<std::pair<std::uint64_t, int>>{{21, -1}, {22, 0}, {40, 0}, {60, 0}, {61, 1}}) {
        std::vector<std::uint64_t> counts(12, 40);
        counts.push_back(count);
        EXPECT_EQ(control_chart(months_of(counts)).back().signal, signal) << count;
    }
}

TEST(ControlChart, KnowsThatMonthsDifferInLength)
{
    std::vector<MonthCount> months = months_of(std::vector<std::uint64_t>(13, 60));
    months.back().days = 15;
    const ControlPoint last = control_chart(months).back();
    EXPECT_DOUBLE_EQ(*last.expected, 30);
    EXPECT_EQ(last.signal, 1);
    EXPECT_EQ(last.last_year, 60U);
    EXPECT_DOUBLE_EQ(last.change_on_last_year->rate_ratio, 2);
}

TEST(ControlChart, AMonthThatTheRecordsDoNotCoverIsNoZero)
{
    std::vector<MonthCount> months = months_of(std::vector<std::uint64_t>(13, 40));
    months.erase(months.begin());
    const ControlPoint last = control_chart(months).back();
    EXPECT_FALSE(last.expected.has_value());
    EXPECT_FALSE(last.last_year.has_value());
}

TEST(ControlChart, MonthsOutOfOrderAreADefect)
{
    EXPECT_THROW((void)control_chart(std::vector<MonthCount>{{2, 30, 1}, {1, 30, 1}}), Error);
    EXPECT_THROW((void)control_chart(std::vector<MonthCount>{{2, 0, 1}}), Error);
}

}  // namespace
}  // namespace wardmap
