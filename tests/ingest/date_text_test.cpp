#include "wardmap/date_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fmt/format.h>

namespace wardmap {
namespace {

std::string read(std::string_view text, const DateRules& rules = {})
{
    const DateReading reading = read_date(text, rules);
    if (reading.order == DayMonthOrder::unreadable) {
        return "unreadable";
    }
    std::string whole = iso_second_text(reading.moment.at);
    switch (reading.moment.precision) {
        case TimePrecision::month:
            return whole.substr(0, 7);
        case TimePrecision::day:
            return whole.substr(0, 10);
        default:
            return whole;
    }
}

TEST(DateText, ReadsTheFormatsOfCouncilAndPoliceExports)
{
    for (const char* const text :
         {"03/05/2021", "3/5/2021", "3/5/21", "03-05-2021", "03.05.2021", "2021-05-03", "2021/05/03",
          "2021/5/3", "20210503", "3 May 2021", "3rd May 2021", "03-MAY-21", "3 may 21", "May 3, 2021",
          "Monday 3 May 2021", "Mon, 03 May 2021", "Mon 03/05/2021", "Monday, May 3, 2021", "3 Sept 2021"}) {
        EXPECT_EQ(read(text), std::string(text) == "3 Sept 2021" ? "2021-09-03" : "2021-05-03") << text;
    }
}

TEST(DateText, ReadsTimesOfDay)
{
    for (const char* const text :
         {"03/05/2021 18:05", "03/05/2021 18:05:00", "03/05/2021 6:05 PM", "03/05/2021 06:05:00pm",
          "2021-05-03T18:05", "2021-05-03 18:05:00.123", "2021-05-03T180500", "3 May 2021, 18:05",
          "03/05/2021 1805", "03/05/2021 18.05", "03/05/2021 1805hrs", "May 3, 2021 6:05 p.m."}) {
        EXPECT_EQ(read(text), "2021-05-03T18:05:00") << text;
    }
    EXPECT_EQ(read("03/05/2021 12:00 AM"), "2021-05-03T00:00:00");
    EXPECT_EQ(read("03/05/2021 12:00 PM"), "2021-05-03T12:00:00");
    EXPECT_EQ(read("03/05/2021 00:00"), "2021-05-03T00:00:00");
}

TEST(DateText, ReadsMonthsAlone)
{
    for (const char* const text : {"2021-05", "05/2021", "May 2021", "2021/05"}) {
        EXPECT_EQ(read(text), "2021-05") << text;
    }
}

TEST(DateText, TurnsTimesWithAnOffsetIntoCivilTime)
{
    EXPECT_EQ(read("2021-05-03T18:05:00Z"), "2021-05-03T19:05:00") << "summer time";
    EXPECT_EQ(read("2021-01-03T18:05:00Z"), "2021-01-03T18:05:00");
    EXPECT_EQ(read("2021-05-03T18:05:00+01:00"), "2021-05-03T18:05:00");
    EXPECT_EQ(read("2021-05-03T00:30:00+0200"), "2021-05-02T23:30:00");
    EXPECT_EQ(read("2021-01-01T23:30:00-05:00"), "2021-01-02T04:30:00");
    EXPECT_EQ(read("2021-05-03 18:05:00 UTC", {.zone = TimeZone::utc}), "2021-05-03T18:05:00");
    EXPECT_EQ(read("2021-05-03 18:05:00 BST"), "2021-05-03T18:05:00");
}

TEST(DateText, TurnsSecondsAndMillisecondsSince1970IntoCivilTime)
{
    EXPECT_EQ(read("1667278839000", {.zone = TimeZone::utc}), "2022-11-01T05:00:39");
    EXPECT_EQ(read("1667278839", {.zone = TimeZone::utc}), "2022-11-01T05:00:39");
    EXPECT_EQ(read("1620065100"), "2021-05-03T19:05:00") << "summer time";
    for (const char* const text :
         {"16672788390", "166727883", "2667278839000", "1667278839.0", "-667278839"}) {
        EXPECT_EQ(read(text), "unreadable") << text;
    }
}

TEST(DateText, RefusesDatesAndTimesThatDoNotExist)
{
    for (const char* const text :
         {"31/02/2021", "29/02/2021", "00/05/2021", "32/01/2021", "13/13/2021", "2021-13", "2021-00",
          "2021-02-30", "03/05/2021 24:00", "03/05/2021 18:60", "03/05/2021 18:05:60", "03/05/2021 13:05 PM",
          "03/05/2021 0:05 AM", "2021-05-03T18:05:00+25:00", "3 Mai 2021", "31 June 2021", "03/05/0021",
          "03/05/2521", "1899-12-31"}) {
        EXPECT_EQ(read(text), "unreadable") << text;
    }
    EXPECT_EQ(read("29/02/2020"), "2020-02-29");
}

TEST(DateText, RefusesTextWithMoreOrLessThanADate)
{
    for (const char* const text : {"",
                                   "yesterday",
                                   "03/05",
                                   "2021",
                                   "03/05/2021 at night",
                                   "03/05/2021x",
                                   "03/05/2021 18:05 x",
                                   "03/05-2021",
                                   "03//05/2021",
                                   "44319",
                                   "18:05",
                                   "May",
                                   "Monday",
                                   "3/May",
                                   "2021-05 18:05",
                                   "03/05/20211",
                                   "1/2/3/4",
                                   "03/05/2021 - 04/05/2021",
                                   "12/",
                                   "/",
                                   "-",
                                   "9999999999999999999999"}) {
        EXPECT_EQ(read(text), "unreadable") << text;
    }
}

TEST(DateText, TellsWhichOrdersADateAllows)
{
    EXPECT_EQ(read_date("25/12/2021", {}).order, DayMonthOrder::only_day_first);
    EXPECT_EQ(read_date("12/25/2021", {}).order, DayMonthOrder::only_month_first);
    EXPECT_EQ(read_date("03/05/2021", {}).order, DayMonthOrder::ambiguous);
    EXPECT_EQ(read_date("05/05/2021", {}).order, DayMonthOrder::any);
    EXPECT_EQ(read_date("2021-05-03", {}).order, DayMonthOrder::any);
    EXPECT_EQ(read_date("3 May 2021", {}).order, DayMonthOrder::any);
}

TEST(DateText, AStatedOrderDecidesAndRefusesTheOther)
{
    EXPECT_EQ(read("03/05/2021", {.order = DateOrder::month_first}), "2021-03-05");
    EXPECT_EQ(read("25/12/2021", {.order = DateOrder::month_first}), "unreadable");
    EXPECT_EQ(read("12/25/2021", {.order = DateOrder::day_first}), "unreadable");
    EXPECT_EQ(read("21/05/03", {.order = DateOrder::year_first}), "2021-05-03");
    EXPECT_EQ(read("03/05/2021", {.order = DateOrder::year_first}), "unreadable");
    EXPECT_EQ(read("2021-05-03", {.order = DateOrder::month_first}), "2021-05-03");
}

TEST(DateText, ReadsExcelSerialsOnlyWhenDeclared)
{
    const DateRules declared{.excel_serials = true};
    EXPECT_EQ(read("44319", declared), "2021-05-03");
    EXPECT_EQ(read("44319.75", declared), "2021-05-03T18:00:00");
    EXPECT_EQ(read("03/05/2021", declared), "2021-05-03");
    EXPECT_EQ(read("44319"), "unreadable");
    EXPECT_EQ(read("1", declared), "unreadable");
    EXPECT_EQ(read("-5", declared), "unreadable");
    EXPECT_EQ(read("1e300", declared), "unreadable");
}

TEST(DateText, MarksOfWritingDirectionDoNotHideADate)
{
    EXPECT_EQ(read("\xE2\x80\x8E"
                   "03/\xE2\x80\x8E"
                   "05/\xE2\x80\x8E"
                   "2021"),
              "2021-05-03");
}

TEST(DateText, ReadsTimesOfDayOfAColumnOfTheirOwn)
{
    EXPECT_EQ(read_time_of_day("12:00:39 AM"), std::chrono::seconds{39});
    EXPECT_EQ(read_time_of_day("2230"), std::chrono::seconds{81000});
    EXPECT_EQ(read_time_of_day("22:30 hrs"), std::chrono::seconds{81000});
    EXPECT_EQ(read_time_of_day("25:00"), std::nullopt);
    EXPECT_EQ(read_time_of_day("evening"), std::nullopt);
    EXPECT_EQ(read_time_of_day(""), std::nullopt);
}

TEST(DateText, AnOffsetOfManyDigitsIsNone)
{
    // Found by fuzzing: the hours were turned into seconds before they were looked at, and overflowed.
    EXPECT_EQ(read("2021-05-03T18:05+01166727883900:00"), "unreadable");
    EXPECT_EQ(read("2021-05-03T18:05+99999999"), "unreadable");
    EXPECT_EQ(read("2021-05-03T18:05+01:99999999"), "unreadable");
    EXPECT_EQ(read("2021-05-03T18:05+01:00"), "2021-05-03T18:05:00");
}

RC_GTEST_PROP(DateText, EveryDayReadsBackFromEveryFormat, ())
{
    const CivilDay day = CivilDay{std::chrono::days{*rc::gen::inRange(-25567, 47847)}};
    const std::chrono::year_month_day ymd{day};
    const auto y = static_cast<int>(ymd.year());
    const auto m = static_cast<unsigned>(ymd.month());
    const auto d = static_cast<unsigned>(ymd.day());
    const std::string expected = iso_day_text(day);
    RC_ASSERT(read(expected) == expected);
    RC_ASSERT(read(fmt::format("{}/{}/{}", d, m, y), {.order = DateOrder::day_first}) == expected);
    RC_ASSERT(read(fmt::format("{}/{}/{}", m, d, y), {.order = DateOrder::month_first}) == expected);
    RC_ASSERT(read(british_day_text(day)) == expected);
    RC_ASSERT(read(fmt::format("{}{:02}{:02}", y, m, d)) == expected);
}

RC_GTEST_PROP(DateText, AnyTextIsReadWithoutACrash, ())
{
    const auto text = *rc::gen::container<std::string>(rc::gen::oneOf(
        rc::gen::elementOf(std::string("0123456789/-: TZ+MayJunPM.,")), rc::gen::arbitrary<char>()));
    (void)read(text);
    (void)read(text, {.order = DateOrder::year_first, .excel_serials = true});
    (void)read_time_of_day(text);
}

}  // namespace
}  // namespace wardmap
