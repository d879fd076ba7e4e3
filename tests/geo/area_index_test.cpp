#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "orientation.hpp"
#include "reference/point_in_area.hpp"
#include "wardmap/areas.hpp"

namespace wardmap {
namespace {

/// Rounded to the raster on which the exact twin counts.
double on_raster(double metres) { return std::round(metres * 1024) / 1024; }

/// A town cut into side × side wards whose corners are shared and moved at random, with `bends` more
/// vertices on every border, each moved too: a planar partition of a rough square.
AreaSet random_partition(std::uint32_t seed, int side, int bends, double ward_m)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> jitter(-0.3, 0.3);
    const PointM origin{520000, 220000};
    std::vector<std::vector<PointM>> corners;
    for (int row = 0; row <= side; ++row) {
        auto& line = corners.emplace_back();
        for (int col = 0; col <= side; ++col) {
            line.push_back({on_raster(origin.x_m + ward_m * (col + jitter(random))),
                            on_raster(origin.y_m + ward_m * (row + jitter(random)))});
        }
    }
    // A border from one corner to the next, both wards see the same vertices. Small moves: no crossings.
    const auto border = [&](PointM a, PointM b) {
        std::vector<PointM> path{a};
        for (int k = 1; k <= bends; ++k) {
            const double t = static_cast<double>(k) / (bends + 1);
            const double move_m = 0.1 * ward_m / (bends + 1);
            path.push_back({on_raster(a.x_m + t * (b.x_m - a.x_m) + move_m * jitter(random)),
                            on_raster(a.y_m + t * (b.y_m - a.y_m) + move_m * jitter(random))});
        }
        path.push_back(b);
        return path;
    };
    std::vector<std::vector<std::vector<PointM>>> along(corners.size());
    std::vector<std::vector<std::vector<PointM>>> up(corners.size());
    for (std::size_t r = 0; r < corners.size(); ++r) {
        for (std::size_t c = 0; c < corners.size(); ++c) {
            along[r].push_back(c + 1 < corners.size() ? border(corners[r][c], corners[r][c + 1])
                                                      : corners[r]);
            up[r].push_back(r + 1 < corners.size() ? border(corners[r][c], corners[r + 1][c]) : corners[r]);
        }
    }
    AreaSet set;
    for (std::size_t r = 0; r + 1 < corners.size(); ++r) {
        for (std::size_t c = 0; c + 1 < corners.size(); ++c) {
            Ring ring = along[r][c];
            ring.insert(ring.end(), up[r][c + 1].begin() + 1, up[r][c + 1].end());
            ring.insert(ring.end(), along[r + 1][c].rbegin() + 1, along[r + 1][c].rend());
            ring.insert(ring.end(), up[r][c].rbegin() + 1, up[r][c].rend());
            set.areas.push_back({"W" + std::to_string(1000 + set.areas.size()), "", {}, {{{ring, {}}}}});
        }
    }
    return set;
}

/// Points where mistakes would be: vertices, middles of edges, a hair beside them, same heights and
/// eastings as vertices; and points anywhere.
std::vector<PointM> awkward_points(const AreaSet& areas, std::uint32_t seed)
{
    constexpr double hair = 1.0 / 1024;
    std::vector<PointM> points;
    std::vector<PointM> vertices;
    for (const Area& area : areas.areas) {
        const Ring& ring = area.shape.parts[0].outer;
        for (std::size_t i = 1; i < ring.size(); ++i) {
            vertices.push_back(ring[i]);
            const PointM middle{(ring[i].x_m + ring[i - 1].x_m) / 2, (ring[i].y_m + ring[i - 1].y_m) / 2};
            for (const PointM p : {ring[i], PointM{on_raster(middle.x_m), on_raster(middle.y_m)}}) {
                points.insert(points.end(), {p,
                                             {p.x_m + hair, p.y_m},
                                             {p.x_m - hair, p.y_m},
                                             {p.x_m, p.y_m + hair},
                                             {p.x_m, p.y_m - hair}});
            }
        }
    }
    std::mt19937 random(seed);
    std::uniform_int_distribution<std::size_t> pick(0, vertices.size() - 1);
    BoxM box;
    for (const PointM p : vertices) {
        box.include(p);
    }
    std::uniform_real_distribution<double> x(box.min_x_m - 50, box.max_x_m + 50);
    std::uniform_real_distribution<double> y(box.min_y_m - 50, box.max_y_m + 50);
    for (int i = 0; i < 2000; ++i) {
        points.push_back({on_raster(x(random)), on_raster(y(random))});
        points.push_back({vertices[pick(random)].x_m, on_raster(y(random))});
        points.push_back({on_raster(x(random)), vertices[pick(random)].y_m});
        points.push_back({vertices[pick(random)].x_m, vertices[pick(random)].y_m});
    }
    return points;
}

std::size_t wards_covering(const AreaSet& areas, PointM p)
{
    return static_cast<std::size_t>(
        std::count_if(areas.areas.begin(), areas.areas.end(),
                      [&](const Area& area) { return reference::covers_exactly(area.shape, p); }));
}

TEST(AreaIndex, EqualsExactCrossingCountsOnPartitionsAndTheirEdgesAndVertices)
{
    for (const auto& [side, bends, ward_m] :
         {std::tuple{1, 0, 900.0}, {3, 0, 800.0}, {4, 7, 700.0}, {7, 3, 64.0}, {5, 40, 2000.0}}) {
        for (std::uint32_t seed = 1; seed <= 4; ++seed) {
            const AreaSet areas = random_partition(seed, side, bends, ward_m);
            const AreaIndex index(areas);
            for (const PointM p : awkward_points(areas, seed)) {
                ASSERT_EQ(index.find(p), reference::find_area(areas, p))
                    << side << ' ' << bends << ' ' << seed << " at " << p.x_m << ' ' << p.y_m;
                ASSERT_LE(wards_covering(areas, p), 1U);
            }
        }
    }
}

TEST(AreaIndex, EveryPointWithinATiledSquareIsInExactlyOneTile)
{
    AreaSet areas;  // 16 squares of 64 m: their corners are corners of the index's own cells
    for (int i = 0; i < 16; ++i) {
        const double x_m = 64.0 * (i % 4);
        const int row = i / 4;
        const double y_m = 64.0 * row;
        areas.areas.push_back(
            {std::to_string(100 + i), "", {}, {{box_polygon({x_m, y_m, x_m + 64, y_m + 64})}}});
    }
    const AreaIndex index(areas);
    for (double x_m = -2; x_m <= 258; x_m += 0.5) {
        for (double y_m = -2; y_m <= 258; y_m += 0.5) {
            const bool inside = x_m >= 0 && x_m < 256 && y_m >= 0 && y_m < 256;
            const int tile =
                static_cast<int>(std::floor(x_m / 64)) + 4 * static_cast<int>(std::floor(y_m / 64));
            ASSERT_EQ(index.find({x_m, y_m}), inside ? tile : AreaIndex::outside) << x_m << ' ' << y_m;
        }
    }
}

TEST(AreaIndex, HolesIslandsAndEnclavesBelongToWhomTheyBelong)
{
    AreaSet areas;
    MultiPolygon outer{{box_polygon({0, 0, 100, 100}), box_polygon({200, 0, 210, 10})}};
    Ring hole = box_polygon({40, 40, 60, 60}).outer;
    std::reverse(hole.begin(), hole.end());
    outer.parts[0].holes.push_back(hole);
    areas.areas.push_back({"A", "", {}, outer});
    areas.areas.push_back({"B", "", {}, {{box_polygon({40, 40, 60, 50})}}});
    const AreaIndex index(areas);
    EXPECT_EQ(index.find({10, 10}), 0);
    EXPECT_EQ(index.find({205, 5}), 0);
    EXPECT_EQ(index.find({150, 5}), AreaIndex::outside);
    EXPECT_EQ(index.find({50, 45}), 1);
    EXPECT_EQ(index.find({50, 55}), AreaIndex::outside);
    EXPECT_EQ(index.find({40, 40}), 1);
    EXPECT_EQ(index.find({60, 45}), 0);
}

TEST(AreaIndex, WhereAreasOverlapTheFirstIdHolds)
{
    AreaSet areas;
    areas.areas.push_back({"A", "", {}, {{box_polygon({50, 0, 150, 100})}}});
    areas.areas.push_back({"B", "", {}, {{box_polygon({0, 0, 1000, 1000})}}});
    areas.areas.push_back({"C", "", {}, {{box_polygon({-50, 0, 100, 100})}}});
    const AreaIndex index(areas);
    for (double x_m = -60; x_m < 1010; x_m += 1) {
        for (double y_m = -1; y_m < 103; y_m += 1) {
            ASSERT_EQ(index.find({x_m, y_m}), reference::find_area(areas, {x_m, y_m})) << x_m << ' ' << y_m;
        }
    }
}

TEST(AreaIndex, RandomOverlappingStarsEqualTheTwin)
{
    std::mt19937 random(7);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int round = 0; round < 20; ++round) {
        AreaSet areas;
        for (int i = 0; i < 12; ++i) {
            const PointM middle{1000 * unit(random), 1000 * unit(random)};
            Ring ring;
            for (int k = 0; k < 17; ++k) {
                const double angle = k * 2 * 3.14159265358979 / 17;
                const double radius_m = 300 * unit(random);
                ring.push_back({on_raster(middle.x_m + radius_m * std::cos(angle)),
                                on_raster(middle.y_m + radius_m * std::sin(angle))});
            }
            ring.push_back(ring.front());
            areas.areas.push_back({std::to_string(i), "", {}, {{{ring, {}}}}});
        }
        const AreaIndex index(areas);
        for (const PointM p : awkward_points(areas, 1)) {
            ASSERT_EQ(index.find(p), reference::find_area(areas, p)) << p.x_m << ' ' << p.y_m;
        }
    }
}

TEST(AreaIndex, NothingIsInNoAreasNorAtNoPlace)
{
    EXPECT_EQ(AreaIndex(AreaSet{}).find({0, 0}), AreaIndex::outside);
    AreaSet areas;
    areas.areas.push_back({"A", "", {}, {{box_polygon({0, 0, 1, 1})}}});
    const AreaIndex index(areas);
    EXPECT_EQ(index.find({std::nan(""), 0}), AreaIndex::outside);
    EXPECT_EQ(index.find({1e300, -1e300}), AreaIndex::outside);
    EXPECT_EQ(index.find({0.5, 0.5}), 0);
}

TEST(AreaIndex, TheNumberOfThreadsDoesNotMatter)
{
    const AreaSet areas = random_partition(3, 6, 5, 300);
    const AreaIndex index(areas);
    std::vector<PointM> points;
    for (int i = 0; i < 20; ++i) {
        const auto more = awkward_points(areas, static_cast<std::uint32_t>(i));
        points.insert(points.end(), more.begin(), more.end());
    }
    EXPECT_EQ(index.find(points, 1), index.find(points, 3));
}

TEST(Orientation, IsExactWhereRoundingWouldDecide)
{
    const PointM a{523000.5, 224000.5};
    const PointM b{523012.0, 224012.0};
    const double up = std::nextafter(224024.0, 1e9);
    EXPECT_EQ(orientation(a, b, {523024.0, 224024.0}), 0);
    EXPECT_EQ(orientation(a, b, {523024.0, up}), 1);
    EXPECT_EQ(orientation(b, a, {523024.0, up}), -1);
    const double right = std::nextafter(523024.0, 1e9);
    EXPECT_EQ(orientation(a, b, {right, 224024.0}), -1);
    // tiny triangle far off: the rounded determinant is 0
    EXPECT_EQ(orientation({1e6, 1e6}, {1e6 + 1, 1e6 + 1}, {std::nextafter(1e6, 0), std::nextafter(1e6, 2e6)}),
              1);
}

}  // namespace
}  // namespace wardmap
