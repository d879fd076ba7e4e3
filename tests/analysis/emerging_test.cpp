#include "wardmap/emerging.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

TEST(mann_kendall, agrees_with_cases_worked_by_hand)
{
    // 1 … 5 without ties: S = 10, variance = 5·4·15/18 = 50/3, z = 9/√(50/3).
    const MannKendall rising = mann_kendall(std::vector<double>{1, 2, 3, 4, 5});
    EXPECT_EQ(rising.s, 10);
    EXPECT_NEAR(rising.variance, 50.0 / 3, 1e-12);
    EXPECT_NEAR(rising.z, 9 / std::sqrt(50.0 / 3), 1e-12);
    EXPECT_NEAR(rising.p, 0.0274863, 1e-6);
    // 2 2 1 1 1 3: S of pairs: (2,2)0 (2,1)-6 (2,3)+2 (1,3)+3 = -1; ties 2 and 3: (6·5·17 - 2·1·9 - 3·2·11)/18.
    const MannKendall tied = mann_kendall(std::vector<double>{2, 2, 1, 1, 1, 3});
    EXPECT_EQ(tied.s, -1);
    EXPECT_NEAR(tied.variance, (510.0 - 18 - 66) / 18, 1e-12);
    EXPECT_EQ(tied.z, 0) << "S + 1";
    EXPECT_EQ(mann_kendall(std::vector<double>{4, 4, 4}).p, 1);
    EXPECT_EQ(mann_kendall({}).p, 1);
}

MannKendall trend(double z) { return {.s = 0, .variance = 1, .z = z, .p = std::abs(z) > 1.96 ? 0.01 : 0.5}; }

EmergingPattern pattern(std::vector<std::int8_t> bins, double z = 0)
{
    return emerging_pattern(bins, trend(z));
}

TEST(emerging_pattern, follows_the_definitions_in_their_order)
{
    using enum EmergingPattern;
    EXPECT_EQ(pattern({0, 0, 0, 0, 0, 0, 0, 0, 0, 0}), none);
    EXPECT_EQ(pattern({0, 0, 0, 0, 0, 0, 0, 0, 0, 2}), new_hot);
    EXPECT_EQ(pattern({0, 0, 0, 0, 0, 0, 0, 2, 3, 2}), consecutive);
    EXPECT_EQ(pattern({0, 2, 2, 2, 2, 2, 2, 2, 3, 3}, 3), intensifying);
    EXPECT_EQ(pattern({0, 2, 2, 2, 2, 2, 2, 2, 3, 3}, 1), persistent);
    EXPECT_EQ(pattern({3, 2, 2, 2, 2, 2, 2, 2, 2, 2}, -3), diminishing);
    EXPECT_EQ(pattern({0, 2, 0, 0, 2, 0, 1, 0, 0, 2}), sporadic);
    EXPECT_EQ(pattern({0, 2, 0, -2, 2, 0, 1, 0, 0, 2}), oscillating);
    EXPECT_EQ(pattern({2, 2, 2, 2, 2, 2, 2, 2, 2, 0}), historical);
    EXPECT_EQ(pattern({2, 2, 2, 0, 2, 2, 2, 2, 2, 0}), none) << "hot in eight of ten only";
    EXPECT_EQ(pattern({1, 1, 1, 1, 1, 1, 1, 1, 1, 1}), none) << "90 % is not hot";
}

TEST(simple_pattern, has_five_words)
{
    const auto simple = [](std::vector<std::int8_t> bins) { return simple_pattern(bins); };
    EXPECT_EQ(simple({0, 0, 1, 0, 0, 0, 0, 0, 0, 0}), SimplePattern::none);
    EXPECT_EQ(simple({2, 2, 2, 2, 0, 2, 2, 2, 2, 2}), SimplePattern::persistent);
    EXPECT_EQ(simple({0, 0, 0, 0, 0, 0, 2, 0, 2, 2}), SimplePattern::emerging);
    EXPECT_EQ(simple({2, 2, 2, 2, 2, 2, 0, 0, 0, 0}), SimplePattern::former);
    EXPECT_EQ(simple({2, 0, 2, 0, 2, 0, 0, 2, 0, 0}), SimplePattern::intermittent);
}

CellGrid square_grid(std::int32_t side)
{
    CellGrid grid;
    grid.lattice = {CellShape::square, 100};
    for (std::int32_t col = 0; col < side; ++col) {
        for (std::int32_t row = 0; row < side; ++row) {
            grid.cells.push_back({col, row});
        }
    }
    grid.counts.assign(grid.cells.size(), 0);
    return grid;
}

std::vector<EmergingCell> planted(bool plants_rising)
{
    CellGrid grid = square_grid(20);
    std::vector<std::int32_t> step_of_point;
    std::mt19937_64 random(12);
    const auto add = [&](std::size_t cell, std::int32_t step, int times) {
        for (int k = 0; k < times; ++k) {
            grid.cell_of_point.push_back(static_cast<std::int32_t>(cell));
            step_of_point.push_back(step);
        }
    };
    for (std::int32_t step = 0; step < 12; ++step) {
        for (int k = 0; k < 2'000; ++k) {
            add(random() % 400, step, 1);
        }
        if (plants_rising) {
            add(5 * 20 + 5, step, 20 + 20 * step);  // always hot, and rising among the same noise
            continue;
        }
        add(15 * 20 + 15, step, step == 11 ? 50 : 0);  // new
        add(15 * 20 + 4, step, step >= 9 ? 50 : 0);    // the last three
    }
    const auto cells = emerging_hotspots(grid, step_of_point, 12, {});
    double total = 0;
    for (const EmergingCell& cell : cells) {
        for (const double count : cell.counts) {
            total += count;
        }
    }
    EXPECT_EQ(total, static_cast<double>(step_of_point.size()));
    return cells;
}

TEST(emerging_hotspots, finds_what_is_planted_and_adds_up)
{
    EXPECT_EQ(planted(true)[5 * 20 + 5].hot, EmergingPattern::intensifying);
    const auto cells = planted(false);
    EXPECT_EQ(cells[15 * 20 + 15].hot, EmergingPattern::new_hot);
    EXPECT_EQ(cells[15 * 20 + 4].hot, EmergingPattern::consecutive);
    EXPECT_EQ(cells[15 * 20 + 4].simple, SimplePattern::emerging);
}

TEST(emerging_hotspots, cold_patterns_mirror_the_hot_ones)
{
    CellGrid grid = square_grid(6);
    std::vector<std::int32_t> step_of_point;
    for (std::int32_t step = 0; step < 10; ++step) {
        for (std::int32_t k = 0; k < 400; ++k) {
            grid.cell_of_point.push_back(12 + k % 24);  // never the first two columns
            step_of_point.push_back(step);
        }
    }
    EXPECT_EQ(emerging_hotspots(grid, step_of_point, 10, {})[2].cold, EmergingPattern::persistent);
}

TEST(emerging_hotspots, fewer_than_ten_steps_are_refused)
{
    try {
        (void)emerging_hotspots(square_grid(3), {}, 9, {});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
    }
    EXPECT_EQ(emerging_hotspots(square_grid(3), {}, 10, {}).size(), 9U) << "no incidents is no fault";
}

}  // namespace
}  // namespace wardmap
