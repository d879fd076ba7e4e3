#include "read_study.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include "temporary_folder.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

const std::filesystem::path full_study =
    std::filesystem::path(WARDMAP_SOURCE_DIR) / "tests/engine/full_study.toml";

std::string text_of(const std::filesystem::path& file)
{
    std::ifstream input(file);
    std::stringstream text;
    text << input.rdbuf();
    return text.str();
}

/// Reads a study of this text and returns the error it must end in.
Error fault_of(const std::string& text)
{
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "study.toml";
    std::ofstream(file) << text;
    try {
        static_cast<void>(read_study(file));
    } catch (const Error& error) {
        return error;
    }
    return {ErrorKind::internal, "", "no error", ""};
}

std::string with_change(const std::string& from, const std::string& to)
{
    std::string text = text_of(full_study);
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(ReadStudy, BreaksAreFrozenByTheme)
{
    const Study study = read_study(full_study);
    EXPECT_TRUE(study.density_monthly);
    const FrozenBreaks frozen = frozen_breaks(study, "asb");
    EXPECT_EQ(frozen.density_per_km2, (std::vector<double>{2.5, 5, 10}));
    EXPECT_EQ(frozen.monthly_density_per_km2, (std::vector<double>{0.5, 1, 2}));
    EXPECT_EQ(frozen.wards, (std::vector<double>{4.5, 9}));
    EXPECT_EQ(frozen.blocks, (std::vector<double>{1, 3, 6}));
    EXPECT_TRUE(frozen_breaks(study, "fires").density_per_km2.empty());
    EXPECT_TRUE(frozen_breaks(study, "fires").wards.empty());
}

TEST(ReadStudy, BreaksMustRiseAndBePositiveNumbers)
{
    const std::vector<std::pair<std::string, std::string>> keys = {{"density_breaks", "[2.5, 5, 10]"},
                                                                   {"monthly_density_breaks", "[0.5, 1, 2]"},
                                                                   {"ward_breaks", "[4.5, 9]"},
                                                                   {"block_breaks", "[1, 3, 6]"}};
    for (const auto& [key, right] : keys) {
        for (const char* wrong : {"[5, 5]", "[10, 5]", "[]", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", "[0, 5]", "5",
                                  "[\"5\"]", "[nan]", "[inf]"}) {
            const Error fault = fault_of(with_change("\n" + key + " = " + right, "\n" + key + " = " + wrong));
            EXPECT_EQ(fault.kind(), ErrorKind::usage) << key << wrong;
            EXPECT_NE(std::string(fault.what()).find(key), std::string::npos) << key << wrong;
        }
    }
}

TEST(ReadStudy, BreaksOfBlocksAreWholeIncidents)
{
    const Error fault = fault_of(with_change("[1, 3, 6]", "[1, 2.5]"));
    EXPECT_EQ(fault.kind(), ErrorKind::usage);
    EXPECT_NE(std::string(fault.what()).find("whole numbers"), std::string::npos);
}

TEST(ReadStudy, AProjectWithoutItsGeoPackageIsRefused)
{
    const Error fault = fault_of(with_change("[\"geojson\", \"geotiff\"]", "[\"qgis\", \"geotiff\"]"));
    EXPECT_EQ(fault.kind(), ErrorKind::usage);
    EXPECT_NE(std::string(fault.what()).find("GeoPackage"), std::string::npos);
}

TEST(ReadStudy, EveryKeyIsDocumented)
{
    std::vector<std::string> keys;
    static_cast<void>(read_study(full_study, &keys));
    EXPECT_GT(keys.size(), 80U);
    const std::string documentation = text_of(std::filesystem::path(WARDMAP_SOURCE_DIR) / "docs/cli.md");
    for (const std::string& key : keys) {
        if (key.find('.') != std::string::npos && key != "incidents.columns" && key != "gazetteer.columns") {
            EXPECT_NE(documentation.find("`" + key + "`"), std::string::npos) << key;
        }
    }
}

TEST(ReadStudy, TakesOverWhatTheFileSays)
{
    const Study study = read_study(full_study);
    EXPECT_EQ(study.name, "Everything");
    ASSERT_TRUE(study.period);
    EXPECT_EQ(iso_day_text(study.period->begin), "2025-01-01");
    EXPECT_EQ(iso_day_text(study.period->end), "2025-06-16") << "the last day counts";
    EXPECT_EQ(iso_day_text(study.comparison->end), "2024-07-01") << "the whole of the last month counts";
    EXPECT_EQ(study.incidents[0].columns.location, (std::vector<std::string>{"street", "town"}));
    EXPECT_EQ(study.incidents[0].date_order, DateOrder::month_first);
    EXPECT_EQ(study.gazetteer[0].options.columns.street, "road");
    ASSERT_EQ(study.themes.size(), 2U);
    EXPECT_EQ(study.themes[0].id, "asb");
    EXPECT_EQ(study.themes[0].categories, std::vector<std::string>{"Nuisance"})
        << "keys replace the preset's";
    EXPECT_EQ(study.themes[1].title, "fires");
    EXPECT_EQ(study.lattice.shape, CellShape::hexagon);
    EXPECT_EQ(study.hotspots.min_bin, 3);
    EXPECT_DOUBLE_EQ(study.hotspots.max_area_m2, 500'000);
    EXPECT_EQ(study.bandwidth_m, 400.0);
    EXPECT_EQ(study.kernel, Kernel::gaussian);
    EXPECT_TRUE(study.geojson && study.geotiff);
    EXPECT_FALSE(study.shapefile || study.geopackage || study.report);
    EXPECT_EQ(study.profile, Profile::partner);
    EXPECT_TRUE(study.sld && study.esri_colours);
    ASSERT_EQ(study.context.size(), 2U);
    EXPECT_EQ(study.context[0].kind, ContextKind::water) << "from the bottom of the map to the top";
    EXPECT_EQ(study.context[1].layer.layer, "road_link");
    EXPECT_EQ(study.context[1].licence, "OGL 3.0");
}

TEST(ReadStudy, AContextLayerHasAKnownKindOnceAndAFile)
{
    const Error unknown = fault_of(with_change("kind = \"roads\"", "kind = \"road\""));
    EXPECT_EQ(unknown.kind(), ErrorKind::usage);
    EXPECT_NE(unknown.advice().find("Did you mean \"roads\"?"), std::string::npos) << unknown.advice();
    const Error twice = fault_of(with_change("kind = \"water\"", "kind = \"roads\""));
    EXPECT_EQ(twice.found(), "there are two layers of roads");
    EXPECT_EQ(fault_of(with_change("file = \"roads.gpkg\"\n", "")).kind(), ErrorKind::usage);
    EXPECT_EQ(fault_of(with_change("hotspot_colours = \"esri\"", "hotspot_colours = \"red\"")).kind(),
              ErrorKind::usage);
}

Study with_context(const std::string& keys)
{
    const test::TemporaryFolder folder;
    std::ofstream(folder.path() / "study.toml") << text_of(full_study) << "\n[[context]]\nfile = \"x.gpkg\"\n"
                                                << keys;
    return read_study(folder.path() / "study.toml");
}

TEST(ReadStudy, BuildingsAreNotForPartnersUnlessTheStudySaysSo)
{
    const auto released = [](const std::string& keys) {
        const std::vector<Study::Context> all = with_context(keys).context;
        return all.size() == 3 && all[1].for_partners;  // between water and roads
    };
    EXPECT_FALSE(released("kind = \"buildings\""));
    EXPECT_TRUE(released("kind = \"buildings\"\nfor_partners = true"));
    EXPECT_TRUE(released("kind = \"railways\""));
    EXPECT_FALSE(released("kind = \"railways\"\nfor_partners = false"));
}

TEST(ReadStudy, AnUnknownKeyNamesItsLineAndTheNearestKey)
{
    const Error error = fault_of(with_change("cell_m = 150", "cel_m = 150"));
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_NE(error.where().find("line 98, grid.cel_m"), std::string::npos) << error.where();
    EXPECT_EQ(error.advice(), "Did you mean cell_m?");
}

TEST(ReadStudy, AnUnknownSectionIsRefused)
{
    EXPECT_EQ(fault_of(with_change("[patrol]", "[patrols]")).advice(), "Did you mean patrol?");
}

TEST(ReadStudy, AWrongTypeSaysWhatWasFoundAndWhatIsExpected)
{
    EXPECT_EQ(fault_of(with_change("cell_m = 150", "cell_m = \"150\"")).found(),
              "found text where a number is expected");
    EXPECT_EQ(fault_of(with_change("close_gaps = true", "close_gaps = 1")).found(),
              "found a whole number where true or false is expected");
    EXPECT_EQ(fault_of(with_change("name = \"Everything\"", "name = 3")).found(),
              "found a whole number where text is expected");
}

TEST(ReadStudy, ANumberOutOfRangeSaysTheRange)
{
    const Error error = fault_of(with_change("bandwidth_m = 400", "bandwidth_m = -5"));
    EXPECT_EQ(error.found(), "-5 is out of range");
    EXPECT_EQ(error.advice(), "Give 1 to 100000 m");
    EXPECT_EQ(fault_of(with_change("bandwidth_m = 400", "bandwidth_m = nan")).kind(), ErrorKind::usage);
}

TEST(ReadStudy, AnUnknownWordNamesTheNearestOne)
{
    EXPECT_EQ(fault_of(with_change("\"gaussian\"", "\"gausian\"")).advice().substr(0, 24),
              "Did you mean \"gaussian\"?");
}

TEST(ReadStudy, MissingPartsAreNamed)
{
    EXPECT_EQ(fault_of("").found(), "the section [study] is missing");
    EXPECT_EQ(fault_of("[study]\nname = \"A\"\n").found(), "no incident file is named");
    EXPECT_EQ(fault_of(with_change("id = \"fires\"", "title = \"fires\"")).found(), "this key is missing");
    EXPECT_EQ(fault_of(with_change("id = \"fires\"", "id = \"asb\"")).found(),
              "two themes are called \"asb\"");
}

TEST(ReadStudy, PeriodsMustBeOrderedAndReal)
{
    EXPECT_EQ(fault_of(with_change("[\"2025-01\"", "[\"2025-13\"")).found(),
              "\"2025-13\" is not a month or day");
    EXPECT_EQ(fault_of(with_change("[\"2025-01\"", "[\"2025-08\"")).found(),
              "the period ends before it begins");
}

TEST(ReadStudy, WhatIsNotTomlNamesItsLine)
{
    const Error error = fault_of("[study]\nname = \n");
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_NE(error.where().find("line 2"), std::string::npos) << error.where();
    EXPECT_EQ(fault_of(with_change("[boundary]", "boundary = 3\n[x]")).kind(), ErrorKind::usage);
}

TEST(ReadStudy, AnalysesInTimeAndByPositionHaveKeys)
{
    const Study study = read_study(full_study);
    EXPECT_EQ(study.exposure.by, Study::Exposure::By::layer);
    EXPECT_EQ(study.exposure.count, "dwellings");
    EXPECT_EQ(study.clusters.method, Study::Clusters::Method::hdbscan);
    EXPECT_EQ(study.clusters.outline, ClusterOutline::convex);
    EXPECT_EQ(study.emerging.step, (StepLength{0, 14}));
    EXPECT_EQ(study.near_repeats.knox.bands_days, (std::vector<std::int32_t>{2, 6}));
    EXPECT_EQ(study.near_repeats.knox.permutations, 499U);
    EXPECT_EQ(study.near_repeats.spate.min_incidents, 5U);
}

TEST(ReadStudy, AnalysesThatMakeNoSenseAreRefused)
{
    EXPECT_EQ(fault_of(with_change("step = \"2weeks\"", "step = \"fortnight\"")).kind(), ErrorKind::usage);
    EXPECT_EQ(fault_of(with_change("bands_m = [150, 300]", "bands_m = [300, 150]")).kind(), ErrorKind::usage);
    EXPECT_EQ(fault_of(with_change("file = \"census.gpkg\"\n", "")).kind(), ErrorKind::usage);
    EXPECT_EQ(fault_of(with_change("by = \"layer\"\nfile", "by = \"land\"\nfile")).kind(), ErrorKind::usage);
    EXPECT_EQ(fault_of(with_change("method = \"hdbscan\"", "method = \"kmeans\"")).kind(), ErrorKind::usage);
}

}  // namespace
}  // namespace wardmap
