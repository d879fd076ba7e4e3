#include "wardmap/hotspots.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>

#include "cell_union.hpp"
#include "hot_regions.hpp"
#include "lattice_shape.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

MultiPolygon square_town(double side_m) { return {{box_polygon({0, 0, side_m, side_m})}}; }

PointSet without_weights(std::vector<PointM> positions)
{
    PointSet points;
    points.positions = std::move(positions);
    return points;
}

/// `count` incidents around `centre`, normally spread.
void plant(std::vector<PointM>& positions, PointM centre, double spread_m,
           std::pair<int, unsigned> count_and_seed)
{
    std::mt19937_64 random(count_and_seed.second);
    std::normal_distribution<double> offset(0, spread_m);
    for (int k = 0; k < count_and_seed.first; ++k) {
        const double dx_m = offset(random);
        positions.push_back({centre.x_m + dx_m, centre.y_m + offset(random)});
    }
}

struct Found {
    CellGrid grid;
    std::vector<GiStarCell> cells;
    std::vector<Hotspot> hotspots;
};

Found find(const PointSet& points, CellShape shape, const HotspotOptions& options)
{
    Found found;
    found.grid = count_cells(points, {shape, 100}, square_town(6'000));
    found.cells = gi_star(found.grid, {});
    found.hotspots = grid_hotspots(points, found.grid, found.cells, options);
    return found;
}

PointSet busy_town(unsigned seed)
{
    std::vector<PointM> positions;
    plant(positions, {1'500, 1'500}, 250, {400, seed});
    plant(positions, {2'400, 1'700}, 200, {300, seed + 1});
    plant(positions, {4'500, 4'400}, 60, {80, seed + 2});
    std::mt19937_64 random(seed + 3);
    std::uniform_real_distribution<double> anywhere(0, 6'000);
    for (int k = 0; k < 1'500; ++k) {
        const double x = anywhere(random);
        positions.push_back({x, anywhere(random)});
    }
    for (int k = 0; k < 60; ++k) {
        positions.push_back({4'512, 4'407});
    }
    return without_weights(std::move(positions));
}

TEST(grid_hotspots, every_hot_cell_is_in_exactly_one_and_no_other_cell_in_any)
{
    for (const CellShape shape : {CellShape::square, CellShape::hexagon}) {
        for (const double limit_m2 : {1.0, 50'000.0, 250'000.0, 1e12}) {
            const Found found = find(busy_town(1), shape, {.max_area_m2 = limit_m2});
            std::vector<int> times(found.cells.size(), 0);
            for (const Hotspot& hotspot : found.hotspots) {
                for (const std::uint32_t cell : hotspot.cells) {
                    ++times[cell];
                }
                EXPECT_TRUE(hotspot.area_m2 <= limit_m2 * (1 + 1e-9) || hotspot.cells.size() == 1);
                EXPECT_TRUE(std::is_sorted(hotspot.cells.begin(), hotspot.cells.end()));
            }
            for (std::size_t i = 0; i < times.size(); ++i) {
                EXPECT_EQ(times[i], found.cells[i].bin >= 2 ? 1 : 0);
            }
        }
    }
}

TEST(grid_hotspots, totals_follow_from_the_cells)
{
    const PointSet points = busy_town(2);
    const Found found = find(points, CellShape::square, {});
    ASSERT_GE(found.hotspots.size(), 3U);
    for (const Hotspot& hotspot : found.hotspots) {
        std::set<std::uint32_t> cells(hotspot.cells.begin(), hotspot.cells.end());
        std::set<PointM> places;
        std::vector<std::uint32_t> inside;
        for (std::uint32_t i = 0; i < points.size(); ++i) {
            if (cells.contains(static_cast<std::uint32_t>(found.grid.cell_of_point[i]))) {
                inside.push_back(i);
                places.insert(points.positions[i]);
            }
        }
        EXPECT_EQ(hotspot.points, inside);
        EXPECT_EQ(hotspot.incidents, static_cast<double>(inside.size()));
        EXPECT_EQ(hotspot.places, places.size());
        const double all = static_cast<double>(points.size() - found.grid.outside);
        EXPECT_NEAR(hotspot.expected, all * static_cast<double>(cells.size()) / 3'600, 1e-9);
        EXPECT_NEAR(hotspot.excess, hotspot.incidents - hotspot.expected, 1e-12);
        EXPECT_NEAR(hotspot.share, hotspot.incidents / all, 1e-12);
        EXPECT_NEAR(area_m2(hotspot.shape), hotspot.area_m2, 1e-3);
        EXPECT_TRUE(cells.contains(hotspot.peak_cell));
    }
    const auto stacked = std::find_if(found.hotspots.begin(), found.hotspots.end(),
                                      [](const Hotspot& h) { return covers(h.shape, {4'512, 4'407}); });
    ASSERT_NE(stacked, found.hotspots.end());
    EXPECT_NEAR(stacked->top_place_share, 60 / stacked->incidents, 1e-12);
}

TEST(grid_hotspots, are_ranked_by_excess_and_do_not_depend_on_the_order_of_points)
{
    const PointSet points = busy_town(3);
    PointSet shuffled = points;
    std::shuffle(shuffled.positions.begin(), shuffled.positions.end(), std::mt19937_64(9));
    const Found found = find(points, CellShape::hexagon, {});
    const Found again = find(shuffled, CellShape::hexagon, {});
    ASSERT_EQ(found.hotspots.size(), again.hotspots.size());
    for (std::size_t k = 0; k < found.hotspots.size(); ++k) {
        EXPECT_EQ(found.hotspots[k].rank, k + 1);
        EXPECT_TRUE(k == 0 || found.hotspots[k - 1].excess >= found.hotspots[k].excess);
        EXPECT_EQ(found.hotspots[k].cells, again.hotspots[k].cells);
        EXPECT_EQ(found.hotspots[k].shape, again.hotspots[k].shape);
        EXPECT_EQ(found.hotspots[k].top_place_share, again.hotspots[k].top_place_share);
    }
}

/// A grid in which exactly the cells drawn as # are hot; rows from north to south.
Found drawn(const std::vector<std::string>& rows, const HotspotOptions& options)
{
    Found found;
    const auto height = static_cast<std::int32_t>(rows.size());
    found.grid.lattice = {CellShape::square, 100};
    for (std::int32_t col = 0; col < static_cast<std::int32_t>(rows[0].size()); ++col) {
        for (std::int32_t row = 0; row < height; ++row) {
            const char mark = rows[static_cast<std::size_t>(height - 1 - row)][static_cast<std::size_t>(col)];
            found.grid.cells.push_back({col, row});
            found.grid.counts.push_back(mark == '#' ? 5 : 0);
            found.cells.push_back({});
            found.cells.back().bin = mark == '#' ? 3 : 0;
            found.cells.back().neighbourhood = mark == '#' ? 5 : 1;
        }
    }
    found.hotspots = grid_hotspots({}, found.grid, found.cells, options);
    return found;
}

TEST(grid_hotspots, cells_that_touch_at_a_corner_are_one_hotspot)
{
    EXPECT_EQ(drawn({"#..", ".#.", "..#"}, {}).hotspots.size(), 1U);
    EXPECT_EQ(drawn({"#..", "...", "..#"}, {}).hotspots.size(), 2U);
}

TEST(grid_hotspots, a_gap_of_one_cell_is_closed_on_request_only)
{
    const std::vector<std::string> gap{"##.##", "##.##", "....."};
    EXPECT_EQ(drawn(gap, {}).hotspots.size(), 2U);
    const Found closed = drawn(gap, {.close_gaps = true});
    ASSERT_EQ(closed.hotspots.size(), 1U);
    EXPECT_EQ(closed.hotspots[0].cells.size(), 10U);
    EXPECT_EQ(drawn({"#..#"}, {.close_gaps = true}).hotspots.size(), 2U) << "two cells apart";
}

TEST(grid_hotspots, refuses_limits_that_mean_nothing)
{
    EXPECT_THROW((void)drawn({"#"}, {.max_area_m2 = 0}), Error);
    EXPECT_THROW((void)drawn({"#"}, {.max_area_m2 = std::nan("")}), Error);
    EXPECT_THROW((void)drawn({"#"}, {.min_bin = 0}), Error);
    EXPECT_THROW((void)drawn({"#"}, {.min_bin = 4}), Error);
}

TEST(grid_hotspots, no_hot_cell_gives_no_hotspot)
{
    EXPECT_TRUE(drawn({"..", ".."}, {}).hotspots.empty());
    EXPECT_TRUE(grid_hotspots({}, {}, {}, {}).empty());
}

// ── outlines ──

MultiPolygon union_of(const std::vector<std::string>& rows)
{
    return drawn(rows, {.max_area_m2 = 1e12}).hotspots.at(0).shape;
}

TEST(cell_union, a_block_is_one_rectangle_without_needless_vertices)
{
    const MultiPolygon shape = union_of({"....", ".##.", ".##.", ".##."});
    ASSERT_EQ(shape.parts.size(), 1U);
    EXPECT_EQ(shape.parts[0].outer, (Ring{{100, 0}, {300, 0}, {300, 300}, {100, 300}, {100, 0}}));
}

TEST(cell_union, a_ring_has_a_hole_that_runs_clockwise)
{
    const MultiPolygon shape = union_of({"###", "#.#", "###"});
    ASSERT_EQ(shape.parts.size(), 1U);
    ASSERT_EQ(shape.parts[0].holes.size(), 1U);
    EXPECT_EQ(signed_area_m2(shape.parts[0].outer), 90'000);
    EXPECT_EQ(signed_area_m2(shape.parts[0].holes[0]), -10'000);
}

TEST(cell_union, holes_that_meet_at_a_corner_stay_two_rings)
{
    const MultiPolygon shape = union_of({"####", "#.##", "##.#", "####"});
    ASSERT_EQ(shape.parts.size(), 1U);
    EXPECT_EQ(shape.parts[0].holes.size(), 2U);
}

TEST(cell_union, cells_that_meet_at_a_corner_stay_two_polygons)
{
    EXPECT_EQ(union_of({"#.", ".#"}).parts.size(), 2U);
}

TEST(cell_union, a_hole_that_meets_the_outer_ring_at_a_corner_is_a_ring_of_its_own)
{
    const MultiPolygon shape = union_of({"###", "#.#", "##."});
    ASSERT_EQ(shape.parts.size(), 1U);
    ASSERT_EQ(shape.parts[0].holes.size(), 1U);
    EXPECT_EQ(signed_area_m2(shape.parts[0].outer), 80'000);
}

RC_GTEST_PROP(cell_union, covers_exactly_its_cells_with_simple_rings, ())
{
    const auto shape = *rc::gen::element(CellShape::square, CellShape::hexagon);
    constexpr std::int32_t side = 7;
    const auto is_in =
        *rc::gen::container<std::vector<bool>>(std::size_t{side} * side, rc::gen::arbitrary<bool>());
    CellGrid grid;
    grid.lattice = {shape, 10};
    std::vector<std::uint32_t> cells;
    for (std::int32_t k = 0; k < side * side; ++k) {
        grid.cells.push_back({k / side - 3, k % side - 3});
        if (is_in[static_cast<std::size_t>(k)]) {
            cells.push_back(static_cast<std::uint32_t>(k));
        }
    }
    const MultiPolygon united = cell_union(grid, CellColumns(grid.cells), cells);
    RC_ASSERT(std::abs(area_m2(united) - static_cast<double>(cells.size()) * grid.lattice.cell_area_m2()) <
              1e-6);
    for (std::size_t k = 0; k < grid.cells.size(); ++k) {
        for (const PointM off : {PointM{0, 0}, PointM{4.5, 0.3}, PointM{-2, 4.2}, PointM{1, -4.8}}) {
            const PointM centre = grid.lattice.centre(grid.cells[k]);
            const PointM p{centre.x_m + off.x_m, centre.y_m + off.y_m};
            if (grid.lattice.key_of(p) == grid.cells[k]) {
                RC_ASSERT(covers(united, p) == is_in[k]);
            }
        }
    }
    for (const Polygon& part : united.parts) {
        RC_ASSERT(signed_area_m2(part.outer) > 0);
        std::vector<Ring> rings = part.holes;
        rings.push_back(part.outer);
        for (const Ring& ring : rings) {
            RC_ASSERT(ring.front() == ring.back());
            RC_ASSERT(std::set<PointM>(ring.begin(), ring.end()).size() == ring.size() - 1);
        }
        for (const Ring& hole : part.holes) {
            RC_ASSERT(signed_area_m2(hole) < 0);
        }
    }
}

// ── regions ──

/// A field of squares with the given heights, all hot.
Landscape field(std::int32_t side, const std::vector<double>& heights)
{
    Landscape land;
    land.height = heights;
    land.own.assign(heights.size(), 0);
    for (std::int32_t k = 0; k < side * side; ++k) {
        std::vector<std::uint32_t>& touching_cells = land.touching.emplace_back();
        for (std::int32_t other = 0; other < side * side; ++other) {
            if (other != k && std::abs(other / side - k / side) <= 1 &&
                std::abs(other % side - k % side) <= 1) {
                touching_cells.push_back(static_cast<std::uint32_t>(other));
            }
        }
    }
    return land;
}

bool are_connected(const Landscape& land, const std::vector<std::uint32_t>& cells)
{
    std::set<std::uint32_t> left(cells.begin(), cells.end());
    std::vector<std::uint32_t> waiting{cells.front()};
    left.erase(cells.front());
    while (!waiting.empty()) {
        const std::uint32_t cell = waiting.back();
        waiting.pop_back();
        for (const std::uint32_t neighbour : land.touching[cell]) {
            if (left.erase(neighbour) > 0) {
                waiting.push_back(neighbour);
            }
        }
    }
    return left.empty();
}

bool do_touch(const Landscape& land, const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b)
{
    return std::any_of(a.begin(), a.end(), [&](std::uint32_t cell) {
        return std::any_of(
            land.touching[cell].begin(), land.touching[cell].end(),
            [&](std::uint32_t neighbour) { return std::binary_search(b.begin(), b.end(), neighbour); });
    });
}

RC_GTEST_PROP(hot_regions, are_connected_within_the_limit_and_no_two_that_touch_would_fit_together, ())
{
    constexpr std::int32_t side = 9;
    const auto raw = *rc::gen::container<std::vector<int>>(std::size_t{side} * side, rc::gen::inRange(1, 12));
    const auto limit = *rc::gen::inRange<std::size_t>(1, 100);
    const Landscape land = field(side, std::vector<double>(raw.begin(), raw.end()));
    const auto regions = hot_regions(land, limit);
    std::set<std::uint32_t> seen;
    for (std::size_t r = 0; r < regions.size(); ++r) {
        RC_ASSERT(!regions[r].empty());
        RC_ASSERT(regions[r].size() <= limit);
        RC_ASSERT(are_connected(land, regions[r]));
        seen.insert(regions[r].begin(), regions[r].end());
        for (std::size_t s = 0; s < r; ++s) {
            if (do_touch(land, regions[r], regions[s])) {
                RC_ASSERT(regions[r].size() + regions[s].size() > limit);
            }
        }
    }
    const std::size_t total =
        std::accumulate(regions.begin(), regions.end(), std::size_t{0},
                        [](std::size_t n, const auto& region) { return n + region.size(); });
    RC_ASSERT(total == land.size());
    RC_ASSERT(seen.size() == land.size());
    RC_ASSERT(hot_regions(land, limit) == regions);
}

TEST(hot_regions, two_hills_are_cut_along_the_valley)
{
    // Two cones on 11 × 11, peaks at columns 2 and 8, valley at column 5.
    std::vector<double> heights;
    for (std::int32_t k = 0; k < 121; ++k) {
        const double from_left = std::hypot(k / 11 - 2, k % 11 - 5);
        const double from_right = std::hypot(k / 11 - 8, k % 11 - 5);
        heights.push_back(30 - 2 * std::min(from_left, from_right * 1.01));
    }
    const auto regions = hot_regions(field(11, heights), 70);
    ASSERT_EQ(regions.size(), 2U);
    for (const std::uint32_t cell : regions[0]) {
        EXPECT_LE(cell / 11, 5U);
    }
    for (const std::uint32_t cell : regions[1]) {
        EXPECT_GE(cell / 11, 5U);
    }
    EXPECT_EQ(hot_regions(field(11, heights), 121).size(), 1U) << "within the limit nothing is cut";
}

TEST(hot_regions, a_shoulder_of_one_cell_goes_with_the_hill_beside_it)
{
    // A row along the ridge: a hill, a bump of one cell on its flank, a valley, another hill.
    const std::vector<double> ridge{20, 30, 24, 21, 22, 6, 25, 28, 20};
    Landscape line;
    for (std::uint32_t k = 0; k < 9; ++k) {
        line.height.push_back(ridge[k]);
        line.own.push_back(0);
        std::vector<std::uint32_t>& beside = line.touching.emplace_back();
        if (k > 0) {
            beside.push_back(k - 1);
        }
        if (k < 8) {
            beside.push_back(k + 1);
        }
    }
    const auto regions = hot_regions(line, 6);
    ASSERT_EQ(regions.size(), 2U);
    EXPECT_EQ(regions[0].front(), 0U);
    EXPECT_TRUE(std::binary_search(regions[0].begin(), regions[0].end(), 4U)) << "the bump";
    EXPECT_TRUE(std::binary_search(regions[1].begin(), regions[1].end(), 7U)) << "the other hill";
}

TEST(hot_regions, a_single_hill_too_large_gives_its_top_and_what_is_left_around_it)
{
    std::vector<double> heights;
    heights.reserve(49);
    for (std::int32_t k = 0; k < 49; ++k) {
        heights.push_back(50 - std::hypot(k / 7 - 3, k % 7 - 3));
    }
    const Landscape land = field(7, heights);
    const auto regions = hot_regions(land, 25);
    ASSERT_EQ(regions.size(), 2U);
    const auto& top = std::binary_search(regions[0].begin(), regions[0].end(), 24U) ? regions[0] : regions[1];
    EXPECT_EQ(top.size(), 25U);
    for (const std::uint32_t cell : top) {
        EXPECT_LE(std::hypot(static_cast<int>(cell) / 7 - 3, static_cast<int>(cell) % 7 - 3), 3);
    }
    EXPECT_TRUE(are_connected(land, regions[0]) && are_connected(land, regions[1]));
}

}  // namespace
}  // namespace wardmap
