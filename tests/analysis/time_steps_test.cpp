#include "wardmap/time_steps.hpp"

#include <gtest/gtest.h>

namespace wardmap {
namespace {

CivilDay day(std::string_view text) { return *parse_iso_day(text); }

TimeSpan on(std::string_view text)
{
    return {CivilSecond(day(text)), CivilSecond(day(text)),
            text.size() == 7 ? TimePrecision::month : TimePrecision::day};
}

TEST(step_length, is_a_number_of_months_weeks_or_days)
{
    EXPECT_EQ(step_length_named("1month"), (StepLength{1, 0}));
    EXPECT_EQ(step_length_named("2weeks"), (StepLength{0, 14}));
    EXPECT_EQ(step_length_named("10days"), (StepLength{0, 10}));
    for (const char* wrong : {"", "month", "0days", "1year", "-1month", "1 month", "99999days", "1"}) {
        EXPECT_EQ(step_length_named(wrong), std::nullopt) << wrong;
    }
}

TEST(time_steps, of_months_end_with_the_period_and_take_month_only_dates)
{
    const std::vector<TimeSpan> times = {
        on("2025-01-15"), on("2025-02"), on("2025-03-31"), on("2025-04-01"), {}};
    const TimeSteps steps = time_steps(times, {day("2025-01-10"), day("2025-04-01")}, {1, 0});
    EXPECT_EQ(steps.count, 3U);
    EXPECT_EQ(steps.of_time, (std::vector<std::int32_t>{0, 1, 2, -1, -1}));
    EXPECT_EQ(steps.left_out, 2U);
    EXPECT_EQ(step_text(steps.begins.front(), {1, 0}), "2025-01");
    EXPECT_EQ(step_text(steps.begins.back(), {1, 0}), "2025-03");
}

TEST(time_steps, of_days_leave_the_rest_at_the_beginning_out)
{
    const std::vector<TimeSpan> times = {on("2025-01-01"), on("2025-01-03"), on("2025-01-09"),
                                         on("2025-01-10"), on("2025-01-16")};
    const TimeSteps steps = time_steps(times, {day("2025-01-01"), day("2025-01-17")}, {0, 7});
    EXPECT_EQ(steps.count, 2U);
    EXPECT_EQ(steps.of_time, (std::vector<std::int32_t>{-1, 0, 0, 1, 1}));
    EXPECT_EQ(step_text(steps.begins.front(), {0, 7}), "2025-01-03");
}

TEST(time_steps, of_an_empty_period_are_none)
{
    EXPECT_EQ(time_steps({}, {day("2025-01-01"), day("2025-01-01")}, {0, 7}).count, 0U);
    EXPECT_EQ(time_steps({}, {day("2025-01-01"), day("2025-01-01")}, {1, 0}).count, 0U);
}

}  // namespace
}  // namespace wardmap
