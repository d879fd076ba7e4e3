#include "wardmap/placement_attack.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "wardmap/make_layers.hpp"
#include "wardmap/public_detail.hpp"
#include "wardmap/public_layers.hpp"
#include "wardmap/public_squares.hpp"

namespace wardmap {
namespace {

/// Dwellings 12 m apart on streets, and incidents at some of them.
struct Streets {
    std::vector<PointM> dwellings;
    std::vector<PointM> incidents;

    explicit Streets(std::size_t count)
    {
        for (int street = 0; street < 20; ++street) {
            for (int house = 0; house < 80; ++house) {
                dwellings.push_back({1'000 + 12.0 * house, 1'000 + 50.0 * street});
            }
        }
        std::mt19937_64 random(3);
        for (std::size_t i = 0; i < count; ++i) {
            incidents.push_back(dwellings[random() % dwellings.size()]);
        }
    }
};

TEST(PlacementAttack, AFloatRasterGivesItsIncidentsAway)
{
    const Streets streets(150);
    DensityOptions kernel;
    kernel.bandwidth_m = 150;
    PointSet points;
    points.positions = streets.incidents;
    Raster surface = kernel_density(points, raster_grid_over({800, 800, 2'200, 2'200}, 20), kernel);
    for (double& value : surface.values) {
        value = static_cast<float>(value);  // as the file has it
    }
    const SurfaceAttack attack{.kernel = kernel, .incidents = streets.incidents.size()};
    const auto guesses = guesses_from_surface(known_values(surface), streets.dwellings, attack);
    EXPECT_EQ(guesses.size(), streets.incidents.size());
    EXPECT_GE(placed_incidents(guesses, streets.incidents, 20), 135U);
    const auto blurred = guesses_from_surface(known_classes(surface, 7), streets.dwellings, attack);
    const std::vector<double> even(streets.dwellings.size(), 1);
    EXPECT_GT(static_cast<double>(placed_incidents(blurred, streets.incidents, 20)) / 150,
              PlacementTrial(streets.dwellings, streets.incidents, 20).placed_share(even, 20));
}

TEST(PlacementAttack, EachGuessServesForOneIncidentTheNearestFirst)
{
    const std::vector<PointM> incidents = {{0, 0}, {0, 0}, {100, 0}};
    EXPECT_EQ(placed_incidents(std::vector<PointM>{{5, 0}}, incidents, 20), 1U);
    EXPECT_EQ(placed_incidents(std::vector<PointM>{{5, 0}, {-19, 0}, {121, 0}}, incidents, 20), 2U);
    EXPECT_EQ(placed_incidents({}, incidents, 20), 0U);
}

TEST(PlacementAttack, GuessesAreSharedOutByWeight)
{
    for (const double start : {0.0, 0.1, 0.5, 0.999}) {
        const auto guesses = guesses_by_weight(std::vector<double>{1, 0, 3}, 40, start);
        ASSERT_EQ(guesses.size(), 3U);
        EXPECT_NEAR(guesses[0], 10, 1);
        EXPECT_EQ(guesses[1], 0U);
        EXPECT_EQ(guesses[0] + guesses[2], 40U);
    }
    EXPECT_EQ(guesses_by_weight(std::vector<double>{0, 0, 0}, 5, 0.5), (std::vector<std::uint32_t>{0, 0, 0}));
}

/// The twin guesses one after the other and looks for incidents near each guess anew.
TEST(PlacementAttack, ATrialPlacesWhatItsGuessesPlaceOneByOne)
{
    const Streets streets(400);
    std::mt19937_64 random(5);
    std::vector<double> weights(streets.dwellings.size());
    for (double& weight : weights) {
        weight = static_cast<double>(random() % 4);
    }
    constexpr int draws = 7;
    std::size_t placed = 0;
    for (int draw = 0; draw < draws; ++draw) {
        const auto counts = guesses_by_weight(weights, streets.incidents.size(), (draw + 0.25) / draws);
        std::vector<PointM> guesses;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            guesses.insert(guesses.end(), counts[i], streets.dwellings[i]);
        }
        EXPECT_EQ(guesses.size(), streets.incidents.size());
        placed += placed_incidents(guesses, streets.incidents, 20);
    }
    const PlacementTrial trial(streets.dwellings, streets.incidents, 20);
    EXPECT_DOUBLE_EQ(trial.placed_share(weights, draws, 0.25), static_cast<double>(placed) / draws / 400);
    EXPECT_EQ(trial.placed_share({}, draws), 0);
}

TEST(PlacementAttack, ClassesAreReadAsPeopleReadThem)
{
    EXPECT_EQ(incidents_in_class("no incidents", 500), 0);
    EXPECT_EQ(incidents_in_class("1 to 7 incidents", 500), 4);
    EXPECT_EQ(incidents_in_class("8 incidents or more", 500), 12);
    EXPECT_EQ(incidents_in_class("up to 140 incidents per km²", 500), 26.25);
    EXPECT_EQ(incidents_in_class("140 to 240 incidents per km²", 500), 47.5);
    EXPECT_EQ(incidents_in_class("240 incidents per km² or more", 1'000), 360);
}

TEST(PublicSquares, MergedSquaresAreThoseOfTheLargerSide)
{
    std::mt19937_64 random(11);
    std::vector<PointM> addresses;
    for (int i = 0; i < 3'000; ++i) {
        const double u = static_cast<double>(random() % 10'000) / 1e4;
        addresses.push_back({520'000 + 5'000 * u * u, 220'000 + static_cast<double>(random() % 4'000)});
    }
    const BoxM extent{520'000, 220'000, 525'000, 224'000};
    const auto finest = protected_cells(addresses, extent, {});
    for (const double side_m : {250.0, 500.0, 1'000.0, 2'000.0}) {
        EXPECT_EQ(merged_squares(finest, side_m), protected_cells(addresses, extent, {.smallest_m = side_m}))
            << side_m;
    }
}

TEST(PublicSquares, AMapOfOneHotStreetIsCoarserThanOneOfATownAlike)
{
    const Streets streets(400);
    const BoxM extent{1'000, 1'000, 2'000, 2'000};
    const auto squares = protected_cells(streets.dwellings, extent, {});
    const DetailSearch even{.squares = squares,
                            .addresses = streets.dwellings,
                            .incidents = streets.incidents,
                            .wards = nullptr,
                            .theme = "asb"};
    const double side_m = finest_public_detail(even).square_m;
    EXPECT_EQ(side_m, 250);
    DetailSearch hot = even;
    const std::vector<PointM> at_one_corner(200, {1'012, 1'000});
    hot.incidents = at_one_corner;
    const double hot_side_m = finest_public_detail(hot).square_m;
    EXPECT_TRUE(hot_side_m == 0 || hot_side_m > 250) << hot_side_m;
    hot.incidents = {};
    EXPECT_EQ(finest_public_detail(hot).square_m, 0);
}

/// Four wards, each five of the streets.
Layer wards_of_streets()
{
    AreaSet areas;
    AreaTable rows;
    for (std::uint32_t w = 0; w < 4; ++w) {
        const double south_m = 975 + 250.0 * w;
        areas.areas.push_back({"E" + std::to_string(w),
                               "Ward " + std::to_string(w),
                               1'000.0,
                               {{box_polygon({990, south_m, 1'990, south_m + 250})}}});
        AreaRow row;
        row.area = w;
        rows.rows.push_back(row);
    }
    return wards_layer(areas, rows, {.theme = "asb", .theme_title = {}, .area_name = {}, .period = {}});
}

TEST(PublicDetail, AWardThatStandsOutIsToldTogetherWithOthersUntilTheWardsPlaceNoMoreThanChance)
{
    Streets streets(300);
    const auto squares = protected_cells(streets.dwellings, {1'000, 1'000, 2'000, 2'000}, {});
    const Layer wards = wards_of_streets();
    const auto search = [&] {
        return DetailSearch{.squares = squares,
                            .addresses = streets.dwellings,
                            .incidents = streets.incidents,
                            .wards = &wards,
                            .theme = "asb"};
    };
    EXPECT_TRUE(finest_public_detail(search()).wards_together.empty());
    for (std::size_t i = 0; i < 200; ++i) {  // in the southern ward, at a house each
        streets.incidents.push_back(streets.dwellings[2 * i]);
    }
    const PublicDetail detail = finest_public_detail(search());
    ASSERT_GE(detail.wards_together.size(), 2U);
    EXPECT_EQ(detail.wards_together.front(), "Ward 0");
}

TEST(PlacementAttack, WardsToldTogetherAreOnePartForTheAttacker)
{
    const Streets streets(1);
    const std::vector<std::string> texts = {"90 together", "10", "90 together", "0"};
    std::vector<PublicArea> areas;
    for (std::size_t w = 0; w < texts.size(); ++w) {
        const double south_m = 975 + 250.0 * static_cast<double>(w);
        areas.push_back({.id = {},
                         .name = {},
                         .population = {},
                         .incidents = texts[w],
                         .rate_per_1000 = {},
                         .shape = {{box_polygon({990, south_m, 1'990, south_m + 250})}}});
    }
    LayerSet release;
    release.layers.push_back(
        public_wards_layer(areas, {.theme = "asb", .theme_title = {}, .area_name = {}, .period = {}}));
    const auto weights = weights_from_release(release, "asb", streets.dwellings).by_wards;
    ASSERT_EQ(weights.size(), 1'600U);
    EXPECT_DOUBLE_EQ(weights[0], 90.0 / 800);
    EXPECT_DOUBLE_EQ(weights[400], 10.0 / 400);
    EXPECT_DOUBLE_EQ(weights[800], 90.0 / 800);
    EXPECT_EQ(weights[1'200], 0);
}

}  // namespace
}  // namespace wardmap
