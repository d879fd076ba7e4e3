#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "reference/sample_layers.hpp"
#include "release_gate.hpp"
#include "told_map.hpp"
#include "told_town.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

using protection::HeatClasses;
using protection::ThemeRelease;
using told::Map;
using told::months;
using told::most_wards;
using told::Numbers;
using told::Release;
using told::Table;

constexpr std::size_t fewest = 3;
constexpr std::size_t most_incidents = 192;  ///< more than any of these towns can have

/// Values that each of some numbers may have.
class Seen {
public:
    void add(const Numbers& numbers)
    {
        std::size_t at = 0;
        const auto see = [&](std::int64_t value) { m_values.at(at++).set(static_cast<std::size_t>(value)); };
        std::ranges::for_each(numbers.by_ward, see);
        std::ranges::for_each(numbers.by_month, see);
        see(numbers.all);
    }
    /// How many there are behind which too few values are left, fewer than without the other release.
    [[nodiscard]] std::ptrdiff_t pinned(const Seen& alone) const
    {
        std::ptrdiff_t count = 0;
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            const std::size_t left = m_values[i].count();
            const bool is_only_0 = left == 1 && m_values[i][0];
            count += left < fewest && left < alone.m_values[i].count() && !is_only_0 ? 1 : 0;
        }
        return count;
    }

private:
    std::array<std::bitset<most_incidents>, most_wards + months + 1> m_values;
};

/// Of one release: its numbers, and those of the months that it alone counts and that both do.
struct SeenOfRelease {
    Seen whole;
    Seen alone;
    Seen both;
};

struct Pinned {
    std::ptrdiff_t now = 0;      ///< numbers of the present release, squares too
    std::ptrdiff_t before = 0;   ///< of the one before
    std::ptrdiff_t by_time = 0;  ///< of the months that one of them counts, or both
    [[nodiscard]] std::ptrdiff_t sum() const { return now + before + by_time; }
};

/// Holds both releases, and knows that each adds up. He tries every table of each, and keeps those for which the other
/// has one that agrees with it: in every month of every ward that both count, or, where records were corrected between
/// them, in each number that was not.
class ExactIntruder {
public:
    ExactIntruder(const Release& now, const Release& before, Map* map)
        : m_now(now), m_before(before), m_map(map)
    {
        const Numbers one = shared_of(now.table);
        const Numbers other = shared_of(before.table);
        const auto compare = [](const auto& a, const auto& b, auto& is_right) {
            std::ranges::transform(a, b, is_right.begin(), std::ranges::equal_to{});
        };
        compare(one.by_ward, other.by_ward, m_is_right.by_ward);
        compare(one.by_month, other.by_month, m_is_right.by_month);
        m_is_right.all = one.all == other.all ? 1 : 0;
        for (std::size_t m = 0; m < months; ++m) {
            for (std::size_t w = 0; w < most_wards && is_shared(m); ++w) {
                m_is_corrected = m_is_corrected || now.table.at(w).at(m) != before.table.at(w).at(m);
            }
        }
    }
    [[nodiscard]] bool is_corrected() const { return m_is_corrected; }

    [[nodiscard]] Pinned pinned()
    {
        Tables of_now;
        Tables of_before;
        told::TablesToldAlike(m_now).for_each([&](const Table& table) {
            const Numbers numbers = m_now.numbers(table);
            if (m_map == nullptr || !m_map->drawn_alike(numbers.by_ward[0], numbers.by_ward[1]).empty()) {
                of_now[key_of(table)].push_back(table);
            }
        });
        told::TablesToldAlike(m_before).for_each(
            [&](const Table& table) { of_before[key_of(table)].push_back(table); });
        const auto [now, now_alone] = seen(m_now, of_now, of_before);
        const auto [before, before_alone] = seen(m_before, of_before, of_now);
        Pinned pinned{.now = now.whole.pinned(now_alone.whole),
                      .before = before.whole.pinned(before_alone.whole),
                      .by_time = now.alone.pinned(now_alone.alone) + before.alone.pinned(before_alone.alone)};
        pinned.by_time += std::min(now.both.pinned(now_alone.both), before.both.pinned(before_alone.both));
        pinned.now += m_map == nullptr ? 0 : pinned_squares(of_now, of_before);
        return pinned;
    }

private:
    using Tables = std::unordered_map<std::uint64_t, std::vector<Table>>;  ///< by what the other has to have

    [[nodiscard]] bool is_shared(std::size_t month) const
    {
        return m_now.time.holds(month) && m_before.time.holds(month);
    }
    [[nodiscard]] Numbers shared_of(const Table& table) const
    {
        return told::numbers_of(table, [this](std::size_t m) { return is_shared(m); });
    }
    [[nodiscard]] std::uint64_t key_of(const Table& table) const
    {
        std::uint64_t key = 0;
        const auto take = [&](std::int64_t value, bool does_count) {
            key = key * most_incidents + static_cast<std::uint64_t>(does_count ? value : 0);
        };
        if (!m_is_corrected) {
            for (std::size_t m = 0; m < months; ++m) {
                for (std::size_t w = 0; w < most_wards && is_shared(m); ++w) {
                    take(table[w][m], true);
                }
            }
            return key;
        }
        const Numbers shared = shared_of(table);
        for (std::size_t w = 0; w < most_wards; ++w) {
            take(shared.by_ward[w], m_is_right.by_ward[w] == 1);
        }
        for (std::size_t m = 0; m < months; ++m) {
            take(shared.by_month[m], m_is_right.by_month[m] == 1);
        }
        take(shared.all, m_is_right.all == 1);
        return key;
    }
    /// Of the tables of a release with the other one's, and of all of them.
    [[nodiscard]] std::pair<SeenOfRelease, SeenOfRelease> seen(const Release& release, const Tables& tables,
                                                               const Tables& of_other) const
    {
        std::pair<SeenOfRelease, SeenOfRelease> seen;
        for (const auto& [key, group] : tables) {
            const bool has_match = of_other.contains(key);
            for (const Table& table : group) {
                const Numbers whole = release.numbers(table);
                const Numbers both = shared_of(table);
                const Numbers alone = told::numbers_of(
                    table, [&](std::size_t m) { return release.time.holds(m) && !is_shared(m); });
                for (SeenOfRelease* one : {has_match ? &seen.first : nullptr, &seen.second}) {
                    if (one != nullptr) {
                        one->whole.add(whole);
                        one->alone.add(alone);
                        one->both.add(both);
                    }
                }
            }
        }
        return seen;
    }
    [[nodiscard]] std::ptrdiff_t pinned_squares(const Tables& tables, const Tables& of_other)
    {
        std::array<std::set<std::int64_t>, 3> values;
        std::set<std::pair<std::int64_t, std::int64_t>> done;
        for (const auto& [key, group] : tables) {
            for (const Table& table : group) {
                const Numbers numbers = m_now.numbers(table);
                if (of_other.contains(key) && done.insert({numbers.by_ward[0], numbers.by_ward[1]}).second) {
                    for (const auto& counts : m_map->drawn_alike(numbers.by_ward[0], numbers.by_ward[1])) {
                        for (std::size_t s = 0; s < values.size(); ++s) {
                            values.at(s).insert(counts[s]);
                        }
                    }
                }
            }
        }
        return std::ranges::count_if(
            values, [](const auto& seen) { return *seen.rbegin() > 0 && seen.size() < fewest; });
    }

    const Release& m_now;
    const Release& m_before;
    Map* m_map;
    Numbers m_is_right;  ///< 1 where both counted the same in the months of both
    bool m_is_corrected = false;
};

ThemeRelease theme_release(const Release& release, const PublicTheme& theme, const Map* map)
{
    const Numbers numbers = release.numbers();
    protection::ThemeCounts counts{.total = numbers.all,
                                   .wards = {},
                                   .together = {},
                                   .months = {},
                                   .squares = {},
                                   .blocks = {},
                                   .left_out = 0};
    for (std::size_t w = 0; w < release.told_wards; ++w) {
        counts.wards.push_back({.name = told::ward_names.at(w), .count = numbers.by_ward.at(w)});
    }
    if (release.is_together) {
        counts.together = {0, 1};
    }
    for (std::size_t m = release.time.first; m <= release.time.last && release.tells_months; ++m) {
        counts.months.push_back({.name = told::month_names.at(m), .count = numbers.by_month.at(m)});
    }
    if (map != nullptr) {
        counts.squares = map->counts();
    }
    return {.theme = theme,
            .counts = std::move(counts),
            .threshold = release.threshold,
            .heat = map == nullptr ? HeatClasses{} : map->heat(),
            .ward_shapes = {samples::square(-100, -100, 600), samples::square(500, -100, 600)}};
}

bool passes(const Release& release, const Map* map, const std::vector<PublishedNumber>& previous)
{
    const PublicTheme theme{.context = {.theme = "asb", .theme_title = {}, .area_name = {}, .period = {}},
                            .period = release.time.text()};
    const std::vector<ProtectedCell> none;
    try {
        static_cast<void>(protection::pass_gate(theme_release(release, theme, map),
                                                map == nullptr ? none : map->squares(), previous));
        return true;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::disclosure) << error.what();
        return false;
    }
}

struct Town {
    Release now;
    Release before;
    std::int64_t middle_w = 0;
    std::int64_t middle_e = 0;
    bool has_map = false;
};

/// Random towns whose present release is of January and February. Each of the two is let through by itself.
class Towns {
public:
    explicit Towns(std::uint64_t seed) : m_random(seed) {}

    Town next()
    {
        const auto is_told = [](const Release& release, const Map* map) {
            return release.numbers().all >= release.threshold && passes(release, map, {});
        };
        while (true) {
            const Town town = any();
            const Map map(town.middle_w, town.middle_e, town.now.numbers());
            if (is_told(town.before, nullptr) && is_told(town.now, town.has_map ? &map : nullptr)) {
                return town;
            }
        }
    }

private:
    std::int64_t below(std::int64_t most)
    {
        return static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(most));
    }
    Town any()
    {
        constexpr std::array<told::Months, 5> times = {{{1, 2}, {1, 1}, {2, 2}, {0, 1}, {0, 2}}};
        constexpr std::array<std::int64_t, 4> thresholds = {8, 8, 10, 12};
        Town town;
        town.now.wards = 2 + m_random() % 6 / 5;
        town.now.told_wards = below(3) == 0 ? 2 : town.now.wards;
        town.now.time = {1, 2};
        for (std::size_t w = 0; w < town.now.wards; ++w) {
            const std::int64_t most = 1 + below(town.now.wards == 2 ? 9 : 5);
            std::ranges::generate(town.now.table.at(w), [&] { return below(most); });
        }
        town.before = town.now;
        town.before.time = times.at(m_random() % (town.now.wards == 2 ? 5 : 3));
        town.before.threshold = thresholds.at(m_random() % thresholds.size());
        for (Release* release : {&town.now, &town.before}) {
            release->is_together = below(6) == 0;
            release->tells_months = below(3) != 0;
        }
        if (below(3) == 0) {  // records were corrected since
            town.before.table.at(m_random() % town.now.wards).at(m_random() % months) = below(12);
        }
        const Numbers numbers = town.now.numbers();
        town.has_map = town.now.wards == 2 && below(8) == 0;
        town.middle_w = below(numbers.by_ward[0] + 1);
        town.middle_e = below(numbers.by_ward[1] + 1);
        return town;
    }

    std::mt19937_64 m_random;
};

struct Attacked {
    int refused = 0;
    int refused_for_nothing = 0;  ///< the intruder would have pinned nothing
    int corrected = 0;
    Pinned pinned;
    std::ptrdiff_t pinned_in_refused = 0;
};

Attacked attack(int towns)
{
    Towns random(20261130);
    Attacked result;
    for (int t = 0; t < towns; ++t) {
        const Town town = random.next();
        Map map(town.middle_w, town.middle_e, town.now.numbers());
        Map* drawn = town.has_map ? &map : nullptr;
        ExactIntruder intruder(town.now, town.before, drawn);
        const Pinned pinned = intruder.pinned();
        result.corrected += intruder.is_corrected() ? 1 : 0;
        if (passes(town.now, drawn, town.before.published())) {
            result.pinned.now += pinned.now;
            result.pinned.before += pinned.before;
            result.pinned.by_time += pinned.by_time;
        } else {
            ++result.refused;
            result.pinned_in_refused += pinned.sum();
            result.refused_for_nothing += pinned.sum() == 0 ? 1 : 0;
        }
    }
    return result;
}

TEST(EarlierReleaseAttack, WhoKnowsThatBothReleasesAddUpPinsNothingOfEither)
{
    const int towns = std::getenv("WARDMAP_LONG_TESTS") == nullptr ? 2'000 : 20'000;
    const Attacked attacked = attack(towns);
    std::cout << towns << " random towns with a release before them that adds up (" << attacked.corrected
              << " with corrected records), attacked: " << attacked.refused << " refused by the gate, "
              << attacked.refused_for_nothing << " of them for nothing, which had "
              << attacked.pinned_in_refused << " numbers to be pinned; " << attacked.pinned.sum()
              << " numbers pinned in the others (" << attacked.pinned.now << " of the release, "
              << attacked.pinned.before << " of the one before, " << attacked.pinned.by_time
              << " of the months that one or both count)\n";
    EXPECT_GT(attacked.corrected, towns / 10);
    EXPECT_GT(attacked.pinned_in_refused, 0) << "the intruder is strong where nobody stops him";
    EXPECT_LT(attacked.refused, towns / 5) << "a gate that lets nothing through proves nothing";
    EXPECT_EQ(attacked.pinned.sum(), 0);
}

}  // namespace
}  // namespace wardmap
