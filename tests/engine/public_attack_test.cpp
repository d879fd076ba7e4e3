#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <numeric>
#include <regex>

#include "result_folder.hpp"
#include "synth_town.hpp"
#include "wardmap/protect_result.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;
using test::demo;
using test::release_of;
using test::run_study;
using test::SynthTown;

constexpr std::uint64_t first_town = 9'002;
constexpr std::uint64_t towns_attacked = 8;

TEST(PublicResult, TheAttackOnTheInternalResultPlacesMostIncidents)
{
    const SynthTown town(9002);
    Study study = read_study(demo / "study.toml");
    study.themes = {study.themes[1]};
    run_study(study, town.data, town.out("internal"));
    static_cast<void>(protect_result(release_of(town.out("internal"), town.out("public"))));
    const auto shares = measure_release({.result = town.out("internal"),
                                         .release = town.out("public"),
                                         .addresses = town.data / "addresses.csv"});
    ASSERT_EQ(shares.size(), 1U);
    const PlacedShares& drugs = shares.front();
    std::printf(
        "%s: %zu incidents attacked; placed within 20 m from the raster %.1f %%, a picture %.1f %%, the "
        "release %.1f %%, dwellings at random %.1f %%\n",
        drugs.theme.c_str(), drugs.incidents, 100 * drugs.from_raster, 100 * drugs.from_picture,
        100 * drugs.from_release, 100 * drugs.at_random);
    EXPECT_GE(drugs.from_raster, 0.9);
    EXPECT_GE(drugs.from_picture, drugs.at_random + 0.1);
}

/// How much more is placed than by choosing dwellings evenly, and how finely the theme was told, over towns.
struct Excess {
    std::vector<double> of_towns;
    std::size_t incidents = 0;
    std::size_t wards = 0;
    std::size_t together = 0;
    std::size_t maps = 0;

    void add(const PlacedShares& shares)
    {
        of_towns.push_back(shares.from_release - shares.at_random);
        incidents += shares.incidents;
        wards += shares.wards;
        together += shares.wards_together;
        maps += shares.map_square_m > 0 ? 1U : 0U;
    }
    [[nodiscard]] double mean() const
    {
        return std::accumulate(of_towns.begin(), of_towns.end(), 0.0) / static_cast<double>(of_towns.size());
    }
    [[nodiscard]] double most() const { return std::ranges::max(of_towns); }
    [[nodiscard]] double standard_error() const
    {
        double squares = 0;
        for (const double one : of_towns) {
            squares += (one - mean()) * (one - mean());
        }
        const auto towns = static_cast<double>(of_towns.size());
        return std::sqrt(squares / (towns - 1) / towns);
    }
    void print(const std::string& theme) const
    {
        std::printf(
            "%s: %zu incidents of %zu towns attacked; placed within 20 m more than at random, from the "
            "release: %+.2f points (standard error %.2f), in the town where most %+.2f; %zu of %zu "
            "wards told together, %zu maps\n",
            theme.c_str(), incidents, of_towns.size(), 100 * mean(), 100 * standard_error(), 100 * most(),
            together, wards, maps);
    }
};
using ExcessByTheme = std::map<std::string, Excess>;

void add_release(const SynthTown& town, ExcessByTheme& excess)
{
    static_cast<void>(protect_result(release_of(town.out("internal"), town.out("public"))));
    PlacedShares all{.theme = "All themes"};
    std::size_t maps = 0;
    for (const PlacedShares& theme : measure_release({.result = town.out("internal"),
                                                      .release = town.out("public"),
                                                      .addresses = town.data / "addresses.csv",
                                                      .attacks_surface = false})) {
        excess[theme.theme].add(theme);
        const auto before = static_cast<double>(all.incidents);
        all.incidents += theme.incidents;
        const double weight = before / static_cast<double>(all.incidents);
        all.at_random = weight * all.at_random + (1 - weight) * theme.at_random;
        all.from_release = weight * all.from_release + (1 - weight) * theme.from_release;
        all.wards += theme.wards;
        all.wards_together += theme.wards_together;
        maps += theme.map_square_m > 0 ? 1U : 0U;
    }
    excess[all.theme].add(all);
    excess[all.theme].maps += maps;
}

/// As a release would be that tells all wards one by one.
void forget_wards_together(const fs::path& internal)
{
    std::string manifest = test::bytes_of(internal / "manifest.json");
    const std::regex together(R"("public_wards_together": \[[^\]]*\])");
    std::ofstream(internal / "manifest.json", std::ios::binary)
        << std::regex_replace(manifest, together, R"("public_wards_together": [])");
}

TEST(PublicResult, SomeoneWhoHoldsItPlacesNoMoreIncidentsOfAnyThemeThanByChoosingDwellings)
{
    ExcessByTheme excess;
    ExcessByTheme with_all_wards;
    for (std::uint64_t seed = first_town; seed < first_town + towns_attacked; ++seed) {
        const SynthTown town(seed);
        Study study = read_study(demo / "study.toml");
        study.geojson = study.shapefile = study.report = study.qgis = study.geotiff = false;
        study.surgeries.reset();
        study.context.clear();
        study.emerging.wanted = study.near_repeats.wanted = false;
        run_study(study, town.data, town.out("internal"));
        add_release(town, excess);
        if (seed < first_town + 2) {
            forget_wards_together(town.out("internal"));
            add_release(town, with_all_wards);
        }
    }
    for (const auto& [theme, placed] : excess) {
        placed.print(theme);
        EXPECT_LE(placed.most(), 0.01) << theme;
    }
    std::printf("with all wards told one by one, ");
    with_all_wards.at("Drugs").print("Drugs");
    EXPECT_GT(with_all_wards.at("Drugs").mean(), 0.015) << "the attack sees what is told too finely";
}

}  // namespace
}  // namespace wardmap
