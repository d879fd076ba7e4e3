#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <iostream>
#include <random>
#include <set>

#include "wardmap/error.hpp"
#include "wardmap/published_counts.hpp"

namespace wardmap {
namespace {

TEST(PublishedCount, ZeroStaysSmallCountsAreHiddenAndTheRestIsRoundedToFives)
{
    EXPECT_EQ(published_count(0, 8).text(), "0");
    EXPECT_EQ(published_count(1, 8).text(), "*");
    EXPECT_EQ(published_count(7, 8).text(), "*");
    EXPECT_EQ(published_count(8, 8).text(), "10");
    EXPECT_EQ(published_count(12, 8).text(), "10");
    EXPECT_EQ(published_count(13, 8).text(), "15");
    EXPECT_EQ(published_count(9, 10).text(), "*");
    EXPECT_EQ(published_count(10, 10).text(), "10");
}

TEST(PublishedCount, ThePossibleCountsAreThoseThatArePublishedAlike)
{
    for (const std::int64_t threshold : {8, 10}) {
        for (std::int64_t count = 0; count < 60; ++count) {
            const PublishedCount published = published_count(count, threshold);
            for (std::int64_t other = 0; other < 70; ++other) {
                const bool is_possible =
                    other >= published.possible.lowest && other <= published.possible.highest;
                EXPECT_EQ(is_possible, published_count(other, threshold).text() == published.text())
                    << count << " and " << other;
            }
            EXPECT_TRUE(count == 0 || published.possible.size() >= 3);
        }
    }
}

/// Every assignment of counts that fits what is published, tried one by one.
struct ExactIntruder {
    const std::vector<CountRange>& parts;
    CountRange whole;
    std::vector<std::set<std::int64_t>> seen;
    std::vector<std::int64_t> now;

    explicit ExactIntruder(const PublicKnowledge& knowledge)
        : parts(knowledge.ranges),
          whole(knowledge.ranges.back()),
          seen(knowledge.ranges.size()),
          now(knowledge.ranges.size())
    {
        try_from(0, 0);
    }
    void try_from(std::size_t i, std::int64_t total)
    {
        if (total > whole.highest) {
            return;
        }
        if (i + 1 == parts.size()) {
            if (total >= whole.lowest) {
                now[i] = total;
                for (std::size_t k = 0; k < now.size(); ++k) {
                    seen[k].insert(now[k]);
                }
            }
            return;
        }
        for (now[i] = parts[i].lowest; now[i] <= parts[i].highest; ++now[i]) {
            try_from(i + 1, total + now[i]);
        }
    }
};

/// Areas and their total as a release has them; the total comes last.
PublicKnowledge release_of(const std::vector<std::int64_t>& counts, std::int64_t threshold)
{
    PublicKnowledge knowledge;
    PublicKnowledge::Sum sum{
        .whole = counts.size(), .parts = {}, .relation = PublicKnowledge::Relation::equal};
    std::int64_t total = 0;
    for (const std::int64_t count : counts) {
        sum.parts.push_back(knowledge.ranges.size());
        knowledge.ranges.push_back(published_count(count, threshold).possible);
        total += count;
    }
    knowledge.ranges.push_back(published_count(total, threshold).possible);
    knowledge.sums.push_back(sum);
    return knowledge;
}

TEST(PublicKnowledge, WhatFollowsFromATableIsWhatAnExactIntruderFinds)
{
    constexpr int tables = 10'000;
    std::mt19937_64 random(20261125);
    int refused = 0;
    int pinned = 0;
    for (int t = 0; t < tables; ++t) {
        std::vector<std::int64_t> counts(2 + random() % 4);
        for (std::int64_t& count : counts) {
            count = static_cast<std::int64_t>(random() % (random() % 3 == 0 ? 20 : 6));
        }
        const PublicKnowledge knowledge = release_of(counts, 8);
        const std::vector<CountRange> follows = ranges_that_follow(knowledge);
        const ExactIntruder intruder(knowledge);
        bool is_refused = false;
        for (std::size_t i = 0; i < follows.size(); ++i) {
            ASSERT_EQ(follows[i], (CountRange{*intruder.seen[i].begin(), *intruder.seen[i].rbegin()}));
            is_refused = is_refused || (follows[i].highest > 0 && follows[i].size() < 3);
        }
        refused += is_refused ? 1 : 0;
        if (!is_refused) {
            pinned += static_cast<int>(std::ranges::count_if(
                intruder.seen, [](const auto& values) { return *values.rbegin() > 0 && values.size() < 3; }));
        }
    }
    EXPECT_EQ(pinned, 0);
    std::cout << tables << " random tables attacked: " << refused << " refused by the gate, " << pinned
              << " numbers pinned in the others\n";
}

TEST(PublicKnowledge, ManyHiddenAreasUnderAHiddenTotalPinEachOther)
{
    const PublicKnowledge knowledge = release_of({1, 1, 1, 1, 1, 1, 1}, 8);
    for (const CountRange& range : ranges_that_follow(knowledge)) {
        EXPECT_EQ(range.size(), 1);
    }
}

TEST(PublicKnowledge, PartsInsideAWholeSayTheLeastOfItAndItSaysTheMostOfThem)
{
    const PublicKnowledge knowledge{
        .ranges = {{1, 7}, {8, 12}, {8, 12}},
        .sums = {{.whole = 2, .parts = {0, 1}, .relation = PublicKnowledge::Relation::at_most}}};
    EXPECT_EQ(ranges_that_follow(knowledge), (std::vector<CountRange>{{1, 4}, {8, 11}, {9, 12}}));
    PublicKnowledge cover = knowledge;
    cover.ranges = {{1, 7}, {0, 0}, {6, 9}};
    cover.sums[0].relation = PublicKnowledge::Relation::at_least;
    EXPECT_EQ(ranges_that_follow(cover), (std::vector<CountRange>{{6, 7}, {0, 0}, {6, 7}}));
}

TEST(PublicKnowledge, KnowledgeThatContradictsItselfIsADefect)
{
    EXPECT_THROW(
        static_cast<void>(ranges_that_follow({.ranges = {{1, 2}, {1, 2}, {8, 9}}, .sums = {{2, {0, 1}}}})),
        Error);
}

std::vector<PointM> random_addresses(std::size_t count, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    std::vector<PointM> points;
    for (std::size_t i = 0; i < count; ++i) {
        // Dense in one corner and sparse elsewhere, as towns are.
        const double u = static_cast<double>(random() % 100'000) / 1e5;
        const double v = static_cast<double>(random() % 100'000) / 1e5;
        points.push_back({520'000 + 5'000 * u * u, 220'000 + 4'000 * v * v * v});
    }
    return points;
}

TEST(ProtectedCells, EachHoldsNoAddressOrEnough)
{
    const BoxM extent{520'000, 220'000, 525'000, 224'000};
    for (const std::size_t count : {0U, 5U, 8U, 60U, 3'000U}) {
        const auto addresses = random_addresses(count, count);
        const auto cells = protected_cells(addresses, extent, {});
        std::size_t total = 0;
        double area_m2 = 0;
        for (const ProtectedCell& cell : cells) {
            EXPECT_TRUE(cell.addresses == 0 || cell.addresses >= 8) << cell.addresses;
            EXPECT_GE(cell.side_m, 250);
            total += cell.addresses;
            area_m2 += cell.side_m * cell.side_m;
        }
        EXPECT_EQ(total, count < 8 ? 0 : count);
        EXPECT_TRUE(count < 8 ? cells.empty() : area_m2 >= 5'000.0 * 4'000);
    }
}

TEST(ProtectedCells, ASquareIsQuarteredWhereEachQuarterMayStand)
{
    // Two groups of eight in squares that touch; a ninth address alone keeps its quarter from standing.
    std::vector<PointM> addresses;
    for (int i = 0; i < 8; ++i) {
        addresses.push_back({10.0 + i, 10});
        addresses.push_back({260.0 + i, 260});
    }
    const BoxM extent{0, 0, 499, 499};
    EXPECT_EQ(protected_cells(addresses, extent, {}).size(), 4U);
    addresses.push_back({300, 100});
    EXPECT_EQ(protected_cells(addresses, extent, {}),
              (std::vector<ProtectedCell>{{.south_west = {0, 0}, .side_m = 500, .addresses = 17}}));
}

RC_GTEST_PROP(ProtectedCells, EveryPointOfTheExtentIsInExactlyOneCell, ())
{
    const BoxM extent{520'130, 219'870, 524'720, 223'400};
    const auto cells =
        protected_cells(random_addresses(*rc::gen::inRange<std::size_t>(200, 2'000), 5), extent, {});
    std::vector<PointM> points;
    for (int i = 0; i < 200; ++i) {
        points.push_back(
            {extent.min_x_m + *rc::gen::inRange(0, 4'590), extent.min_y_m + *rc::gen::inRange(0, 3'530)});
    }
    const auto found = cells_of_points(cells, points);
    for (std::size_t p = 0; p < points.size(); ++p) {
        std::vector<std::size_t> holding;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const BoxM box = cells[c].box();
            if (points[p].x_m >= box.min_x_m && points[p].x_m < box.max_x_m && points[p].y_m >= box.min_y_m &&
                points[p].y_m < box.max_y_m) {
                holding.push_back(c);
            }
        }
        RC_ASSERT(holding == std::vector<std::size_t>{found[p]});
    }
}

TEST(ProtectedCells, AnExtentOverTheOriginIsCoveredToo)
{
    std::vector<PointM> addresses;
    for (int i = 0; i < 40; ++i) {
        addresses.push_back({-900.0 + 45 * i, 800.0 - 41 * i});
    }
    const auto cells = protected_cells(addresses, {-1'000, -1'000, 1'000, 1'000}, {});
    std::size_t total = 0;
    for (const ProtectedCell& cell : cells) {
        total += cell.addresses;
    }
    EXPECT_EQ(total, addresses.size());
    EXPECT_THROW(static_cast<void>(protected_cells(addresses, {0, 0, 1, 1}, {.smallest_m = 0})), Error);
}

}  // namespace
}  // namespace wardmap
