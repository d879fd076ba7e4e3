#include "markup_text.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace wardmap::report {

TEST(MarkupText, SpecialCharactersBecomeEntities)
{
    EXPECT_EQ(escaped("<b a=\"x\" c='y'>&amp;"), "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;amp;");
    EXPECT_EQ(escaped("Bedwell · St Nicholas – £5 🙂"), "Bedwell · St Nicholas – £5 🙂");
}

TEST(MarkupText, WhatXmlForbidsBecomesTheReplacementCharacter)
{
    EXPECT_EQ(escaped(std::string("a\0b\x1F", 4)), "a\uFFFDb\uFFFD");
    EXPECT_EQ(escaped("\xC3"), "\uFFFD");                      // cut off
    EXPECT_EQ(escaped("\xC0\xAF"), "\uFFFD\uFFFD");            // overlong
    EXPECT_EQ(escaped("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");  // surrogate
    EXPECT_EQ(escaped("\xEF\xBF\xBE"), "\uFFFD");              // U+FFFE
}

TEST(MarkupText, CharactersThatTurnTheDirectionOfWritingAreTakenOut)
{
    EXPECT_EQ(escaped("exe.\u202Egpj\u2066x\u200F"), "exe.gpjx");
}

TEST(MarkupText, ShorteningCountsCharactersNotBytes)
{
    EXPECT_EQ(shortened("ÄÖÜ", 3), "ÄÖÜ");
    EXPECT_EQ(shortened("ÄÖÜß", 3), "ÄÖ…");
    EXPECT_EQ(characters(shortened(std::string(300, 'x'), 40)).size(), 40U);
}

TEST(MarkupText, NumbersHaveThousandsCommasAndFixedDecimals)
{
    EXPECT_EQ(number_text(1234567.25, 1), "1,234,567.2");
    EXPECT_EQ(number_text(-1234, 0), "-1,234");
    EXPECT_EQ(number_text(-123, 0), "-123");
    EXPECT_EQ(number_text(999.96, 1), "1,000.0");
    EXPECT_EQ(number_text(std::numeric_limits<double>::infinity(), 1), "inf");
    EXPECT_EQ(percent_text(0.9219), "92.2\u00A0%");
}

TEST(MarkupText, ValuesAreShownForPeople)
{
    EXPECT_EQ(shown(Value{}, 1), "");
    EXPECT_EQ(shown(Value{true}, 1), "yes");
    EXPECT_EQ(shown(Value{std::int64_t{12345}}, 1), "12,345");
    EXPECT_EQ(shown(Value{0.25}, -1), "0.25");
    EXPECT_EQ(shown(Value{std::string("1 to 7")}, 1), "1 to 7");
}

}  // namespace wardmap::report
