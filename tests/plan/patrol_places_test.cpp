#include "wardmap/patrol_places.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <random>

#include "reference/best_circle.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

PointSet unweighted(std::vector<PointM> positions)
{
    PointSet points;
    points.positions = std::move(positions);
    return points;
}

std::vector<PointM> scattered(std::size_t count, double side_m, unsigned seed)
{
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> coordinate(0, side_m);
    std::vector<PointM> positions;
    for (std::size_t k = 0; k < count; ++k) {
        const double x = 500'000 + coordinate(random);
        positions.push_back({x, 200'000 + coordinate(random)});
    }
    return positions;
}

/// What the claims of the header mean for any result.
void expect_sound(const PointSet& points, const std::vector<PatrolPlace>& places)
{
    double held = 0;
    for (std::size_t k = 0; k < places.size(); ++k) {
        EXPECT_EQ(places[k].rank, k + 1);
        double inside = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const bool is_in =
                distance_m(points.positions[i], places[k].centre) <= places[k].radius_m * (1 + 1e-6);
            inside += is_in ? points.weight(i) : 0;
        }
        EXPECT_NEAR(places[k].incidents, inside, 1e-9);
        held += inside;
        EXPECT_NEAR(places[k].cumulative_share, held / points.total_weight(), 1e-9);
        for (std::size_t j = 0; j < k; ++j) {
            EXPECT_GE(places[j].incidents, places[k].incidents);
            EXPECT_GE(distance_m(places[j].centre, places[k].centre), 2 * places[k].radius_m * (1 - 1e-6));
        }
    }
}

RC_GTEST_PROP(patrol_places, each_holds_the_most_of_what_is_left_of_all_circles, ())
{
    // Whole metres, so that points lie exactly on circles and pairs exactly a diameter apart.
    const auto coordinates = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(0, 40), rc::gen::inRange(0, 40)));
    const double diameter_m = *rc::gen::element(5.0, 10.0, 13.0, 26.0);
    std::vector<PointM> left;
    left.reserve(coordinates.size());
    for (const auto& [x, y] : coordinates) {
        left.push_back({static_cast<double>(x), static_cast<double>(y)});
    }
    const auto places = patrol_places(unweighted(left), {.diameter_m = diameter_m, .places = 6});
    std::vector<PointM> taken;
    for (const PatrolPlace& place : places) {
        const int most = reference::most_in_a_circle(left, diameter_m / 2, taken);
        RC_ASSERT(place.incidents == most);
        std::erase_if(left,
                      [&](PointM p) { return distance_m(p, place.centre) <= diameter_m / 2 * (1 + 1e-6); });
        taken.push_back(place.centre);
    }
    if (places.size() < 6) {
        RC_ASSERT(reference::most_in_a_circle(left, diameter_m / 2, taken) == 0);
    }
}

TEST(patrol_places, are_sound_on_a_town)
{
    PointSet points = unweighted(scattered(3'000, 4'000, 1));
    expect_sound(points, patrol_places(points, {.places = 25}));
    for (std::size_t i = 0; i < points.size(); ++i) {
        points.weights.push_back(static_cast<double>(i % 4));
    }
    expect_sound(points, patrol_places(points, {.places = 25}));
}

TEST(patrol_places, holds_a_ring_of_points_exactly_a_diameter_across)
{
    std::vector<PointM> ring;
    for (int k = 0; k < 200; ++k) {
        const double angle = k * std::acos(-1.0) / 100;
        ring.push_back({530'000.123 + 75 * std::cos(angle), 210'000.456 + 75 * std::sin(angle)});
    }
    const auto places = patrol_places(unweighted(ring), {.diameter_m = 150, .places = 1});
    ASSERT_EQ(places.size(), 1U);
    EXPECT_EQ(places[0].incidents, 200);
    EXPECT_LT(distance_m(places[0].centre, {530'000.123, 210'000.456}), 1e-3);
}

TEST(patrol_places, is_centred_on_what_it_holds)
{
    const auto places = patrol_places(unweighted({{100, 100}, {110, 100}, {105, 109}}), {.places = 3});
    ASSERT_EQ(places.size(), 1U) << "no incident is left for a second";
    EXPECT_NEAR(places[0].centre.x_m, 105, 1e-9);
    EXPECT_NEAR(places[0].centre.y_m, 103, 1e-9);
    EXPECT_EQ(places[0].cumulative_share, 1);
}

TEST(patrol_places, does_not_depend_on_the_order_of_points)
{
    std::vector<PointM> positions = scattered(2'000, 2'000, 2);
    const auto places = patrol_places(unweighted(positions), {});
    std::shuffle(positions.begin(), positions.end(), std::mt19937_64(3));
    const auto again = patrol_places(unweighted(positions), {});
    ASSERT_EQ(places.size(), again.size());
    for (std::size_t k = 0; k < places.size(); ++k) {
        EXPECT_EQ(places[k].centre, again[k].centre);
        EXPECT_EQ(places[k].incidents, again[k].incidents);
    }
}

double seconds_for(const std::vector<PointM>& positions)
{
    const auto start = std::chrono::steady_clock::now();
    const auto places = patrol_places(unweighted(positions), {});
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    EXPECT_EQ(places.size(), 10U);
    return taken.count();
}

TEST(patrol_places, stacked_and_crowded_points_do_not_blow_up)
{
    // 100,000 incidents on 500 map points, as police.uk has them; and each at a place of its own, in a
    // town and in a square of 600 m.
    const std::vector<PointM> map_points = scattered(500, 5'000, 4);
    std::vector<PointM> stacked;
    stacked.reserve(100'000);
    for (std::size_t k = 0; k < 100'000; ++k) {
        stacked.push_back(map_points[k * k % map_points.size()]);
    }
    EXPECT_LT(seconds_for(stacked), 5);
    EXPECT_LT(seconds_for(scattered(30'000, 5'000, 5)), 20);
    EXPECT_LT(seconds_for(scattered(10'000, 600, 6)), 20);
}

TEST(patrol_places, asks_for_sense)
{
    EXPECT_TRUE(patrol_places({}, {}).empty());
    EXPECT_TRUE(patrol_places(unweighted({{1, 1}}), {.places = 0}).empty());
    EXPECT_THROW((void)patrol_places({}, {.diameter_m = 0}), Error);
    EXPECT_THROW((void)patrol_places({}, {.diameter_m = std::numeric_limits<double>::infinity()}), Error);
    EXPECT_THROW((void)patrol_places(unweighted({{std::nan(""), 1}}), {}), Error);
    PointSet harm = unweighted({{1, 1}});
    harm.weights = {-1};
    EXPECT_THROW((void)patrol_places(harm, {}), Error);
    harm.weights = {0};
    EXPECT_TRUE(patrol_places(harm, {}).empty()) << "no harm, no place";
}

}  // namespace
}  // namespace wardmap
