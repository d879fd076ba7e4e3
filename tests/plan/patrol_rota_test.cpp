#include "wardmap/patrol_rota.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;

constexpr CivilDay monday = CivilDay{std::chrono::year{2025} / 6 / 2};

WeekOfHours even_week(double incidents)
{
    WeekOfHours week;
    week.fill(incidents / 168);
    return week;
}

/// Places a kilometre apart, the first the busiest.
std::vector<RotaPlace> places_in_a_row(std::size_t count)
{
    std::vector<RotaPlace> places;
    for (std::size_t i = 0; i < count; ++i) {
        places.push_back(
            {{1000.0 * static_cast<double>(i), 500}, even_week(10.0 / static_cast<double>(i + 1))});
    }
    return places;
}

RotaOptions options_from_monday(double staff_hours)
{
    RotaOptions options;
    options.first_day = monday;
    options.staff_hours = staff_hours;
    return options;
}

double cost_hours(const Rota& rota, const RotaOptions& options)
{
    return std::accumulate(rota.visits.begin(), rota.visits.end(), 0.0,
                           [&](double sum, const RotaVisit& visit) {
                               return sum + (visit.minutes + visit.way_minutes) * options.staff / 60;
                           });
}

RC_GTEST_PROP(patrol_rota, keeps_to_budget_shift_round_and_length_of_visits, ())
{
    RotaOptions options = options_from_monday(*rc::gen::inRange(1, 400));
    options.seed = *rc::gen::arbitrary<std::uint64_t>();
    options.days = *rc::gen::inRange(1U, 15U);
    options.staff = *rc::gen::inRange(1U, 4U);
    options.teams.resize(*rc::gen::inRange<std::size_t>(1, 4), "team");
    const auto places = places_in_a_row(*rc::gen::inRange<std::size_t>(1, 13));
    const Rota rota = patrol_rota(places, options);
    RC_ASSERT(cost_hours(rota, options) <= options.staff_hours * options.days / 7 + 1e-9);
    RC_ASSERT(std::abs(cost_hours(rota, options) - rota.staff_hours) < 1e-9);
    std::set<std::tuple<CivilDay, std::uint32_t, std::uint32_t, std::uint32_t>> seen;
    std::map<std::uint32_t, CivilSecond> busy_until;
    for (const RotaVisit& visit : rota.visits) {
        RC_ASSERT(visit.minutes >= options.least_minutes && visit.minutes <= options.most_minutes);
        const PatrolShift& shift = options.shifts.at(visit.shift);
        const CivilDay day = floor<days>(visit.start - hours{shift.hour_from});
        const auto into_shift = visit.start - (day + hours{shift.hour_from});
        RC_ASSERT(into_shift >= hours{2 * visit.round} &&
                  into_shift + minutes{visit.minutes} <= hours{2 * visit.round + 2});
        RC_ASSERT(day >= monday && day < monday + days{options.days});
        RC_ASSERT(seen.insert({day, visit.shift, visit.round, visit.place}).second);
        RC_ASSERT(visit.start >= busy_until[visit.team]);
        busy_until[visit.team] = visit.start + minutes{visit.minutes};
    }
}

TEST(patrol_rota, is_the_same_for_a_seed_and_another_for_another)
{
    const auto starts = [](std::uint64_t seed) {
        RotaOptions options = options_from_monday(60);
        options.seed = seed;
        std::vector<CivilSecond> times;
        for (const RotaVisit& visit : patrol_rota(places_in_a_row(6), options).visits) {
            times.push_back(visit.start);
        }
        return times;
    };
    EXPECT_EQ(starts(1), starts(1));
    EXPECT_NE(starts(1), starts(2));
}

/// With room for every visit, a place is called on in each round, about two hours apart and never like clockwork.
TEST(patrol_rota, visits_come_about_two_hours_apart_in_an_order_that_changes)
{
    RotaOptions options = options_from_monday(1000);
    options.days = 28;
    const Rota rota = patrol_rota(places_in_a_row(4), options);
    EXPECT_EQ(rota.visits.size(), 28U * 12U * 4U);
    std::map<std::uint32_t, std::vector<CivilSecond>> by_place;
    std::set<std::vector<std::uint32_t>> orders;
    std::map<std::tuple<CivilDay, std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> rounds;
    for (const RotaVisit& visit : rota.visits) {
        by_place[visit.place].push_back(visit.start);
        const CivilDay day = floor<days>(visit.start - hours{options.shifts[visit.shift].hour_from});
        rounds[{day, visit.shift, visit.round}].push_back(visit.place);
    }
    for (const auto& [round, order] : rounds) {
        orders.insert(order);
    }
    EXPECT_GT(orders.size(), 12U);  // of the 24 there are
    double sum = 0;
    std::size_t within = 0;
    std::set<std::int64_t> gaps;
    const std::vector<CivilSecond>& first = by_place[0];
    for (std::size_t i = 1; i < first.size(); ++i) {
        const auto gap = std::chrono::duration_cast<minutes>(first[i] - first[i - 1]).count();
        gaps.insert(gap);
        sum += static_cast<double>(gap);
        within += gap >= 60 && gap <= 180 ? 1U : 0U;
    }
    EXPECT_NEAR(sum / static_cast<double>(first.size() - 1), 120, 2);
    EXPECT_GT(static_cast<double>(within) / static_cast<double>(first.size() - 1), 0.85);
    EXPECT_GT(gaps.size(), 50U);
}

TEST(patrol_rota, spends_a_small_budget_where_and_when_most_is_expected)
{
    std::vector<RotaPlace> places = places_in_a_row(3);
    WeekOfHours friday_night{};
    for (std::size_t hour = 20; hour < 22; ++hour) {
        friday_night[4 * 24 + hour] = 5;
    }
    places[2].expected = friday_night;
    RotaOptions options = options_from_monday(1.5);  // a visit of two people costs half an hour or so
    const Rota rota = patrol_rota(places, options);
    ASSERT_FALSE(rota.visits.empty());
    EXPECT_TRUE(std::any_of(rota.visits.begin(), rota.visits.end(), [](const RotaVisit& visit) {
        return visit.place == 2 && floor<days>(visit.start) == monday + days{4};
    }));
    EXPECT_LE(rota.visits.size(), 3U);
}

/// D'Hondt: visits stand to each other as what is expected of the places, to within a visit.
TEST(patrol_rota, shares_visits_out_in_proportion_and_over_the_days)
{
    const Rota rota = patrol_rota(places_in_a_row(3), options_from_monday(40));
    std::map<std::uint32_t, double> visits;
    std::map<CivilDay, int> by_day;
    for (const RotaVisit& visit : rota.visits) {
        ++visits[visit.place];
        ++by_day[floor<days>(visit.start - hours{6})];
    }
    EXPECT_NEAR(visits[0] / visits[1], 2, 0.15);
    EXPECT_NEAR(visits[0] / visits[2], 3, 0.25);
    EXPECT_EQ(by_day.size(), 7U);
    const auto [least, most] = std::minmax_element(
        by_day.begin(), by_day.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    EXPECT_LE(most->second - least->second, 3) << "an even week has even days";
}

TEST(patrol_rota, teams_keep_to_their_own_places_and_all_places_have_a_team)
{
    RotaOptions options = options_from_monday(2000);
    options.teams = {"north", "south", "west"};
    std::map<std::uint32_t, std::set<std::uint32_t>> teams_of;
    for (const RotaVisit& visit : patrol_rota(places_in_a_row(9), options).visits) {
        teams_of[visit.place].insert(visit.team);
    }
    EXPECT_EQ(teams_of.size(), 9U);
    std::map<std::uint32_t, int> places_of;
    for (const auto& [place, teams] : teams_of) {
        EXPECT_EQ(teams.size(), 1U);
        ++places_of[*teams.begin()];
    }
    EXPECT_EQ(places_of, (std::map<std::uint32_t, int>{{0, 3}, {1, 3}, {2, 3}}));
}

TEST(patrol_rota, no_visit_begins_in_the_hour_that_the_clocks_skip)
{
    RotaOptions options = options_from_monday(2000);
    options.first_day =
        CivilDay{std::chrono::year{2025} / 3 / 29};  // clocks go from 01:00 to 02:00 on the 30th
    options.days = 2;
    options.shifts = {{"small hours", 0, 4}};
    const CivilDay change = options.first_day + days{1};
    bool other_day = false;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        options.seed = seed;
        for (const RotaVisit& visit : patrol_rota(places_in_a_row(5), options).visits) {
            EXPECT_FALSE(visit.start >= change + hours{1} && visit.start < change + hours{2});
            other_day = other_day || (visit.start >= options.first_day + hours{1} &&
                                      visit.start < options.first_day + hours{2});
        }
    }
    EXPECT_TRUE(other_day);
}

TEST(patrol_rota, an_expected_week_adds_up_and_leans_on_the_theme_where_the_place_knows_little)
{
    TimeProfile theme;
    theme.weight[100] = 900;
    theme.weight[101] = 100;
    TimeProfile place;
    place.weight[3] = 20;
    const WeekOfHours week = expected_week(place, theme, 8);
    EXPECT_NEAR(std::accumulate(week.begin(), week.end(), 0.0), 8, 1e-12);
    EXPECT_NEAR(week[3], 4, 1e-12);  // as many of its own as borrowed
    EXPECT_NEAR(week[100], 3.6, 1e-12);
    EXPECT_NEAR(expected_week({}, {}, 16.8)[17], 0.1, 1e-12);
}

TEST(patrol_rota, refuses_what_cannot_be_planned)
{
    const auto kind_of = [](const auto& change) {
        RotaOptions options = options_from_monday(10);
        change(options);
        try {
            static_cast<void>(patrol_rota(places_in_a_row(2), options));
        } catch (const Error& error) {
            return error.kind();
        }
        return ErrorKind::internal;
    };
    EXPECT_EQ(kind_of([](RotaOptions& o) { o.staff_hours = 0; }), ErrorKind::usage);
    EXPECT_EQ(kind_of([](RotaOptions& o) { o.teams.clear(); }), ErrorKind::usage);
    EXPECT_EQ(kind_of([](RotaOptions& o) { o.shifts = {{"short", 6, 7}}; }), ErrorKind::usage);
    EXPECT_EQ(kind_of([](RotaOptions& o) { o.shifts = {{"odd", 25, 30}}; }), ErrorKind::usage);
    EXPECT_EQ(kind_of([](RotaOptions& o) { o.least_minutes = 20; }), ErrorKind::usage);
    EXPECT_EQ(kind_of([](RotaOptions& o) { o.speed_km_h = 0; }), ErrorKind::usage);
    EXPECT_TRUE(patrol_rota({}, options_from_monday(10)).visits.empty());
}

}  // namespace
}  // namespace wardmap
