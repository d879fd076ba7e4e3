#include "wardmap/surgeries.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

constexpr CivilDay today = CivilDay{std::chrono::year{2025} / 7 / 1};

std::vector<SurgeryIncident> incidents_at(PointM place, int count, const std::string& reporter = {})
{
    std::vector<SurgeryIncident> incidents;
    for (int i = 0; i < count; ++i) {
        incidents.push_back(
            {{place.x_m + i, place.y_m}, reporter.empty() ? "" : reporter + std::to_string(i)});
    }
    return incidents;
}

std::vector<SurgeryIncident> joined(std::vector<SurgeryIncident> a, const std::vector<SurgeryIncident>& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

TEST(rank_surgeries, the_venue_with_more_incidents_in_reach_comes_first)
{
    const std::vector<Venue> venues{{"A", "Hall", "", {0, 0}, {}}, {"B", "Library", "", {5000, 0}, {}}};
    const auto incidents = joined(incidents_at({100, 0}, 5), incidents_at({5100, 0}, 9));
    const auto rows = rank_surgeries(venues, incidents, {.today = today});
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].venue, 1U);
    EXPECT_EQ(rows[0].incidents, 9U);
    EXPECT_FALSE(rows[0].months_since.has_value());
    EXPECT_EQ(rows[0].score, 9);
}

TEST(rank_surgeries, a_venue_whose_turn_was_lately_waits)
{
    const CivilDay lately{std::chrono::year{2025} / 6 / 1};
    const std::vector<Venue> venues{
        {"A", "Hall", "", {0, 0}, {CivilDay{std::chrono::year{2020} / 1 / 1}, lately}},
        {"B", "Library", "", {5000, 0}, {}}};
    const auto incidents = joined(incidents_at({0, 0}, 30), incidents_at({5000, 0}, 9));
    const auto rows = rank_surgeries(venues, incidents, {.today = today});
    EXPECT_EQ(rows[0].venue, 1U);
    EXPECT_EQ(rows[1].last_held, lately);
    EXPECT_NEAR(rows[1].months_since.value(), 30 / (365.25 / 12), 1e-12);
    EXPECT_NEAR(rows[1].score, 30 * (30 / (365.25 / 12)) / 12, 1e-12);
}

TEST(rank_surgeries, a_day_to_come_says_nothing)
{
    const std::vector<Venue> venues{{"A", "Hall", "", {0, 0}, {today + std::chrono::days{3}}}};
    EXPECT_FALSE(rank_surgeries(venues, {}, {.today = today})[0].last_held.has_value());
}

TEST(rank_surgeries, a_hall_beside_a_better_one_has_nothing_new)
{
    const std::vector<Venue> venues{{"A", "Hall", "", {0, 0}, {}},
                                    {"B", "Hall next door", "", {10, 0}, {}},
                                    {"C", "Library", "", {5000, 0}, {}}};
    const auto incidents = joined(incidents_at({0, 0}, 50), incidents_at({5000, 0}, 4));
    const auto rows = rank_surgeries(venues, incidents, {.today = today});
    EXPECT_EQ(rows[0].venue, 0U);
    EXPECT_EQ(rows[1].venue, 2U);
    EXPECT_EQ(rows[2].incidents, 50U);
    EXPECT_EQ(rows[2].new_incidents, 0U);
}

TEST(rank_surgeries, by_reporters_one_caller_counts_once)
{
    const std::vector<Venue> venues{{"A", "Hall", "", {0, 0}, {}}, {"B", "Library", "", {5000, 0}, {}}};
    auto incidents = joined(incidents_at({0, 0}, 40), incidents_at({5000, 0}, 5, "R"));
    for (int i = 0; i < 40; ++i) {
        incidents[static_cast<std::size_t>(i)].reporter = "the one caller";
    }
    EXPECT_EQ(rank_surgeries(venues, incidents, {.today = today})[0].venue, 0U);
    const auto rows = rank_surgeries(venues, incidents, {.today = today, .by_reporters = true});
    EXPECT_EQ(rows[0].venue, 1U);
    EXPECT_EQ(rows[0].reporters, 5U);
    EXPECT_EQ(rows[1].reporters, 1U);
}

/// The obvious twin: at each rank look at every venue left and every incident.
RC_GTEST_PROP(rank_surgeries, equals_the_obvious_twin_in_any_order_of_incidents, ())
{
    std::mt19937_64 random(*rc::gen::arbitrary<std::uint64_t>());
    std::uniform_real_distribution<double> anywhere(0, 3000);
    std::vector<Venue> venues;
    for (int i = 0; i < 8; ++i) {
        Venue venue{"V" + std::to_string(i), "", "", {anywhere(random), anywhere(random)}, {}};
        if (i % 2 == 0) {
            venue.held.push_back(today - std::chrono::days{static_cast<int>(random() % 500)});
        }
        venues.push_back(venue);
    }
    std::vector<SurgeryIncident> incidents;
    for (int i = 0; i < 60; ++i) {
        incidents.push_back({{anywhere(random), anywhere(random)}, "R" + std::to_string(random() % 20)});
    }
    const SurgeryOptions options{.today = today};
    const auto rows = rank_surgeries(venues, incidents, options);
    std::set<std::uint32_t> left{0, 1, 2, 3, 4, 5, 6, 7};
    std::vector<SurgeryIncident> unserved = incidents;
    for (const SurgeryRow& row : rows) {
        double best = -1;
        for (const std::uint32_t v : left) {
            const auto fresh =
                std::count_if(unserved.begin(), unserved.end(), [&](const SurgeryIncident& one) {
                    return distance_m(one.position, venues[v].position) <= options.walk_m;
                });
            const double turn =
                venues[v].held.empty()
                    ? 1
                    : std::min(1.0, static_cast<double>((today - venues[v].held[0]).count()) / 365.25);
            best = std::max(best, turn * static_cast<double>(fresh));
        }
        RC_ASSERT(std::abs(row.score - best) < 1e-9);
        left.erase(row.venue);
        std::erase_if(unserved, [&](const SurgeryIncident& one) {
            return distance_m(one.position, venues[row.venue].position) <= options.walk_m;
        });
    }
    std::shuffle(incidents.begin(), incidents.end(), random);
    const auto again = rank_surgeries(venues, incidents, options);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        RC_ASSERT(again[i].venue == rows[i].venue);
    }
}

TEST(rank_surgeries, refuses_no_walk_and_no_wait)
{
    EXPECT_THROW(static_cast<void>(rank_surgeries({}, {}, {.walk_m = 0})), Error);
    EXPECT_THROW(static_cast<void>(rank_surgeries({}, {}, {.full_months = -1})), Error);
}

}  // namespace
}  // namespace wardmap
