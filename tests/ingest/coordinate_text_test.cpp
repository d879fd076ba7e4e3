#include "wardmap/coordinate_text.hpp"

#include <gtest/gtest.h>

namespace wardmap {
namespace {

TEST(CoordinateText, EachUnusablePairHasItsReason)
{
    struct Case {
        const char* x;
        const char* y;
        const char* fault;
    };
    for (const Case& one :
         {Case{"523746", "223474.5", ""}, Case{"-0.29", "51.8", ""}, Case{"0", "51.8", ""},
          Case{"1e-3", "51.8", ""}, Case{"NaN", "1", "unreadable-coordinates"},
          Case{"1", "inf", "unreadable-coordinates"}, Case{"1e999", "1", "unreadable-coordinates"},
          Case{"unknown", "1", "unreadable-coordinates"}, Case{"52,3746", "1", "unreadable-coordinates"},
          Case{"530,000", "1", "thousands-comma"}, Case{"1", "1,234,567.8", "thousands-comma"},
          Case{"5.3E+05", "1", "mangled-coordinates"}, Case{"0", "0.0", "zero-coordinates"}}) {
        EXPECT_EQ(read_coordinates(one.x, one.y).fault, one.fault) << one.x << ' ' << one.y;
    }
    EXPECT_EQ(read_coordinates("523746", "223474.5").x, 523746);
    EXPECT_EQ(read_coordinates("523746", "223474.5").y, 223474.5);
}

}  // namespace
}  // namespace wardmap
