#include "wardmap/geometry.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wardmap {
namespace {

MultiPolygon square_with_hole()
{
    MultiPolygon shape{{box_polygon({0, 0, 10, 10})}};
    Ring hole = box_polygon({4, 4, 6, 6}).outer;
    std::reverse(hole.begin(), hole.end());
    shape.parts[0].holes.push_back(hole);
    return shape;
}

TEST(Geometry, AreaAndCentroidLeaveOutHoles)
{
    const MultiPolygon shape = square_with_hole();
    EXPECT_DOUBLE_EQ(area_m2(shape), 96);
    EXPECT_NEAR(centroid(shape).x_m, 5, 1e-12);
    EXPECT_NEAR(centroid(shape).y_m, 5, 1e-12);
}

TEST(Geometry, AreaKeepsItsDigitsFarFromTheOrigin)
{
    const MultiPolygon cell{{box_polygon({523000.1, 224000.1, 523000.2, 224000.2})}};
    EXPECT_NEAR(area_m2(cell), 0.01, 1e-10);
}

TEST(Geometry, APointOnASharedEdgeOrCornerIsInExactlyOneSquare)
{
    for (const PointM p : {PointM{10, 5}, PointM{5, 10}, PointM{10, 10}, PointM{10, 0}, PointM{0, 10}}) {
        int holders = 0;
        for (const double x_m : {-10.0, 0.0, 10.0}) {
            for (const double y_m : {-10.0, 0.0, 10.0}) {
                holders += covers({{box_polygon({x_m, y_m, x_m + 10, y_m + 10})}}, p) ? 1 : 0;
            }
        }
        EXPECT_EQ(holders, 1) << p.x_m << ' ' << p.y_m;
    }
}

TEST(Geometry, APointOnAnEdgeBetweenTwoTrianglesIsInExactlyOne)
{
    const PointM a{0.1, 0.2};
    const PointM b{7.3, 9.1};
    const MultiPolygon left{{{{a, b, {-3.0, 8.0}, a}, {}}}};
    const MultiPolygon right{{{{b, a, {9.0, 1.0}, b}, {}}}};
    for (int i = 1; i < 1000; ++i) {
        const double t = i / 1000.0;
        const PointM p{a.x_m + t * (b.x_m - a.x_m), a.y_m + t * (b.y_m - a.y_m)};
        EXPECT_NE(covers(left, p), covers(right, p)) << t;
    }
}

TEST(Geometry, DistanceIsToTheNearestEdgeAndZeroInside)
{
    const MultiPolygon shape = square_with_hole();
    EXPECT_EQ(distance_m(shape, {2, 2}), 0);
    EXPECT_DOUBLE_EQ(distance_m(shape, {5, 5}), 1);
    EXPECT_DOUBLE_EQ(distance_m(shape, {13, 14}), 5);
    EXPECT_DOUBLE_EQ(distance_m(MultiLine{{{{0, 0}, {10, 0}}}}, {5, 3}), 3);
    EXPECT_TRUE(std::isinf(distance_m(MultiLine{}, {0, 0})));
}

TEST(Geometry, BoundsOfNothingAreEmpty)
{
    EXPECT_TRUE(bounds(Geometry{}).is_empty());
    EXPECT_EQ(bounds(Geometry{PointM{1, 2}}), (BoxM{1, 2, 1, 2}));
}

}  // namespace
}  // namespace wardmap
