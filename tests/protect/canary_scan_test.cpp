#include "wardmap/canary_scan.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace wardmap {
namespace {

TEST(CanaryScan, AnIdIsFoundHoweverItIsWritten)
{
    CanaryScan scan;
    scan.add_id("INC-000123");
    for (const char* text : {"INC-000123", "see inc_000123.", "[\"Inc\",\"000123\"]", "\x01INC 000123\x02"}) {
        EXPECT_EQ(scan.found_in(text), 1U) << text;
    }
    for (const char* text : {"INC-0001234", "LINC-000123", "000123", "INC 123", ""}) {
        EXPECT_EQ(scan.found_in(text), 0U) << text;
    }
}

TEST(CanaryScan, DecimalsAreNoIds)
{
    CanaryScan scan;
    scan.add_id("1002345");
    EXPECT_EQ(scan.found_in("[656123.1002345,1.2]"), 0U);
    EXPECT_EQ(scan.found_in("[1002345,1.2]"), 1U);
}

TEST(CanaryScan, WhatCouldBeAnyNumberOrWordIsCountedAndNotLookedFor)
{
    CanaryScan scan;
    scan.add_id("35");
    scan.add_id("9999");
    scan.add_id("Smith");
    scan.add_id("");
    scan.add_text("Town centre");
    EXPECT_EQ(scan.canaries(), 0U);
    EXPECT_EQ(scan.too_short(), 4U);
}

TEST(CanaryScan, AnyFiveWordsOfATextAreFoundAndOurOwnAreNot)
{
    CanaryScan scan;
    scan.add_text("Caller says the neighbour's dog, AB12CDE, barks at 3 in the night");
    EXPECT_EQ(scan.found_in("the neighbour s dog ab12cde"),
              2U);  // the run of words, and the one that is like an id
    EXPECT_EQ(scan.found_in("barks at 3 in the"), 1U);
    EXPECT_EQ(scan.found_in("barks at 3 in a"), 0U);
    scan.allow("Nobody barks at 3 in the morning");
    EXPECT_EQ(scan.found_in("barks at 3 in the"), 0U);
    scan.add_text("12 High Street");
    scan.add_text("Harrow Court, Elm Road");
    EXPECT_EQ(scan.found_in("near 12, HIGH STREET"), 1U);
    EXPECT_EQ(scan.found_in("harrow_court elm road"), 1U);
}

TEST(CanaryScan, EscapesDoNotHideAText)
{
    CanaryScan scan;
    scan.add_text("5 O'Brien's Close");
    EXPECT_EQ(scan.found_in(without_escapes("<td>5 O&#39;Brien&apos;s Close</td>")), 1U);
    EXPECT_EQ(scan.found_in(without_escapes("\"5\\nO\\u0027Brien's\\tClose\"")), 1U);
    EXPECT_EQ(without_escapes("a &amp; b &#xe9; &unknown; \\x"), "a & b \xC3\xA9 &unknown; \\x");
}

RC_GTEST_PROP(CanaryScan, EveryPlantedTextIsFoundInAnySurroundings, ())
{
    const auto words = *rc::gen::container<std::vector<std::string>>(
        rc::gen::container<std::string>(rc::gen::inRange('a', 'z')));
    std::string text = "7 Abc7";
    for (const std::string& word : words) {
        text += " " + word;
    }
    CanaryScan scan;
    scan.add_text(text);
    const auto before = *rc::gen::arbitrary<std::string>();
    const auto after = *rc::gen::arbitrary<std::string>();
    RC_ASSERT(scan.found_in(before + "\n" + text + "\n" + after) >= 1U);
}

}  // namespace
}  // namespace wardmap
