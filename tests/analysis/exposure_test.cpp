#include "wardmap/exposure.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>
#include <random>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

MultiPolygon box(double x, double y, double width, double height)
{
    return {{box_polygon({x, y, x + width, y + height})}};
}

/// A star with bays, around a hole.
MultiPolygon star(PointM centre, double radius_m)
{
    Ring outer;
    Ring hole;
    for (int k = 0; k < 40; ++k) {
        const double angle = k * std::numbers::pi / 20;
        const double far_m = radius_m * (k % 2 == 0 ? 1 : 0.45);
        outer.push_back({centre.x_m + far_m * std::cos(angle), centre.y_m + far_m * std::sin(angle)});
        hole.push_back(
            {centre.x_m + 0.2 * radius_m * std::cos(-angle), centre.y_m + 0.2 * radius_m * std::sin(-angle)});
    }
    outer.push_back(outer.front());
    hole.push_back(hole.front());
    return {{{outer, {hole}}}};
}

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

TEST(counts_of_cells, an_area_gives_each_cell_the_share_that_it_covers)
{
    const MultiPolygon town = box(0, 0, 400, 300);
    const CellGrid grid = count_cells({}, {CellShape::square, 100}, town);
    // 250 m × 100 m from (50, 150): 1/5, 2/5, 2/5 of its width; half of it in either row.
    const auto counts = counts_of_cells({{}, {{box(50, 150, 250, 100), 100}}}, grid, town);
    const auto at = [&](CellKey key) { return counts[static_cast<std::size_t>(grid.index_of(key))]; };
    EXPECT_NEAR(at({0, 1}), 10, 1e-9);
    EXPECT_NEAR(at({1, 1}), 20, 1e-9);
    EXPECT_NEAR(at({2, 2}), 20, 1e-9);
    EXPECT_EQ(at({3, 1}), 0);
    EXPECT_EQ(at({0, 0}), 0);
    EXPECT_NEAR(sum(counts), 100, 1e-9);
}

TEST(counts_of_cells, bays_and_holes_give_what_sampling_them_gives_in_squares_and_hexagons)
{
    const MultiPolygon town = box(0, 0, 1000, 1000);
    const MultiPolygon shape = star({480, 510}, 400);
    for (const CellShape cell : {CellShape::square, CellShape::hexagon}) {
        const CellGrid grid = count_cells({}, {cell, 90}, town);
        const auto counts = counts_of_cells({{}, {{shape, 60}}}, grid, town);
        EXPECT_NEAR(sum(counts), 60, 1e-9);
        PointSet samples;
        for (double x = 0.5; x < 1000; ++x) {
            for (double y = 0.5; y < 1000; ++y) {
                if (covers(shape, {x, y})) {
                    samples.positions.push_back({x, y});
                }
            }
        }
        const auto sampled = count_cells(samples, grid.lattice, town).counts;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            EXPECT_NEAR(counts[i], 60 * sampled[i] / static_cast<double>(samples.size()), 0.02) << i;
        }
    }
}

TEST(counts_of_cells, what_lies_in_no_cell_of_the_grid_goes_with_the_nearest_one_inside_the_study_area)
{
    const MultiPolygon town = box(0, 0, 430, 200);  // the fifth column's centres are outside
    const CellGrid grid = count_cells({}, {CellShape::square, 100}, town);
    ASSERT_EQ(grid.cells.size(), 8U);
    const auto inside = counts_of_cells({{}, {{box(400, 0, 30, 100), 5}}}, grid, town);
    EXPECT_NEAR(inside[static_cast<std::size_t>(grid.index_of({3, 0}))], 5, 1e-9);
    const auto outside = counts_of_cells({{}, {{box(600, 0, 30, 100), 5}}}, grid, town);
    EXPECT_EQ(sum(outside), 0);
}

TEST(counts_of_cells, points_count_as_incidents_do_and_add_to_the_areas)
{
    const MultiPolygon town = box(0, 0, 300, 300);
    CountedPlaces places;
    places.points.positions = {{50, 50}, {50, 60}, {-10, 50}};
    places.points.weights = {3, 4, 100};
    places.areas = {{box(0, 0, 100, 100), 2}};
    const CellGrid grid = count_cells({}, {CellShape::square, 100}, town);
    const auto counts = counts_of_cells(places, grid, town);
    EXPECT_NEAR(counts.front(), 9, 1e-9);
    EXPECT_NEAR(sum(counts), 9, 1e-9) << "what lies outside counts nowhere";
}

TEST(counts_of_cells, refuses_counts_that_are_none)
{
    const MultiPolygon town = box(0, 0, 300, 300);
    const CellGrid grid = count_cells({}, {CellShape::square, 100}, town);
    for (const double wrong : {-1.0, std::nan(""), HUGE_VAL}) {
        EXPECT_THROW(static_cast<void>(counts_of_cells({{}, {{box(0, 0, 100, 100), wrong}}}, grid, town)),
                     Error);
    }
}

}  // namespace
}  // namespace wardmap
