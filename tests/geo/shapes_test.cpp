#include "wardmap/shapes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

MultiPolygon box(double min_x_m, double min_y_m, double max_x_m, double max_y_m)
{
    return {{box_polygon({min_x_m, min_y_m, max_x_m, max_y_m})}};
}

MultiPolygon clockwise(MultiPolygon shape)
{
    for (Polygon& polygon : shape.parts) {
        std::reverse(polygon.outer.begin(), polygon.outer.end());
    }
    return shape;
}

TEST(Shapes, UnionPlusIntersectionHaveTheAreaOfBoth)
{
    const MultiPolygon a = box(0, 0, 10, 10);
    const MultiPolygon b = box(5, 5, 20, 15);
    const std::vector<MultiPolygon> both{a, b};
    EXPECT_NEAR(area_m2(union_of(both)) + area_m2(intersection_of(a, b)), area_m2(a) + area_m2(b), 1e-9);
    EXPECT_NEAR(area_m2(difference_of(a, b)), 75, 1e-9);
}

TEST(Shapes, TheSameShapesInAnotherOrderAndSenseGiveTheSameBytes)
{
    const std::vector<MultiPolygon> shapes{box(0, 0, 10, 10), box(20, 0, 30, 10), box(10, 0, 15, 5)};
    const std::vector<MultiPolygon> shuffled{clockwise(shapes[2]), shapes[0], clockwise(shapes[1])};
    EXPECT_EQ(union_of(shapes), union_of(shuffled));
    EXPECT_EQ(union_of(shapes).parts.size(), 2U);
}

TEST(Shapes, OuterRingsRunCounterClockwiseAndHolesClockwise)
{
    const MultiPolygon frame = difference_of(box(0, 0, 10, 10), box(4, 4, 6, 6));
    ASSERT_EQ(frame.parts.size(), 1U);
    ASSERT_EQ(frame.parts[0].holes.size(), 1U);
    EXPECT_GT(signed_area_m2(frame.parts[0].outer), 0);
    EXPECT_LT(signed_area_m2(frame.parts[0].holes[0]), 0);
    EXPECT_EQ(frame.parts[0].outer.front(), (PointM{0, 0}));
}

TEST(Shapes, ABufferedPointApproachesACircleFromInside)
{
    const double area = area_m2(buffer_of(PointM{523000, 224000}, 100, 64));
    EXPECT_LT(area, std::numbers::pi * 1e4);
    EXPECT_NEAR(area, std::numbers::pi * 1e4, 5);
    EXPECT_TRUE(buffer_of(Geometry{}, 100).parts.empty());
    const MultiLine road{{{{0, 0}, {100, 0}}}};
    EXPECT_NEAR(area_m2(buffer_of(road, 10, 64)), 2000 + std::numbers::pi * 100, 0.1);
    EXPECT_NEAR(area_m2(buffer_of(box(0, 0, 10, 10), -2)), 36, 1e-9);
}

TEST(Shapes, TheHullOfPointsOnALineIsEmpty)
{
    EXPECT_TRUE(convex_hull_of(std::vector<PointM>{{0, 0}, {1, 1}, {2, 2}}).parts.empty());
    EXPECT_TRUE(convex_hull_of(std::vector<PointM>{{0, 0}, {1, 1}}).parts.empty());
    const std::vector<PointM> points{{5, 5}, {0, 0}, {10, 0}, {10, 10}, {0, 10}, {10, 10}};
    EXPECT_EQ(convex_hull_of(points), box(0, 0, 10, 10));
}

TEST(Shapes, ALabelPointIsInsideEvenAHorseshoe)
{
    const MultiPolygon horseshoe = difference_of(box(0, 0, 30, 30), box(10, 10, 20, 30));
    EXPECT_TRUE(covers(horseshoe, label_point_of(horseshoe)));
    EXPECT_FALSE(covers(horseshoe, centroid(box(0, 0, 30, 30))));
    EXPECT_THROW((void)label_point_of({}), Error);
}

TEST(Shapes, AValidShapeKeepsItsVerticesAndIsOnlyTurned)
{
    Diagnostics diagnostics;
    const MultiPolygon given = box(523000.123456789, 224000.1, 523010.7, 224020.3);
    EXPECT_EQ(valid_shape(given, "layer, feature 1", diagnostics), given);
    EXPECT_EQ(valid_shape(clockwise(given), "layer, feature 1", diagnostics), given);
    EXPECT_TRUE(diagnostics.notices().empty());
}

TEST(Shapes, ASmallSelfIntersectionIsRepairedAndToldABowtieIsRefused)
{
    // a twist of 1 m² on a ring of 10,000 m²
    const MultiPolygon spiked{
        {{{{0, 0}, {100, 0}, {100, 100}, {51, 100}, {49, 101}, {51, 101}, {49, 100}, {0, 100}, {0, 0}}, {}}}};
    Diagnostics diagnostics;
    const MultiPolygon repaired = valid_shape(spiked, "layer, feature 1", diagnostics);
    EXPECT_NEAR(area_m2(repaired), 10'000, 10);
    ASSERT_EQ(diagnostics.notices().size(), 1U);
    EXPECT_EQ(diagnostics.notices()[0].where, "layer, feature 1");

    const MultiPolygon bowtie{{{{{0, 0}, {10, 10}, {10, 0}, {0, 12}, {0, 0}}, {}}}};
    try {
        (void)valid_shape(bowtie, "layer, feature 2", diagnostics);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        EXPECT_EQ(error.where(), "layer, feature 2");
    }
}

TEST(Shapes, AStuntedHoleIsDroppedAndAStuntedPolygonRefused)
{
    Diagnostics diagnostics;
    MultiPolygon shape = box(0, 0, 10, 10);
    shape.parts[0].holes.push_back({{1, 1}, {2, 2}, {1, 1}});
    EXPECT_EQ(valid_shape(shape, "layer", diagnostics), box(0, 0, 10, 10));
    EXPECT_EQ(diagnostics.notices().size(), 1U);
    EXPECT_THROW((void)valid_shape({{{{{0, 0}, {1, 1}, {0, 0}}, {}}}}, "layer", diagnostics), Error);
    EXPECT_THROW((void)valid_shape({}, "layer", diagnostics), Error);
    EXPECT_THROW((void)valid_shape({{{{{0, 0}, {1, 0}, {2, 0}, {0, 0}}, {}}}}, "layer", diagnostics), Error);
}

TEST(Shapes, LessThanASquareMillimetreIsNoArea)
{
    // Found by fuzzing: a triangle 1e-284 m wide passed as valid, and its own label was not found in it.
    Diagnostics diagnostics;
    EXPECT_THROW((void)valid_shape({{{{{1e-284, 0}, {90, 110}, {0, 0}, {1e-284, 0}}, {}}}},
                                   "layer, feature 1", diagnostics),
                 Error);
    EXPECT_NO_THROW((void)valid_shape(box(0, 0, 0.002, 0.002), "layer, feature 1", diagnostics));
}

TEST(Shapes, NearerToZeroThanANanometreIsZero)
{
    // Found by fuzzing: a spike beside such a vertex passed as valid, and its union with itself failed.
    const MultiPolygon spiked{
        {{{{0, 0}, {90, 0}, {90, 90}, {2.9e-318, 4.9e-311}, {0, 0}, {0, 120}, {0, 0}, {0, 0}}, {}}}};
    Diagnostics diagnostics;
    const MultiPolygon repaired = valid_shape(spiked, "layer, feature 1", diagnostics);
    EXPECT_EQ(repaired, (MultiPolygon{{{{{0, 0}, {90, 0}, {90, 90}, {0, 0}}, {}}}}));
    EXPECT_EQ(diagnostics.notices().size(), 1U);
    const std::array<MultiPolygon, 2> twice = {repaired, repaired};
    EXPECT_DOUBLE_EQ(area_m2(union_of(twice)), 4050);
}

TEST(Shapes, WhatIsNoMoreThanTheSpacingOfItsNumbersIsNoArea)
{
    // 51 m² along 170,000 km: its union with itself has 51.26 m².
    const MultiPolygon thread{{{{{40400000, -107},
                                 {-99999999.999999613, -99999999.999998882},
                                 {-99999999.999999613, -99999999.999999613},
                                 {40400000, -107}},
                                {}}}};
    Diagnostics diagnostics;
    EXPECT_THROW((void)valid_shape(thread, "layer, feature 1", diagnostics), Error);
    // A wall a tenth of a millimetre thick, 100 m long, on the national grid, is one.
    EXPECT_NO_THROW((void)valid_shape(box(523000, 224000, 523100, 224000.0001), "layer", diagnostics));
}

TEST(Shapes, WhatCrossesItselfOnceRepairedIsRefused)
{
    // Found by fuzzing: the points where its edges cross are rounded, and it crosses itself again.
    const MultiPolygon crossed{{{{{48400000, 149.99999999999994},
                                  {48400000, 0},
                                  {149.99999999999994, 150},
                                  {0, 48400000},
                                  {149.99999999999994, 149.99999999999994},
                                  {0, 0},
                                  {149.99999999999994, 48400000},
                                  {48400000, 149.99999999999994}},
                                 {}}}};
    Diagnostics diagnostics;
    try {
        const MultiPolygon repaired = valid_shape(crossed, "layer, feature 1", diagnostics);
        const std::array<MultiPolygon, 2> twice = {repaired, repaired};
        // Not every release of GEOS rounds alike: one that repairs it has repaired it well.
        EXPECT_NEAR(area_m2(union_of(twice)), area_m2(repaired), 1e-6 * area_m2(repaired));
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        EXPECT_EQ(error.where(), "layer, feature 1");
        EXPECT_NE(std::string(error.what()).find("cannot be repaired"), std::string::npos) << error.what();
    }
}

TEST(Shapes, CoordinatesThatAreNotFiniteOrAbsurdAreRefusedBeforeGeosSeesThem)
{
    Diagnostics diagnostics;
    for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity(), 1e12}) {
        EXPECT_THROW((void)valid_shape(box(0, 0, bad, 10), "layer", diagnostics), Error) << bad;
    }
    EXPECT_THROW((void)intersection_of(box(0, 0, std::nan(""), 10), box(0, 0, 1, 1)), Error);
    EXPECT_THROW((void)buffer_of(PointM{std::nan(""), 0}, 5), Error);
}

TEST(Shapes, TheConcaveHullLeavesBaysOutAndCoversEveryPoint)
{
    std::vector<PointM> points;  // a U: three arms of points 10 m apart
    for (int k = 0; k <= 20; ++k) {
        points.push_back({0, 10.0 * k});
        points.push_back({200, 10.0 * k});
        points.push_back({10.0 * k, 0});
        points.push_back({10, 10.0 * k});
        points.push_back({190, 10.0 * k});
        points.push_back({10.0 * k, 10});
    }
    const MultiPolygon convex = convex_hull_of(points);
    const MultiPolygon concave = concave_hull_of(points, 0.3);
    EXPECT_NEAR(area_m2(convex), 40'000, 1e-6);
    EXPECT_LT(area_m2(concave), 10'000) << "the bay of 180 m x 190 m is open";
    for (const PointM p : points) {
        EXPECT_LT(distance_m(concave, p), 1e-9);
    }
    EXPECT_NEAR(area_m2(concave_hull_of(points, 1)), area_m2(convex), 1e-6);
    EXPECT_TRUE(concave_hull_of(std::vector<PointM>{{0, 0}, {1, 1}, {2, 2}}, 0.3).parts.empty());
}

}  // namespace
}  // namespace wardmap
