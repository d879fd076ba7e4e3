#include "wardmap/local_moran.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>
#include <sstream>
#include <string>

#include "conditional_permutation.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

Neighbourhoods listed(const std::vector<std::vector<std::uint32_t>>& lists)
{
    Neighbourhoods result;
    result.offset.push_back(0);
    for (const auto& list : lists) {
        result.cell.insert(result.cell.end(), list.begin(), list.end());
        result.offset.push_back(result.cell.size());
    }
    return result;
}

TEST(local_moran, equals_spdep_on_the_polygons_of_columbus)
{
    std::ifstream file(std::string(WARDMAP_SHARED_DATA) +
                       "/reference/spdata_spatstat/reference/columbus_crime_queen_local_stats.csv");
    std::string line;
    if (!std::getline(file, line)) {
        GTEST_SKIP() << "reference data absent: columbus_crime_queen_local_stats.csv";
    }
    std::vector<double> crime;
    std::vector<double> expected;
    std::vector<std::vector<std::uint32_t>> lists;
    while (std::getline(file, line)) {
        std::erase(line, '"');
        std::istringstream fields(line);
        std::vector<std::string> row;
        for (std::string field; std::getline(fields, field, ',');) {
            row.push_back(field);
        }
        crime.push_back(std::stod(row[2]));
        expected.push_back(std::stod(row[4]));
        std::istringstream neighbours(row[3]);
        lists.emplace_back();
        for (std::uint32_t j = 0; neighbours >> j;) {
            lists.back().push_back(j - 1);
        }
    }
    ASSERT_EQ(crime.size(), 49U);
    const auto results = local_moran(crime, listed(lists), {});
    double sum = 0;
    for (std::size_t i = 0; i < crime.size(); ++i) {
        EXPECT_NEAR(results[i].i, expected[i], 1e-10);
        sum += results[i].i;
    }
    EXPECT_NEAR(sum / 49, 0.5001886, 1e-6) << "the mean of the local values is the global Moran's I";
}

TEST(local_moran, does_not_change_with_shift_and_scale)
{
    const std::vector<double> values{3, 8, 1, 9, 4, 7, 2};
    const Neighbourhoods ring = listed({{1, 6}, {0, 2}, {1, 3}, {2, 4}, {3, 5}, {4, 6}, {0, 5}});
    std::vector<double> moved;
    for (const double value : values) {
        moved.push_back(100 - 4 * value);
    }
    const auto a = local_moran(values, ring, {});
    const auto b = local_moran(moved, ring, {});
    for (std::size_t i = 0; i < values.size(); ++i) {
        EXPECT_NEAR(a[i].i, b[i].i, 1e-12);
        EXPECT_EQ(a[i].p, b[i].p) << "two-sided, and the same draws";
    }
}

TEST(local_moran, places_without_neighbours_and_values_without_variance_are_never_significant)
{
    const auto alone = local_moran(std::vector<double>{5, 0, 0}, listed({{}, {2}, {1}}), {});
    EXPECT_EQ(alone[0].p, 1);
    EXPECT_EQ(alone[0].quadrant, MoranQuadrant::none);
    for (const LocalMoran& same : local_moran(std::vector<double>{2, 2}, listed({{1}, {0}}), {})) {
        EXPECT_EQ(same.i, 0);
        EXPECT_EQ(same.p, 1);
    }
}

/// All ordered draws of `links` from the others, each counted once.
PermutationTails enumerated(const std::vector<double>& values, std::size_t place, std::size_t links,
                            double sum)
{
    PermutationTails tails;
    std::vector<std::size_t> chosen;
    const auto choose = [&](const auto& self, std::size_t from, double so_far) -> void {
        if (chosen.size() == links) {
            tails.as_large += so_far >= sum - 1e-9 ? 1U : 0U;
            tails.as_small += so_far <= sum + 1e-9 ? 1U : 0U;
            return;
        }
        for (std::size_t j = from; j < values.size(); ++j) {
            if (j != place) {
                chosen.push_back(j);
                self(self, j + 1, so_far + values[j]);
                chosen.pop_back();
            }
        }
    };
    choose(choose, 0, 0);
    return tails;
}

TEST(conditional_permutation, shares_are_those_of_all_draws_counted_out)
{
    const std::vector<double> values{0.1, 0.2, 0.3, 5, 0, 0, 2.5, 0.7, 1.1};
    const std::vector<std::uint32_t> links{1, 2, 3, 4, 2, 0, 3, 8, 1};
    const std::vector<double> sums{0.3, 0.3, 5.2, 3.0, 0.8, 0, 1.6, 9.2, 2.5};
    constexpr std::uint64_t draws = 200'000;
    const auto tails = conditional_tails(values, {sums, links}, {draws, 4}, 1);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const PermutationTails exact = enumerated(values, i, links[i], sums[i]);
        double all = 1;
        for (std::uint32_t k = 0; k < links[i]; ++k) {
            all = all * (8 - k) / (k + 1);
        }
        EXPECT_NEAR(static_cast<double>(tails[i].as_large) / draws, static_cast<double>(exact.as_large) / all,
                    5e-3)
            << i;
        EXPECT_NEAR(static_cast<double>(tails[i].as_small) / draws, static_cast<double>(exact.as_small) / all,
                    5e-3)
            << i;
    }
    EXPECT_EQ(tails[7].as_large, draws) << "all the others: one sum, whatever the order of adding";
}

CellGrid weighted_grid()
{
    CellGrid grid;
    grid.lattice = {CellShape::square, 100};
    for (std::int32_t col = 0; col < 20; ++col) {
        for (std::int32_t row = 0; row < 20; ++row) {
            grid.cells.push_back({col, row});
        }
    }
    std::mt19937_64 random(8);
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        grid.counts.push_back(static_cast<double>(random() % 30) / 10);
    }
    return grid;
}

TEST(gi_star, too_few_permutations_for_the_correction_are_refused_with_the_number_needed)
{
    const CellGrid grid = weighted_grid();
    GiStarOptions options{.test = GiStarTest::permutation, .permutation = {.permutations = 7'998}};
    try {
        (void)gi_star(grid, options);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        EXPECT_NE(error.advice().find("7,999"), std::string::npos) << error.advice();
    }
    options.permutation.permutations = 7'999;  // 400 cells / 5 %
    EXPECT_NO_THROW((void)gi_star(grid, options));
    options = {
        .test = GiStarTest::permutation, .fdr = FalseDiscovery::none, .permutation = {.permutations = 99}};
    EXPECT_NO_THROW((void)gi_star(grid, options));
}

TEST(gi_star, by_permutation_finds_planted_weight_and_is_the_same_for_any_number_of_threads)
{
    CellGrid grid = weighted_grid();
    for (const std::size_t cell : {105U, 106U, 125U, 126U, 127U, 145U, 146U, 147U, 107U}) {
        grid.counts[cell] += 6.5;
    }
    const auto one = gi_star(grid, {.threads = 1, .test = GiStarTest::permutation});
    const auto many = gi_star(grid, {.threads = 5, .test = GiStarTest::permutation});
    EXPECT_GE(one[126].bin, 2);
    for (std::size_t i = 0; i < one.size(); ++i) {
        EXPECT_EQ(one[i].p_hot, many[i].p_hot);
        EXPECT_EQ(one[i].q_cold, many[i].q_cold);
    }
}

TEST(gi_star, by_permutation_raises_no_more_false_alarms_than_the_exact_p)
{
    constexpr int runs = 100;
    int alarms = 0;
    std::mt19937_64 random(21);
    for (int run = 0; run < runs; ++run) {
        CellGrid grid = weighted_grid();
        std::shuffle(grid.counts.begin(), grid.counts.end(), random);
        const auto cells = gi_star(grid, {.test = GiStarTest::permutation});
        alarms += std::ranges::any_of(cells, [](const GiStarCell& c) { return c.bin >= 2; }) ? 1 : 0;
    }
    EXPECT_LE(alarms, 0.12 * runs) << "5 %, and three standard errors";
}

TEST(gi_star, the_normal_test_classes_as_arcgis_does)
{
    CellGrid grid = weighted_grid();
    for (double& count : grid.counts) {
        count = std::floor(count);
    }
    for (const GiStarCell& cell : gi_star(grid, {.test = GiStarTest::normal})) {
        EXPECT_EQ(cell.bin, cell.gi_bin);
    }
    for (const GiStarCell& cell : gi_star(grid, {.fdr = FalseDiscovery::none})) {
        EXPECT_EQ(cell.q_hot, cell.p_hot);
    }
}

TEST(shuffle_check, raises_few_alarms_by_exact_p_and_many_by_the_normal_one)
{
    CellGrid grid = weighted_grid();
    std::fill(grid.counts.begin(), grid.counts.end(), 0);
    grid.counts[3] = 40;
    const ShuffleCheck exact = shuffle_check(grid, {.threads = 1});
    const ShuffleCheck normal = shuffle_check(grid, {.threads = 1, .test = GiStarTest::normal});
    EXPECT_EQ(exact.runs, 99U);
    EXPECT_LE(exact.runs_with_hot_cell, 12U);
    EXPECT_GE(normal.runs_with_hot_cell, 30U);
    EXPECT_EQ(shuffle_check(grid, {.threads = 3}).runs_with_hot_cell, exact.runs_with_hot_cell);
}

}  // namespace
}  // namespace wardmap
