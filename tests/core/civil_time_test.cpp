#include "wardmap/civil_time.hpp"

#include <gtest/gtest.h>

namespace wardmap {
namespace {

using namespace std::chrono_literals;

UtcSecond utc(int y, unsigned m, unsigned d, std::chrono::seconds time)
{
    return std::chrono::sys_days{std::chrono::year{y} / std::chrono::month{m} / std::chrono::day{d}} + time;
}

TEST(CivilTime, ClocksGoForwardOnTheLastSundayOfMarchAtOneUtc)
{
    EXPECT_EQ(iso_second_text(to_civil(utc(2025, 3, 30, 0h + 59min + 59s), TimeZone::london)),
              "2025-03-30T00:59:59");
    EXPECT_EQ(iso_second_text(to_civil(utc(2025, 3, 30, 1h), TimeZone::london)), "2025-03-30T02:00:00");
}

TEST(CivilTime, ClocksGoBackOnTheLastSundayOfOctoberAtOneUtc)
{
    EXPECT_EQ(iso_second_text(to_civil(utc(2025, 10, 26, 0h + 59min + 59s), TimeZone::london)),
              "2025-10-26T01:59:59");
    EXPECT_EQ(iso_second_text(to_civil(utc(2025, 10, 26, 1h), TimeZone::london)), "2025-10-26T01:00:00");
}

TEST(CivilTime, UtcHasNoSummerTime)
{
    EXPECT_EQ(iso_second_text(to_civil(utc(2025, 7, 1, 12h), TimeZone::utc)), "2025-07-01T12:00:00");
}

TEST(CivilTime, DaysThatDoNotExistAreRefused)
{
    EXPECT_TRUE(parse_iso_day("2024-02-29"));
    for (const char* text :
         {"2025-02-29", "2025-13", "2025-00", "2025-1-1", "2025/01/01", "", "20250101", "2025-01-0x"}) {
        EXPECT_FALSE(parse_iso_day(text)) << text;
    }
}

TEST(CivilTime, PeriodsReadAsPeopleSayThem)
{
    const Period half_year{*parse_iso_day("2025-01"), *parse_iso_day("2025-07")};
    EXPECT_EQ(british_period_text(half_year), "January 2025 to June 2025");
    EXPECT_EQ(british_period_text({*parse_iso_day("2025-02"), *parse_iso_day("2025-03")}), "February 2025");
    EXPECT_EQ(british_period_text({*parse_iso_day("2025-01-03"), *parse_iso_day("2025-06-13")}),
              "3 January 2025 to 12 June 2025");
    EXPECT_EQ(half_year.days(), 181);
    EXPECT_TRUE(half_year.contains(CivilSecond{half_year.begin}));
    EXPECT_FALSE(half_year.contains(CivilSecond{half_year.end}));
}

TEST(CivilTime, OnlyZonesWithBuiltInRulesAreKnown)
{
    EXPECT_EQ(time_zone_named("Europe/London"), TimeZone::london);
    EXPECT_FALSE(time_zone_named("America/Chicago"));
}

}  // namespace
}  // namespace wardmap
