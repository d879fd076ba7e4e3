#include "wardmap/near_repeat.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <random>
#include <sstream>
#include <string>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

struct Dated {
    std::vector<PointM> at;
    std::vector<CivilDay> day;
};

Dated read_reference(const std::string& name)
{
    std::ifstream file(std::string(WARDMAP_SHARED_DATA) + "/reference/nearrepeat/expected/" + name);
    Dated dated;
    for (std::string line; std::getline(file, line);) {
        std::istringstream fields(line);
        PointM p;
        char comma = 0;
        std::string date;
        fields >> p.x_m >> comma >> p.y_m >> comma >> date;
        // The calculator holds coordinates in single precision: a pair 399.96 m apart is 400 m apart there.
        dated.at.push_back({static_cast<float>(p.x_m), static_cast<float>(p.y_m)});
        dated.day.push_back(parse_iso_day(date).value());
    }
    return dated;
}

/// Its bands do not hold their upper end.
double below(double end_m) { return std::nextafter(end_m, 0.0); }

/// Observed and ratio are those of the Near Repeat Calculator, which draws its own permutations.
void expect_table(const KnoxTable& table, const std::vector<std::vector<int>>& observed,
                  const std::vector<std::vector<double>>& ratio)
{
    for (std::size_t row = 0; row < observed.size(); ++row) {
        for (std::size_t column = 0; column < observed[row].size(); ++column) {
            const KnoxCell& cell = table.at(row, column);
            EXPECT_EQ(cell.observed, observed[row][column]) << row << ' ' << column;
            if (cell.expected > 5) {
                // Counts of pairs spread about as Poisson; theirs is a mean of no more than 99 permutations.
                const double expected = observed[row][column] / ratio[row][column];
                EXPECT_NEAR(cell.expected, expected, 5 * std::sqrt(cell.expected / 19) + 0.0005 * expected)
                    << row << ' ' << column;
            }
        }
    }
}

TEST(knox_table, reproduces_the_near_repeat_calculators_table_of_chicago_arson)
{
    const Dated arson = read_reference("chicago_arson.csv");
    if (arson.at.empty()) {
        GTEST_SKIP() << "reference data absent: nearrepeat/expected/chicago_arson.csv";
    }
    // Its columns "0 to 1, 2 to 2, 3 to 3" are 0, 1 and 2 whole days apart.
    const KnoxTable table = knox_table(arson.at, arson.day,
                                       {.bands_m = {below(200), below(400), below(600)},
                                        .bands_days = {0, 1, 2},
                                        .distance = DistanceRule::manhattan});
    expect_table(table,
                 {{0, 2, 0, 8}, {9, 1, 1, 45}, {4, 0, 0, 140}, {6, 0, 0, 234}, {393, 710, 770, 133'658}},
                 {{0, 28.286, 0, .814},
                  {74.25, 3.667, 3.96, .813},
                  {11.647, 0, 0, .986},
                  {7.714, 0, 0, .989},
                  {.957, .999, 1.002, 1}});
    EXPECT_NEAR(table.at(1, 0).ratio, 74.25, 25);
    EXPECT_LE(table.at(1, 0).p, 0.01);
    EXPECT_TRUE(table.at(1, 0).is_near_repeat);
    EXPECT_NEAR(table.at(1, 1).p, 0.27, 0.13);
    EXPECT_NEAR(table.at(4, 1).p, 0.84, 0.11);
    EXPECT_FALSE(table.at(4, 3).is_near_repeat) << "p is small, but the ratio is 1";
}

TEST(knox_table, reproduces_the_near_repeat_calculators_table_of_chicago_burglaries)
{
    const Dated burglaries = read_reference("chicago_be_month1.csv");
    if (burglaries.at.empty()) {
        GTEST_SKIP() << "reference data absent: nearrepeat/expected/chicago_be_month1.csv";
    }
    const KnoxTable table = knox_table(burglaries.at, burglaries.day,
                                       {.bands_m = {below(100), below(200), below(300)},
                                        .bands_days = {6, 13, 20},
                                        .distance = DistanceRule::manhattan});
    expect_table(table,
                 {{28, 5, 5, 2},
                  {44, 13, 8, 4},
                  {97, 56, 19, 16},
                  {77, 67, 45, 20},
                  {182'194, 146'149, 95'237, 45'879}},
                 {{1.652, .43, .629, .576},
                  {1.685, .6, .569, .559},
                  {1.318, .945, .513, .884},
                  {.938, 1.028, 1.071, 1.011},
                  {1, 1, 1, 1}});
    EXPECT_TRUE(table.at(1, 0).is_near_repeat);
    EXPECT_FALSE(table.at(1, 1).is_near_repeat);
}

Dated invented(std::size_t count, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    Dated dated;
    for (std::size_t i = 0; i < count; ++i) {
        dated.at.push_back({523'000 + static_cast<double>(random() % 60) * 50,
                            223'000 + static_cast<double>(random() % 60) * 50});
        dated.day.push_back(parse_iso_day("2025-01-01").value() + std::chrono::days(random() % 90));
    }
    return dated;
}

TEST(knox_table, observed_pairs_equal_the_count_over_all_pairs_and_add_up)
{
    const Dated dated = invented(300, 4);
    const KnoxOptions options{.permutations = 9};
    const KnoxTable table = knox_table(dated.at, dated.day, options);
    std::vector<std::uint64_t> naive(table.cells.size(), 0);
    for (std::size_t i = 0; i < dated.at.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const double d_m = distance_m(dated.at[i], dated.at[j]);
            const auto apart = std::abs((dated.day[i] - dated.day[j]).count());
            std::size_t row = d_m > 0 ? 1 : 0;
            for (const double band_m : options.bands_m) {
                row += d_m > band_m ? 1U : 0U;
            }
            std::size_t column = 0;
            for (const std::int32_t band : options.bands_days) {
                column += apart > band ? 1U : 0U;
            }
            ++naive[row * table.columns + column];
        }
    }
    std::uint64_t sum = 0;
    for (std::size_t c = 0; c < naive.size(); ++c) {
        EXPECT_EQ(table.cells[c].observed, naive[c]) << c;
        sum += table.cells[c].observed;
    }
    EXPECT_EQ(sum, 300U * 299 / 2);
}

TEST(knox_table, does_not_depend_on_order_or_threads)
{
    const Dated dated = invented(200, 5);
    Dated reversed = dated;
    std::reverse(reversed.at.begin(), reversed.at.end());
    std::reverse(reversed.day.begin(), reversed.day.end());
    const KnoxTable a = knox_table(dated.at, dated.day, {.permutations = 99, .threads = 1});
    const KnoxTable b = knox_table(reversed.at, reversed.day, {.permutations = 99, .threads = 3});
    for (std::size_t c = 0; c < a.cells.size(); ++c) {
        EXPECT_EQ(a.cells[c].expected, b.cells[c].expected);
        EXPECT_EQ(a.cells[c].p, b.cells[c].p);
    }
}

TEST(knox_table, random_dates_are_near_repeats_no_more_often_than_by_chance)
{
    int significant = 0;
    constexpr int runs = 100;
    for (int run = 0; run < runs; ++run) {
        const Dated dated = invented(150, 100 + static_cast<std::uint64_t>(run));
        significant +=
            knox_table(dated.at, dated.day, {.permutations = 99, .threads = 1}).at(2, 0).p < 0.05 ? 1 : 0;
    }
    EXPECT_LE(significant, 12) << "5 %, and three standard errors";
}

TEST(knox_table, bands_that_do_not_ascend_are_refused)
{
    const Dated dated = invented(5, 6);
    EXPECT_THROW((void)knox_table(dated.at, dated.day, {.bands_m = {200, 100}}), Error);
    EXPECT_THROW((void)knox_table(dated.at, dated.day, {.bands_m = {0, 100}}), Error);
    EXPECT_THROW((void)knox_table(dated.at, dated.day, {.bands_days = {-1}}), Error);
    EXPECT_EQ(knox_table({}, {}, {.permutations = 9}).cells.size(), 30U) << "no incidents, no pairs";
}

TEST(spates, are_the_chains_that_linking_all_pairs_gives)
{
    const Dated dated = invented(250, 8);
    const SpateOptions options{.distance_m = 150, .days = 5, .min_incidents = 3};
    const Spates found = spates(dated.at, dated.day, options);
    std::vector<std::size_t> group(dated.at.size());
    std::iota(group.begin(), group.end(), std::size_t{0});
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < group.size(); ++i) {
            for (std::size_t j = 0; j < group.size(); ++j) {
                if (group[j] > group[i] && distance_m(dated.at[i], dated.at[j]) <= 150 &&
                    std::abs((dated.day[i] - dated.day[j]).count()) <= 5) {
                    group[j] = group[i];
                    changed = true;
                }
            }
        }
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
        const auto size = std::count(group.begin(), group.end(), group[i]);
        EXPECT_EQ(found.label[i] >= 0, size >= 3) << i;
        for (std::size_t j = 0; j < i; ++j) {
            if (found.label[i] >= 0 && found.label[j] >= 0) {
                EXPECT_EQ(found.label[i] == found.label[j], group[i] == group[j]);
            }
        }
        if (found.label[i] >= 0) {
            const auto k = static_cast<std::size_t>(found.label[i]);
            EXPECT_TRUE(found.first[k] <= dated.day[i] && dated.day[i] <= found.last[k]);
        }
    }
}

}  // namespace
}  // namespace wardmap
