#include "wardmap/number_text.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

namespace wardmap {
namespace {

TEST(NumberText, ShortestReadsBackAsTheSameDouble)
{
    for (const double value : {0.1, 1.0 / 3.0, 523746.25, -1e-300, 1.7976931348623157e308, 5e-324}) {
        EXPECT_EQ(parse_double(shortest_text(value)), value) << value;
    }
    EXPECT_EQ(shortest_text(100'000), "100000");
    EXPECT_EQ(shortest_text(0.00002), "0.00002");
    EXPECT_EQ(shortest_text(1e20), "1e+20");
    EXPECT_EQ(shortest_text(-0.0), "0");
    EXPECT_EQ(shortest_text(std::numeric_limits<double>::quiet_NaN()), "nan");
}

TEST(NumberText, FixedRoundsTheExactBinaryValueAndNeverWritesMinusZero)
{
    EXPECT_EQ(fixed_text(2.5, 0), "2");       // a tie goes to even
    EXPECT_EQ(fixed_text(1.005, 2), "1.00");  // 1.005 is below 1.005 in binary
    EXPECT_EQ(fixed_text(-0.0004, 3), "0.000");
    EXPECT_EQ(fixed_text(-0.0006, 3), "-0.001");
    EXPECT_EQ(fixed_text(1e300, 0).size(), 301U);
}

TEST(NumberText, GroupsThousandsForBritishReaders)
{
    EXPECT_EQ(grouped_text(0), "0");
    EXPECT_EQ(grouped_text(999), "999");
    EXPECT_EQ(grouped_text(1000), "1,000");
    EXPECT_EQ(grouped_text(-1234567), "-1,234,567");
}

TEST(NumberText, SignificantDigitsAreForPeopleToRead)
{
    EXPECT_EQ(significant_text(1234.6, 3), "1,235");
    EXPECT_EQ(significant_text(99.96, 3), "100");
    EXPECT_EQ(significant_text(4.5678, 3), "4.57");
    EXPECT_EQ(significant_text(4.5, 4), "4.5");
    EXPECT_EQ(significant_text(-0.012345, 3), "-0.0123");
    EXPECT_EQ(significant_text(0.0000019073, 4), "0.000001907");
    EXPECT_EQ(significant_text(1.2349e-12, 3), "1.23e-12");
    EXPECT_EQ(significant_text(2e18, 3), "2e+18");
    EXPECT_EQ(significant_text(-0.0, 3), "0");
    EXPECT_EQ(significant_text(std::numeric_limits<double>::infinity(), 3), "inf");
}

TEST(NumberText, PlainNumbersAreReadWhole)
{
    EXPECT_EQ(parse_double(" 12.5 "), 12.5);
    EXPECT_EQ(parse_double("+3"), 3.0);
    EXPECT_EQ(parse_double("-.5"), -0.5);
    EXPECT_EQ(parse_double("1e3"), 1000.0);
    EXPECT_EQ(parse_integer("007"), 7);
}

/// Short decimals have a way of their own; the C library's is the reference.
TEST(NumberText, EveryDecimalIsTheDoubleNearestToIt)
{
    std::mt19937_64 random(1);
    for (int i = 0; i < 200'000; ++i) {
        const auto digits = static_cast<int>(1 + random() % 17);
        std::string text = random() % 2 == 0 ? "-" : "";
        for (int k = 0; k < digits; ++k) {
            text += static_cast<char>('0' + random() % 10);
        }
        if (random() % 4 != 0) {
            text.insert(text.size() - random() % static_cast<std::uint64_t>(digits), ".");
        }
        const double expected = std::strtod(text.c_str(), nullptr);
        const auto value = parse_double(text);
        ASSERT_EQ(value, expected) << text;
        ASSERT_EQ(std::signbit(*value), std::signbit(expected)) << text;
    }
}

TEST(NumberText, WhatIsNotAPlainNumberIsRefused)
{
    for (const char* text : {"", " ", "530,000", "0x1F", "nan", "inf", "-inf", "1e999", "12a", "1 2", "+-3",
                             "--3", "-", ".", "-.", "1.2.3", "1:5", "1/5"}) {
        EXPECT_FALSE(parse_double(text)) << text;
    }
    for (const char* text : {"1.0", "1e3", "9223372036854775808", "-"}) {
        EXPECT_FALSE(parse_integer(text)) << text;
    }
}

}  // namespace
}  // namespace wardmap
