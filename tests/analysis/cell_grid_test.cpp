#include "wardmap/cell_grid.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <random>

#include "lattice_shape.hpp"
#include "reference/cells.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

MultiPolygon box(double west_m, double south_m, double east_m, double north_m)
{
    return {{box_polygon({west_m, south_m, east_m, north_m})}};
}

PointSet random_points(std::size_t count, const BoxM& where, unsigned seed)
{
    std::mt19937_64 random(seed);
    PointSet points;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = std::generate_canonical<double, 53>(random);
        const double y = std::generate_canonical<double, 53>(random);
        points.positions.push_back(
            {where.min_x_m + x * where.width_m(), where.min_y_m + y * where.height_m()});
    }
    return points;
}

/// A town of odd shape: two parts, one with a hole, corners on and off the lattice.
MultiPolygon odd_town()
{
    Polygon west{{{100, 100}, {1450, 50}, {1700, 900}, {900, 1733}, {350, 1500}, {100, 100}},
                 {{{600, 600}, {600, 1100}, {1150, 1050}, {1150, 600}, {600, 600}}}};
    Polygon east{{{1900, 200}, {2950, 200}, {2950, 1250}, {2450, 900}, {1900, 200}}, {}};
    return {{west, east}};
}

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

TEST(cell_grid, names_shapes)
{
    EXPECT_EQ(cell_shape_named("square"), CellShape::square);
    EXPECT_EQ(cell_shape_named("hexagon"), CellShape::hexagon);
    EXPECT_EQ(cell_shape_named("hex"), CellShape::hexagon);
    EXPECT_EQ(cell_shape_named("Hexagon"), std::nullopt);
}

TEST(cell_lattice, square_owns_its_west_and_south_edges)
{
    const CellLattice lattice{CellShape::square, 100};
    EXPECT_EQ(lattice.key_of({0, 0}), (CellKey{0, 0}));
    EXPECT_EQ(lattice.key_of({100, 99.999}), (CellKey{1, 0}));
    EXPECT_EQ(lattice.key_of({-0.001, 300}), (CellKey{-1, 3}));
    EXPECT_EQ(lattice.centre({-1, 3}), (PointM{-50, 350}));
}

TEST(cell_lattice, hexagon_zero_is_centred_on_the_origin)
{
    const CellLattice lattice{CellShape::hexagon, 100};
    EXPECT_EQ(lattice.key_of({0, 0}), (CellKey{0, 0}));
    EXPECT_EQ(lattice.key_of({0, 50}), (CellKey{0, 1})) << "the southern edge belongs";
    EXPECT_EQ(lattice.key_of({0, -50}), (CellKey{0, 0}));
    EXPECT_EQ(lattice.key_of({0, 49.99}), (CellKey{0, 0}));
    const PointM east = lattice.centre({1, 0});
    EXPECT_NEAR(east.x_m, 50 * std::numbers::sqrt3, 1e-12);
    EXPECT_EQ(east.y_m, 50);
}

// On an edge or vertex the owner is the cell that a tiny step east, and a far tinier one north, leads to.
// A slanted side of a hexagon has no exact binary position (√3): there the last bit of rounding decides
// which of the touching cells it is.
TEST(cell_lattice, every_vertex_and_edge_midpoint_belongs_to_the_cell_just_east_and_north_of_it)
{
    for (const CellShape shape : {CellShape::square, CellShape::hexagon}) {
        const CellLattice lattice{shape, 128};
        for (std::int32_t col = -9; col <= 9; ++col) {
            for (std::int32_t row = -9; row <= 9; ++row) {
                const Ring ring = lattice.outline({col, row}).outer;
                for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
                    const PointM middle{(ring[k].x_m + ring[k + 1].x_m) / 2,
                                        (ring[k].y_m + ring[k + 1].y_m) / 2};
                    const CellKey owner = lattice.key_of({middle.x_m + 1e-4, middle.y_m + 1e-6});
                    if (shape == CellShape::square || ring[k].y_m == ring[k + 1].y_m) {
                        EXPECT_EQ(lattice.key_of(middle), owner);
                    }
                    if (shape == CellShape::square) {
                        EXPECT_EQ(lattice.key_of(ring[k]),
                                  lattice.key_of({ring[k].x_m + 1e-4, ring[k].y_m + 1e-6}));
                    }
                    for (const PointM p : {ring[k], middle}) {
                        EXPECT_LT(reference::distance_to_outline_m(lattice, lattice.key_of(p), p), 1e-9);
                    }
                }
            }
        }
    }
}

RC_GTEST_PROP(cell_lattice, a_point_is_inside_the_outline_of_its_cell_and_of_no_other, ())
{
    const auto shape = *rc::gen::element(CellShape::square, CellShape::hexagon);
    const CellLattice lattice{shape, *rc::gen::element(1.0, 25.0, 100.0, 0.1, 333.3)};
    const auto coordinate = rc::gen::map(rc::gen::inRange(-50'000, 50'000), [](int v) { return v / 64.0; });
    const PointM p{*coordinate * lattice.cell_m, *coordinate * lattice.cell_m};
    const CellKey key = lattice.key_of(p);
    RC_ASSERT(reference::distance_to_outline_m(lattice, key, p) <
              1e-9 * (1 + std::abs(p.x_m) + std::abs(p.y_m)));
    for (int k = 0; k < touching_count(shape); ++k) {
        const CellKey other = touching(shape, key, k);
        const double d_own = distance_m(lattice.centre(key), p);
        const double d_other = distance_m(lattice.centre(other), p);
        RC_ASSERT(d_own <= d_other * (1 + 1e-9));
    }
}

TEST(cell_lattice, outlines_share_vertices_with_their_neighbours_to_the_last_bit)
{
    for (const CellShape shape : {CellShape::square, CellShape::hexagon}) {
        const CellLattice lattice{shape, 97.3};
        for (const CellKey key : {CellKey{4, 7}, CellKey{-5, 2}, CellKey{5283, 2241}}) {
            const Ring ring = lattice.outline(key).outer;
            EXPECT_NEAR(signed_area_m2(ring), lattice.cell_area_m2(), 1e-6);
            for (int side = 0; side < side_count(shape); ++side) {
                const Ring other = lattice.outline(across_side(shape, key, side)).outer;
                const auto k = static_cast<std::size_t>(side);
                EXPECT_NE(std::find(other.begin(), other.end(), ring[k]), other.end());
                EXPECT_NE(std::find(other.begin(), other.end(), ring[k + 1]), other.end());
            }
        }
    }
}

TEST(cell_grid, cells_are_those_whose_centre_the_area_covers)
{
    for (const CellShape shape : {CellShape::square, CellShape::hexagon}) {
        for (const double cell_m : {37.0, 50.0, 100.0, 211.0}) {
            const CellLattice lattice{shape, cell_m};
            const CellGrid grid = count_cells({}, lattice, odd_town());
            EXPECT_EQ(grid.cells, reference::cells_covered(lattice, odd_town())) << cell_m;
            EXPECT_TRUE(std::is_sorted(grid.cells.begin(), grid.cells.end()));
        }
    }
}

TEST(cell_grid, centres_on_the_boundary_fall_as_covers_says)
{
    // Corners on centres of cells: every edge runs through centres.
    const MultiPolygon area{{{{{50, 50}, {1050, 50}, {1050, 850}, {450, 1450}, {50, 50}}, {}}}};
    const CellLattice lattice{CellShape::square, 100};
    EXPECT_EQ(count_cells({}, lattice, area).cells, reference::cells_covered(lattice, area));
}

TEST(cell_grid, neighbouring_areas_share_the_cells_between_them_without_loss)
{
    const CellLattice lattice{CellShape::square, 100};
    const MultiPolygon west{{{{{0, 0}, {1000, 0}, {450, 1000}, {0, 1000}, {0, 0}}, {}}}};
    const MultiPolygon east{{{{{1000, 0}, {2000, 0}, {2000, 1000}, {450, 1000}, {1000, 0}}, {}}}};
    const MultiPolygon both{{west.parts[0], east.parts[0]}};
    EXPECT_EQ(count_cells({}, lattice, both).cells.size(), 200U);
    EXPECT_EQ(count_cells({}, lattice, west).cells.size() + count_cells({}, lattice, east).cells.size(),
              200U);
}

TEST(cell_grid, cells_and_outside_add_up_to_the_points)
{
    const PointSet points = random_points(20'000, {-200, -200, 3200, 2000}, 1);
    for (const CellShape shape : {CellShape::square, CellShape::hexagon}) {
        const CellGrid grid = count_cells(points, {shape, 100}, odd_town());
        const auto inside = std::count_if(points.positions.begin(), points.positions.end(),
                                          [](PointM p) { return covers(odd_town(), p); });
        EXPECT_EQ(sum(grid.counts), static_cast<double>(inside));
        EXPECT_EQ(grid.outside, points.size() - static_cast<std::size_t>(inside));
        EXPECT_EQ(std::count(grid.cell_of_point.begin(), grid.cell_of_point.end(), CellGrid::no_cell),
                  static_cast<std::ptrdiff_t>(grid.outside));
    }
}

TEST(cell_grid, a_point_whose_cell_is_not_in_the_grid_counts_in_the_nearest_that_is)
{
    const PointSet points = random_points(3'000, {-200, -200, 3200, 2000}, 2);
    for (const CellShape shape : {CellShape::square, CellShape::hexagon}) {
        const CellGrid grid = count_cells(points, {shape, 260}, odd_town());
        std::size_t moved = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (covers(odd_town(), points.positions[i])) {
                const std::size_t expected = reference::cell_for(grid, points.positions[i]);
                EXPECT_EQ(grid.cell_of_point[i], static_cast<std::int32_t>(expected));
                moved +=
                    grid.index_of(grid.lattice.key_of(points.positions[i])) == CellGrid::no_cell ? 1U : 0U;
            }
        }
        EXPECT_GT(moved, 100U) << "the case is met";
    }
}

TEST(cell_grid, weights_are_summed)
{
    const PointSet points{
        .positions = {{10, 10}, {20, 20}, {150, 10}}, .weights = {2, 0.5, 4}, .incident = {}};
    const CellGrid grid = count_cells(points, {CellShape::square, 100}, box(0, 0, 200, 100));
    EXPECT_EQ(grid.counts, (std::vector<double>{2.5, 4}));
}

TEST(cell_grid, turning_hexagons_with_their_points_by_60_degrees_gives_the_same_counts)
{
    const auto turn = [](PointM p) {
        const double c = 0.5;
        const double s = std::numbers::sqrt3 / 2;
        return PointM{c * p.x_m - s * p.y_m, s * p.x_m + c * p.y_m};
    };
    const PointSet points = random_points(4'000, {-1000, -1000, 1000, 1000}, 3);
    MultiPolygon area{{{{{-811, -722}, {905, -660}, {870, 905}, {-702, 640}, {-811, -722}}, {}}}};
    const CellGrid straight = count_cells(points, {CellShape::hexagon, 90}, area);
    PointSet turned_points = points;
    for (PointM& p : turned_points.positions) {
        p = turn(p);
    }
    for (PointM& p : area.parts[0].outer) {
        p = turn(p);
    }
    const CellGrid turned = count_cells(turned_points, {CellShape::hexagon, 90}, area);
    ASSERT_EQ(turned.cells.size(), straight.cells.size());
    for (std::size_t i = 0; i < straight.cells.size(); ++i) {
        const CellKey key = turned.lattice.key_of(turn(straight.lattice.centre(straight.cells[i])));
        const std::int64_t same = turned.index_of(key);
        ASSERT_NE(same, CellGrid::no_cell);
        EXPECT_EQ(turned.counts[static_cast<std::size_t>(same)], straight.counts[i]);
    }
}

TEST(cell_grid, every_month_has_the_same_cells)
{
    const CellLattice lattice{CellShape::square, 100};
    const PointSet may = random_points(50, {0, 0, 3000, 2000}, 4);
    const PointSet june = random_points(500, {0, 0, 3000, 2000}, 5);
    EXPECT_EQ(count_cells(may, lattice, odd_town()).cells, count_cells(june, lattice, odd_town()).cells);
}

TEST(cell_grid, points_that_are_not_numbers_are_outside)
{
    const double nan = std::nan("");
    const double infinity = std::numeric_limits<double>::infinity();
    const PointSet points{.positions = {{nan, 50}, {50, nan}, {infinity, 50}, {-infinity, 50}, {50, 50}},
                          .weights = {},
                          .incident = {}};
    const CellGrid grid = count_cells(points, {CellShape::square, 100}, box(0, 0, 100, 100));
    EXPECT_EQ(grid.outside, 4U);
    EXPECT_EQ(sum(grid.counts), 1);
}

ErrorKind kind_of_refusal(double cell_m, const MultiPolygon& area)
{
    try {
        (void)count_cells({}, {CellShape::square, cell_m}, area);
    } catch (const Error& error) {
        return error.kind();
    }
    return ErrorKind::internal;
}

TEST(cell_grid, refuses_sizes_that_make_no_grid)
{
    const MultiPolygon town = box(520'000, 220'000, 526'000, 228'000);
    EXPECT_EQ(kind_of_refusal(0, town), ErrorKind::usage);
    EXPECT_EQ(kind_of_refusal(-5, town), ErrorKind::usage);
    EXPECT_EQ(kind_of_refusal(std::nan(""), town), ErrorKind::usage);
    EXPECT_EQ(kind_of_refusal(1e6, town), ErrorKind::usage) << "larger than the town";
    EXPECT_EQ(kind_of_refusal(0.5, town), ErrorKind::limit);
    EXPECT_EQ(kind_of_refusal(1e-9, town), ErrorKind::limit);
    EXPECT_EQ(kind_of_refusal(1e-300, town), ErrorKind::limit);
    EXPECT_EQ(kind_of_refusal(100, {}), ErrorKind::usage) << "no study area";
}

TEST(cell_grid, refuses_weights_that_are_not_counts_of_harm)
{
    for (const double weight : {-1.0, std::nan("")}) {
        const PointSet points{.positions = {{10, 10}}, .weights = {weight}, .incident = {}};
        EXPECT_THROW((void)count_cells(points, {CellShape::square, 100}, box(0, 0, 100, 100)), Error);
    }
}

TEST(cell_grid, exposure_is_the_land_that_counts_in_each_cell)
{
    const PointSet samples = random_points(400'000, bounds(odd_town()), 6);
    const double sample_m2 = bounds(odd_town()).width_m() * bounds(odd_town()).height_m() / 400'000;
    for (const CellShape shape : {CellShape::square, CellShape::hexagon}) {
        const CellGrid grid = count_cells(samples, {shape, 150}, odd_town());
        EXPECT_NEAR(sum(grid.exposure) / area_m2(odd_town()), 1, 2e-3);
        for (std::size_t i = 0; i < grid.cells.size(); ++i) {
            const double sampled_m2 = grid.counts[i] * sample_m2;
            EXPECT_NEAR(grid.exposure[i], sampled_m2, 6 * std::sqrt(sampled_m2 * sample_m2) + 100);
        }
        const auto whole =
            std::count(grid.exposure.begin(), grid.exposure.end(), grid.lattice.cell_area_m2());
        EXPECT_GT(whole, static_cast<std::ptrdiff_t>(grid.cells.size() / 3))
            << "inner cells are exactly a cell";
    }
}

TEST(floored_exposure, lifts_cells_without_dwellings_to_a_quarter_of_the_mean)
{
    EXPECT_EQ(floored_exposure(std::vector<double>{0, 0, 10, 30}), (std::vector<double>{2.5, 2.5, 10, 30}));
    EXPECT_EQ(floored_exposure(std::vector<double>{0, 0}), (std::vector<double>{1, 1}));
    EXPECT_THROW((void)floored_exposure(std::vector<double>{1, -1}), Error);
    EXPECT_THROW((void)floored_exposure(std::vector<double>{1, 1}, 0), Error);
}

}  // namespace
}  // namespace wardmap
