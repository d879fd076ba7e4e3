#include "trend_chart.hpp"

#include <gtest/gtest.h>

#include "sample_town.hpp"

namespace wardmap::report {

namespace {

std::vector<TrendMonth> of_area() { return trend_of(monthly_table(sample::months(), sample::context()), ""); }

std::string chart_of(const std::vector<TrendMonth>& months)
{
    return trend_html(months, {.id = "chart", .title = "Incidents by month"});
}

std::size_t lines_of(const std::string& html)
{
    std::size_t count = 0;
    for (std::size_t at = html.find("stroke-width=\"1.6\""); at != std::string::npos;
         at = html.find("stroke-width=\"1.6\"", at + 1)) {
        ++count;
    }
    return count;
}

}  // namespace

TEST(TrendChart, ReadsTheMonthsOfOneWardInOrderWithTheirLimits)
{
    FeatureTable table = monthly_table(sample::months(), sample::context());
    table.features = std::vector<Feature>(table.features.rbegin(), table.features.rend());
    const std::vector<TrendMonth> months = trend_of(table, "E105");
    ASSERT_EQ(months.size(), 18U);
    EXPECT_EQ(months.front().number, 12 * 2025);
    EXPECT_FALSE(months[11].low.has_value()) << "fewer than twelve months before it";
    EXPECT_TRUE(months[12].low.has_value());
    EXPECT_EQ(months.back().signal, 1);
    EXPECT_TRUE(trend_of(table, "nowhere").empty());
}

TEST(TrendChart, TellsRangeAndTheMonthsBeyondTheLimits)
{
    EXPECT_EQ(trend_words(of_area()),
              "January 2025 to June 2026: 6 to 40 a month. Out of the usual: June 2026 (40 where 2 to 19 is "
              "usual).");
    std::vector<TrendMonth> few = of_area();
    few.resize(11);
    EXPECT_EQ(trend_words(few),
              "January 2025 to November 2025: 6 to 12 a month. Too few months to say what is usual.");
}

TEST(TrendChart, AMonthWithoutRecordsOrWithAHiddenCountBreaksTheLine)
{
    std::vector<TrendMonth> months = of_area();
    EXPECT_EQ(lines_of(chart_of(months)), 1U);
    months.erase(months.begin() + 5);
    EXPECT_EQ(lines_of(chart_of(months)), 2U);
    months[10].count = std::nullopt;
    EXPECT_EQ(lines_of(chart_of(months)), 3U);
}

TEST(TrendChart, OneMonthIsNoTrend)
{
    EXPECT_EQ(chart_of({of_area().front()}), "");
    EXPECT_EQ(chart_of({}), "");
}

TEST(TrendChart, HasATitleAndTheWordsForThoseWhoDoNotSeeIt)
{
    const std::string html = chart_of(of_area());
    EXPECT_NE(html.find("role=\"img\" aria-labelledby=\"chart-title chart-desc\""), std::string::npos);
    EXPECT_NE(html.find("<desc id=\"chart-desc\">January 2025 to June 2026"), std::string::npos);
}

}  // namespace wardmap::report
