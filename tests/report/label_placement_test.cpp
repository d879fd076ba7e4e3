#include "label_placement.hpp"

#include <gtest/gtest.h>

#include <random>

#include "sample_town.hpp"

namespace wardmap::report {

namespace {

bool any_overlap(const std::vector<BoxPx>& boxes)
{
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        for (std::size_t k = i + 1; k < boxes.size(); ++k) {
            if (boxes[i].overlaps(boxes[k])) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

TEST(LabelPlacement, NoTwoLabelsCollideHoweverManyAreAskedFor)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> anywhere(0, 600);
    LabelPlaces places({0, 0, 600, 500});
    std::size_t placed = 0;
    for (int i = 0; i < 2000; ++i) {
        placed += places.take_near({anywhere(random), anywhere(random)}, {20 + anywhere(random) / 10, 16}, 60)
                      ? 1U
                      : 0U;
    }
    EXPECT_GT(placed, 100U);
    EXPECT_EQ(places.taken().size(), placed);
    EXPECT_FALSE(any_overlap(places.taken()));
}

TEST(LabelPlacement, WardNamesOfTheTownDoNotCollideAndLieInTheirWards)
{
    const AreaSet wards = sample::wards();
    const MapFrame frame(bounds(sample::outline()), 640);
    LabelPlaces places({0, 0, frame.width_px(), frame.height_px()});
    for (const Area& ward : wards.areas) {
        const auto label = places.take_inside(ward.shape, frame, ward.name, 12);
        ASSERT_TRUE(label) << ward.name;
        EXPECT_TRUE(covers(ward.shape, frame.place(label->centre))) << ward.name;
    }
    EXPECT_FALSE(any_overlap(places.taken()));
}

TEST(LabelPlacement, ANameGoesBesideWhatIsToBeAvoidedIfThereIsRoom)
{
    const MultiPolygon ward = sample::box(0, 0, 1000, 1000);
    const MapFrame frame(bounds(ward), 640);
    const BoxPx middle{200, 250, 440, 390};
    LabelPlaces places({0, 0, frame.width_px(), frame.height_px()});
    places.avoid(middle);
    const auto label = places.take_inside(ward, frame, "Old Town", 12);
    ASSERT_TRUE(label);
    EXPECT_FALSE(label->box().overlaps(middle));
}

TEST(LabelPlacement, ANameWithoutRoomIsLeftOutAndTakesNothing)
{
    const MultiPolygon ward = sample::box(0, 0, 1000, 1000);
    const MapFrame frame(bounds(ward), 640);
    LabelPlaces places({0, 0, frame.width_px(), frame.height_px()});
    places.take({0, 0, frame.width_px(), frame.height_px()});
    EXPECT_FALSE(places.take_inside(ward, frame, "Old Town", 12));
    EXPECT_EQ(places.taken().size(), 1U);
}

TEST(LabelPlacement, ANameTooWideForItsWardIsWrittenOnTwoLines)
{
    const MultiPolygon ward = sample::box(0, 0, 120, 1000);
    const MapFrame frame({0, 0, 1000, 1000}, 640);
    LabelPlaces places({0, 0, frame.width_px(), frame.height_px()});
    const auto label = places.take_inside(ward, frame, "Symonds Green", 12);
    ASSERT_TRUE(label);
    EXPECT_EQ(label->lines, (std::vector<std::string>{"Symonds", "Green"}));
}

TEST(LabelPlacement, TextIsWrappedAtBlanksWithinTheWidth)
{
    for (const std::string& line : wrapped("Hotspot, numbered by excess incidents", 13, 150)) {
        EXPECT_LE(text_width_px(line, 13), 150);
    }
    EXPECT_EQ(wrapped("Unbreakable", 13, 10).size(), 1U);
    EXPECT_TRUE(wrapped("", 13, 10).empty());
}

}  // namespace wardmap::report
