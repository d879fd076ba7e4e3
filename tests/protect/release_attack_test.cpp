#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <random>
#include <set>

#include "reference/sample_layers.hpp"
#include "release_gate.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

using protection::HeatClasses;
using protection::ThemeRelease;

constexpr std::int64_t threshold = 8;

/// Two wards, a square in each and one across their border, two months: true counts, all in the squares.
struct Town {
    std::int64_t west = 0;      ///< in the square of the western ward
    std::int64_t middle_w = 0;  ///< in the square across the border, west of it
    std::int64_t middle_e = 0;
    std::int64_t east = 0;
    std::int64_t first_month = 0;
    bool tells_wards_together = false;

    [[nodiscard]] std::int64_t total() const { return west + middle_w + middle_e + east; }
    [[nodiscard]] std::array<std::int64_t, 2> wards() const { return {west + middle_w, middle_e + east}; }
    [[nodiscard]] std::vector<std::int64_t> squares() const { return {west, middle_w + middle_e, east}; }
};

std::vector<ProtectedCell> squares_of_town()
{
    return {{.south_west = {0, 0}, .side_m = 250, .addresses = 20},
            {.south_west = {375, 0}, .side_m = 250, .addresses = 20},
            {.south_west = {750, 0}, .side_m = 250, .addresses = 20}};
}

ThemeRelease release_of(const Town& town, const PublicTheme& theme, const std::vector<ProtectedCell>& squares)
{
    const auto [west, east] = town.wards();
    protection::ThemeCounts counts{
        .total = town.total(),
        .wards = {{.name = "West", .count = west}, {.name = "East", .count = east}},
        .together = town.tells_wards_together ? std::vector<std::size_t>{0, 1} : std::vector<std::size_t>{},
        .months = {{.name = "2026-01", .count = town.first_month},
                   {.name = "2026-02", .count = town.total() - town.first_month}},
        .squares = town.squares(),
        .blocks = {},
        .left_out = 0};
    return {.theme = theme,
            .counts = std::move(counts),
            .threshold = threshold,
            .heat = protection::heat_classes(town.squares(), squares, threshold),
            .ward_shapes = {samples::square(-100, -100, 600), samples::square(500, -100, 600)}};
}

/// Everybody sees the texts of total, wards and months, and the coloured squares with their legend. The intruder tries
/// every town and keeps those of which the same would have been published, until no number can be pinned any more.
class ExactIntruder {
public:
    ExactIntruder(const Town& truth, const std::vector<ProtectedCell>& squares)
        : m_truth(truth),
          m_squares(squares),
          m_heat(heat_of(truth.squares())),
          m_seen(numbers_of(truth).size())
    {
        const CountRange total = range_of(truth.total());
        for (Town town; town.west <= total.highest; ++town.west) {
            for (town.middle_w = 0; town.middle_w <= total.highest - town.west; ++town.middle_w) {
                if (is_same_ward(town, 0)) {
                    try_east(town, total);
                }
            }
        }
    }
    /// Numbers other than 0 behind which fewer than three counts are left.
    [[nodiscard]] std::ptrdiff_t pinned() const
    {
        return std::ranges::count_if(
            m_seen, [](const auto& values) { return *values.rbegin() > 0 && values.size() < fewest; });
    }

private:
    static constexpr std::size_t fewest = 3;

    static std::vector<std::int64_t> numbers_of(const Town& town)
    {
        std::vector<std::int64_t> numbers = town.squares();
        numbers.insert(numbers.end(), {town.wards()[0], town.wards()[1], town.first_month,
                                       town.total() - town.first_month, town.total()});
        return numbers;
    }
    static CountRange range_of(std::int64_t count) { return published_count(count, threshold).possible; }
    static bool is_same(std::int64_t one, std::int64_t other)
    {
        const CountRange range = range_of(other);
        return one >= range.lowest && one <= range.highest;
    }
    /// Wards that are told together are all of the town, whose total is told anyway.
    [[nodiscard]] bool is_same_ward(const Town& town, std::size_t ward) const
    {
        return m_truth.tells_wards_together || is_same(town.wards().at(ward), m_truth.wards().at(ward));
    }
    [[nodiscard]] bool can_still_be_pinned() const
    {
        const std::vector<std::int64_t> numbers = numbers_of(m_truth);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            if (numbers[i] > 0 && m_seen[i].size() < fewest) {
                return true;
            }
        }
        return false;
    }
    const HeatClasses& heat_of(const std::vector<std::int64_t>& counts)
    {
        const auto [at, is_new] = m_heats.try_emplace(counts);
        if (is_new) {
            at->second = protection::heat_classes(counts, m_squares, threshold);
        }
        return at->second;
    }
    void try_east(Town town, const CountRange& total)
    {
        for (town.middle_e = 0; town.total() <= total.highest; ++town.middle_e) {
            for (town.east = 0; town.total() <= total.highest; ++town.east) {
                if (town.total() >= total.lowest && is_same_ward(town, 1) && can_still_be_pinned()) {
                    try_months(town);
                }
            }
            town.east = 0;
        }
    }
    void try_months(Town town)
    {
        const HeatClasses& heat = heat_of(town.squares());
        if (heat.labels != m_heat.labels || heat.of_square != m_heat.of_square) {
            return;
        }
        for (town.first_month = 0; town.first_month <= town.total(); ++town.first_month) {
            if (is_same(town.first_month, m_truth.first_month) &&
                is_same(town.total() - town.first_month, m_truth.total() - m_truth.first_month)) {
                const std::vector<std::int64_t> numbers = numbers_of(town);
                for (std::size_t i = 0; i < numbers.size(); ++i) {
                    m_seen[i].insert(numbers[i]);
                }
            }
        }
    }

    Town m_truth;
    const std::vector<ProtectedCell>& m_squares;
    std::map<std::vector<std::int64_t>, HeatClasses> m_heats;
    HeatClasses m_heat;
    std::vector<std::set<std::int64_t>> m_seen;
};

bool passes(const ThemeRelease& release, const std::vector<ProtectedCell>& squares)
{
    try {
        static_cast<void>(protection::pass_gate(release, squares, {}));
        return true;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::disclosure);
        return false;
    }
}

struct Attacked {
    int refused = 0;
    std::ptrdiff_t pinned = 0;
    std::ptrdiff_t pinned_in_refused = 0;
};

Attacked attack_random_towns(int towns, bool tells_wards_together)
{
    const std::vector<ProtectedCell> squares = squares_of_town();
    const PublicTheme theme{.context = {.theme = "asb", .theme_title = {}, .area_name = {}, .period = {}},
                            .period = "2026-01-01/2026-02-28"};
    std::mt19937_64 random(20261129);
    const auto below = [&random](std::int64_t most) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most));
    };
    Attacked result;
    for (int t = 0; t < towns; ++t) {
        Town town;
        while (town.total() < threshold) {  // of a smaller one the total alone is told
            const std::int64_t most = 2 + below(12);
            town = {
                .west = below(most), .middle_w = below(most), .middle_e = below(most), .east = below(most)};
        }
        town.first_month = below(town.total() + 1);
        town.tells_wards_together = tells_wards_together;
        const bool is_let_through = passes(release_of(town, theme, squares), squares);
        result.refused += is_let_through ? 0 : 1;
        (is_let_through ? result.pinned : result.pinned_in_refused) += ExactIntruder(town, squares).pinned();
    }
    std::cout << towns
              << (tells_wards_together ? " random towns whose wards are told together, attacked: "
                                       : " random towns attacked through wards, months and map: ")
              << result.refused << " refused by the gate, which had " << result.pinned_in_refused
              << " numbers to be pinned; " << result.pinned << " numbers pinned in the others\n";
    return result;
}

TEST(ReleaseAttack, NoNumberOfWardsMonthsAndMapTogetherIsPinnedByAnExactIntruder)
{
    const Attacked attacked = attack_random_towns(10'000, false);
    EXPECT_GT(attacked.pinned_in_refused, 0) << "the intruder is strong where nobody stops him";
    EXPECT_EQ(attacked.pinned, 0);
}

TEST(ReleaseAttack, NoNumberIsPinnedWhereWardsAreToldTogether)
{
    const Attacked attacked = attack_random_towns(1'000, true);
    EXPECT_GT(attacked.pinned_in_refused, 0);
    EXPECT_EQ(attacked.pinned, 0);
}

}  // namespace
}  // namespace wardmap
