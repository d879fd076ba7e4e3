#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "temporary_folder.hpp"
#include "wardmap/error.hpp"
#include "wardmap/protect_result.hpp"
#include "wardmap/run.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

/// The small town with a dwelling every 50 m, its internal result and the public release of it.
class MeasureRelease : public ::testing::Test {
protected:
    MeasureRelease()
    {
        for (const char* file : {"incidents.csv", "wards.geojson"}) {
            fs::copy_file(fs::path(WARDMAP_SOURCE_DIR) / "tests/data/small_town" / file,
                          folder.path() / file);
        }
        std::ofstream addresses(options.addresses = folder.path() / "addresses.csv");
        addresses << "uprn,number,street,town,postcode,x,y\n";
        for (int i = 0; i < 800; ++i) {
            addresses << fmt::format("{},{},Street {},Smallford,SG1 1AA,{},{}\n", 990'000'000'000 + i,
                                     i / 20 + 1, i % 20, 517'350 + 50 * (i / 20), 212'700 + 55 * (i % 20));
        }
        addresses.close();
        std::ofstream(folder.path() / "study.toml") << R"(
[study]
name = "Smallford"
[[incidents]]
file = "incidents.csv"
[[gazetteer]]
file = "addresses.csv"
kind = "addresses"
[[themes]]
preset = "asb"
[[themes]]
id = "floods"
categories = ["Flood"]
may_be_empty = true
[wards]
file = "wards.geojson"
id = "code"
name = "name"
[output]
formats = ["geopackage", "geotiff"]
)";
        options.result = folder.path() / "internal";
        options.release = folder.path() / "public";
        static_cast<void>(run(read_study(folder.path() / "study.toml"), {.output_folder = options.result}));
        static_cast<void>(protect_result(
            {.result = options.result, .output_folder = options.release, .approved_by = "A. Head"}));
    }
    test::TemporaryFolder folder;
    MeasureOptions options;
};

TEST_F(MeasureRelease, TheRasterTellsWhereIncidentsWereAndTheReleaseDoesNot)
{
    const std::vector<PlacedShares> all = measure_release(options);
    ASSERT_EQ(all.size(), 1U) << "of a theme without incidents there is nothing to place";
    const PlacedShares& shares = all[0];
    EXPECT_EQ(shares.incidents, 72U);
    EXPECT_GT(shares.from_raster, 0.25);
    EXPECT_GT(shares.from_raster, shares.from_picture);
    EXPECT_LE(shares.from_release, shares.at_random + 0.01);
    EXPECT_LE(shares.from_wards, shares.from_release) << "the release holds the ward table";
    EXPECT_GE(shares.map_square_m, 250);
}

TEST_F(MeasureRelease, ByChanceAnIncidentIsFoundWhereOneOfAsManyGuessesFallsIntoItsDisc)
{
    const double dwelling_m2 = 50.0 * 55;
    const double in_disc = 3.14159 * options.radius_m * options.radius_m / dwelling_m2;
    const double most = 72 * in_disc / 800;  // guesses times the share of the dwellings that a disc holds
    const double near = measure_release(options).at(0).at_random;
    EXPECT_LE(near, most) << "a guess serves for one incident only";
    EXPECT_GT(near, most / 2);
    options.radius_m = 40;
    EXPECT_GT(measure_release(options).at(0).at_random, 2 * near);
}

TEST_F(MeasureRelease, AResultAndItsReleaseAreNotTakenForEachOther)
{
    std::swap(options.result, options.release);
    try {
        static_cast<void>(measure_release(options));
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        EXPECT_EQ(error.found(), "a result for \"public\" and a release for \"internal\" are named");
    }
}

}  // namespace
}  // namespace wardmap
