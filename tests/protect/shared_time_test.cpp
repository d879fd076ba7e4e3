#include "shared_time.hpp"

#include <gtest/gtest.h>

namespace wardmap {
namespace {

using protection::Share;

Share share(const char* period, const char* month, const char* of_other)
{
    PublishedNumber number;
    number.period = period;
    number.part = *month == '\0' ? "ward" : "month";
    number.name = month;
    return protection::share_of(number, of_other);
}

TEST(SharedTime, APeriodIsInsideAnotherBesideItOrHalfInIt)
{
    constexpr const char* half_year = "2026-01-01/2026-06-30";
    EXPECT_EQ(share(half_year, "", half_year), Share::all);
    EXPECT_EQ(share(half_year, "", "2025-07-01/2026-06-30"), Share::all);
    EXPECT_EQ(share(half_year, "", "2026-02-01/2026-07-31"), Share::some);
    EXPECT_EQ(share(half_year, "", "2026-06-30/2026-06-30"), Share::some);
    EXPECT_EQ(share(half_year, "", "2026-07-01/2026-12-31"), Share::none);
}

TEST(SharedTime, AMonthOrQuarterCountsAsFarAsItsOwnPeriodHoldsIt)
{
    EXPECT_EQ(share("2026-01-01/2026-06-30", "2026-02", "2026-02-01/2026-02-28"), Share::all);
    EXPECT_EQ(share("2026-01-01/2026-06-30", "2026-03", "2026-01-01/2026-03-15"), Share::some);
    EXPECT_EQ(share("2026-01-01/2026-03-15", "2026-03", "2026-01-01/2026-06-30"), Share::all);
    EXPECT_EQ(share("2026-01-01/2026-03-15", "2026-03", "2026-03-16/2026-06-30"), Share::none);
    EXPECT_EQ(share("2026-01-01/2026-12-31", "2026-Q1", "2026-01-01/2026-03-31"), Share::all);
    EXPECT_EQ(share("2026-01-01/2026-12-31", "2026-Q2", "2026-01-01/2026-05-31"), Share::some);
}

TEST(SharedTime, WhereAPeriodIsNotKnownOnlyMonthsAreTheSame)
{
    EXPECT_EQ(share("", "2026-02", "2026-01-01/2026-06-30"), Share::all);
    EXPECT_EQ(share("2026-01-01/2026-06-30", "", ""), Share::none);
    EXPECT_EQ(share("2026-01-01/2026-06-30", "the month of May", "2026-01-01/2026-12-31"), Share::none);
}

}  // namespace
}  // namespace wardmap
