#include "short_list.hpp"

#include <gtest/gtest.h>

namespace wardmap {
namespace {

TEST(ShortList, HoldsAFewItemsAsTheyAre)
{
    ShortList list;
    EXPECT_EQ(list.text(), "");
    list.add("12");
    list.add("15");
    EXPECT_EQ(list.text(), "12, 15");
}

TEST(ShortList, CountsWhatAFieldOfAShapefileCannotHold)
{
    ShortList list;
    for (int rank = 1; rank <= 400; ++rank) {  // a ward of 400 hotspots ended the run with exit code 5
        list.add(std::to_string(rank));
    }
    EXPECT_LE(list.text().size(), 254U);
    EXPECT_TRUE(list.text().starts_with("1, 2, 3, ")) << list.text();
    EXPECT_TRUE(list.text().ends_with(" 59, 60 and 340 more")) << list.text();
}

}  // namespace
}  // namespace wardmap
