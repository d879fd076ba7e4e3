#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <regex>

#include "result_folder.hpp"
#include "synth_town.hpp"
#include "temporary_folder.hpp"
#include "wardmap/error.hpp"
#include "wardmap/protect_result.hpp"
#include "wardmap/read_result.hpp"
#include "wardmap/readable_text.hpp"
#include "wardmap/run.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;
using test::demo;
using test::release_of;
using test::run_study;
using test::SynthTown;

/// What two folders have in common byte for byte; the names of files that differ.
std::vector<std::string> differing(const fs::path& one, const fs::path& other)
{
    const auto a = test::contents_of(one);
    const auto b = test::contents_of(other);
    std::vector<std::string> names;
    for (const auto& [name, bytes] : a) {
        if (!b.contains(name) || b.at(name) != bytes) {
            names.push_back(name);
        }
    }
    for (const auto& [name, bytes] : b) {
        if (!a.contains(name)) {
            names.push_back(name);
        }
    }
    return names;
}

TEST(PublicResult, IsTheSameFromTheRunAndFromTheInternalResultButForWhatItWasMadeFrom)
{
    const SynthTown town(9001);
    town.run_as(Profile::internal, town.out("internal"));
    for (const Profile profile : {Profile::open_public, Profile::partner}) {
        town.run_as(profile, town.out("run"));
        ProtectOptions options = release_of(town.out("internal"), town.out("protected"));
        options.profile = profile;
        static_cast<void>(protect_result(options));
        EXPECT_EQ(differing(town.out("run"), town.out("protected")),
                  std::vector<std::string>{"manifest.json"});
    }
}

TEST(PublicResult, ForPartnersDoesNotSayThatNothingWasFoundWhereSentencesAreLeftOut)
{
    const test::TemporaryFolder folder;
    Study study = read_study(demo / "study.toml");
    study.geojson = study.shapefile = study.qgis = study.geotiff = false;
    run_study(study, demo, folder.path() / "internal");
    const std::string internal = test::bytes_of(folder.path() / "internal/report.html");
    const std::size_t of_hotspots = internal.find(" hotspots hold ");
    ASSERT_NE(of_hotspots, std::string::npos);
    ProtectOptions options = release_of(folder.path() / "internal", folder.path() / "partner");
    options.profile = Profile::partner;
    static_cast<void>(protect_result(options));
    const std::string report = test::bytes_of(folder.path() / "partner/report.html");
    EXPECT_EQ(report.find(" hotspots hold "), std::string::npos);
    EXPECT_EQ(report.find("Nothing was found"), std::string::npos);
    EXPECT_NE(report.find("Not told to partners in sentences"), std::string::npos);
}

// Few incidents stand behind the map of one month.
TEST(PublicResult, HoldsNoSurfaceOfAMonthNorDoesAPartners)
{
    const SynthTown town(9001);
    Study study = read_study(demo / "study.toml");
    study.density_monthly = true;
    run_study(study, town.data, town.out("internal"));
    const auto months_told = [](const fs::path& folder) {
        std::size_t told = 0;
        for (const auto& [name, bytes] : test::contents_of(folder)) {
            told += name.starts_with("rasters/density_") && name.find("_20") != std::string::npos ? 1U : 0U;
            told += bytes.find("monthly_density_breaks") != std::string::npos ? 1U : 0U;
        }
        return told;
    };
    EXPECT_GT(months_told(town.out("internal")), 12U);
    for (const Profile profile : {Profile::open_public, Profile::partner}) {
        ProtectOptions options = release_of(town.out("internal"), town.out("protected"));
        options.profile = profile;
        static_cast<void>(protect_result(options));
        EXPECT_EQ(months_told(town.out("protected")), 0U);
    }
}

/// The town's incident file with a canary in one cell of each row, and the canaries.
std::vector<std::string> plant(const fs::path& file, std::size_t count)
{
    constexpr std::array<std::string_view, 4> columns = {"ref", "notes", "location", "reporter"};
    const auto rows = open_csv(file);
    const std::vector<std::string> header = rows->header();
    std::string text;
    for (std::size_t i = 0; i < header.size(); ++i) {
        text += (i == 0 ? "" : ",") + header[i];
    }
    text += '\n';
    std::vector<std::string> canaries;
    while (rows->next() == RowSource::Step::row) {
        const std::size_t row = canaries.size();
        const std::string canary = "qz" + std::to_string(700'000 + 7 * row) + "k";
        for (std::size_t i = 0; i < header.size(); ++i) {
            std::string cell(rows->cells()[i]);
            if (row < count && header[i] == columns[row % columns.size()]) {
                cell = header[i] == "ref" || header[i] == "reporter" ? canary : cell + " " + canary;
            }
            text += (i == 0 ? "\"" : ",\"") + cell + "\"";
        }
        text += '\n';
        canaries.push_back(canary);
    }
    canaries.resize(count);
    std::ofstream(file, std::ios::binary) << text;
    return canaries;
}

std::size_t found_in_folder(const fs::path& folder, const std::vector<std::string>& canaries)
{
    std::size_t found = 0;
    for (const auto& [name, bytes] : test::contents_of(folder)) {
        const std::string readable = readable_text(folder / name);
        for (const std::string& canary : canaries) {
            found += bytes.find(canary) != std::string::npos || readable.find(canary) != std::string::npos;
        }
    }
    return found;
}

TEST(PublicResult, HoldsNoneOfAThousandCanariesAndALeakedOneIsRefused)
{
    constexpr std::size_t planted = 1'000;
    const SynthTown town(9003);
    const std::vector<std::string> canaries = plant(town.data / "incidents.csv", planted);
    ASSERT_EQ(canaries.size(), planted);
    town.run_as(Profile::internal, town.out("internal"));
    EXPECT_GT(found_in_folder(town.out("internal"), canaries), 0U) << "the search finds what is there";
    town.run_as(Profile::open_public, town.out("public"));
    const std::size_t found = found_in_folder(town.out("public"), canaries);
    std::cout << planted << " canaries planted, " << found << " found in the public result\n";
    EXPECT_EQ(found, 0U);
    std::size_t refused = 0;
    for (std::size_t i = 0; i < 4; ++i) {  // a ref, notes, a location, a reporter
        try {
            town.run_as(Profile::open_public, town.out("leak"), "Drugs " + canaries[i]);
        } catch (const Error& error) {
            refused += error.kind() == ErrorKind::disclosure ? 1U : 0U;
            EXPECT_EQ(error.found().find(canaries[i]), std::string::npos) << "no cell values in messages";
        }
        EXPECT_FALSE(fs::exists(town.out("leak")));
    }
    std::cout << "4 leaks planted, " << refused << " refused\n";
    EXPECT_EQ(refused, 4U);
}

TEST(PublicResult, FrozenClassesThatMayBeNumbersOfSingleAreasAreRefusedAndNothingIsWritten)
{
    const test::TemporaryFolder folder;
    Study study = read_study(demo / "study.toml");
    study.frozen_breaks["asb"].wards = {41.271, 83.4};
    run_study(study, demo, folder.path() / "internal");
    ProtectOptions options = release_of(folder.path() / "internal", folder.path() / "out");
    for (const Profile profile : {Profile::open_public, Profile::partner}) {
        options.profile = study.profile = profile;
        study.approved_by = "A. Head";
        const auto refused = [](const auto& make) {
            try {
                make();
            } catch (const Error& error) {
                EXPECT_EQ(error.where(), "themes.ward_breaks of \"asb\"");
                return error.kind() == ErrorKind::disclosure;
            }
            return false;
        };
        EXPECT_TRUE(refused([&] { static_cast<void>(protect_result(options)); }));
        EXPECT_TRUE(refused([&] { run_study(study, demo, folder.path() / "out"); }));
        EXPECT_FALSE(fs::exists(folder.path() / "out"));
    }
}

TEST(PublicResult, OpensWhereResultsAreReadAndSaysThatItIsPublic)
{
    const test::TemporaryFolder folder;
    Study study = read_study(demo / "study.toml");
    study.profile = Profile::open_public;
    study.approved_by = "A. Head";
    run_study(study, demo, folder.path() / "public");
    const Result result = read_result(folder.path() / "public");
    EXPECT_EQ(result.profile, "public");
    EXPECT_EQ(result.marking, "PUBLIC");
    EXPECT_TRUE(result.layers.rasters.empty());
    EXPECT_EQ(result.themes.size(), 3U);
    for (const Layer& layer : result.layers.layers) {
        EXPECT_NE(layer.table.kind, GeometryKind::point) << layer.table.name;
    }
}

TEST(PublicResult, AThemeThatTheStudyCallsSensitiveIsLeftOutUntilItIsAskedFor)
{
    const test::TemporaryFolder folder;
    Study study = read_study(demo / "study.toml");
    study.sensitive_themes = {"drugs"};
    run_study(study, demo, folder.path() / "internal");
    ProtectOptions options = release_of(folder.path() / "internal", folder.path() / "public");
    static_cast<void>(protect_result(options));
    EXPECT_TRUE(fs::exists(folder.path() / "public/tables/wards_asb.csv"));
    EXPECT_FALSE(fs::exists(folder.path() / "public/tables/wards_drugs.csv"));
    options.choices.publishes_sensitive = true;
    static_cast<void>(protect_result(options));
    EXPECT_TRUE(fs::exists(folder.path() / "public/tables/wards_drugs.csv"));
    EXPECT_FALSE(fs::exists(folder.path() / "public/geojson/heat_drugs.geojson")) << "by ward only";
}

TEST(PublicResult, TellsNoFolderOfTheHouseAndNoLayerThatItDoesNotHold)
{
    const test::TemporaryFolder folder;
    const fs::path house = folder.path() / "case team of J. Smith";
    fs::copy(demo, house, fs::copy_options::recursive);
    Study study = read_study(demo / "study.toml");
    study.gazetteer.front().file = study.gazetteer.front().about.path = (house / "addresses.csv").string();
    study.wards->file = (house / "wards.geojson").string();
    study.context.front().layer.file = (house / "streets.geojson").string();
    run_study(study, demo, folder.path() / "internal");
    static_cast<void>(protect_result(release_of(folder.path() / "internal", folder.path() / "public")));
    const auto files_telling = [&](const char* profile, std::string_view words) {
        std::size_t telling = 0;
        for (const auto& [name, bytes] : test::contents_of(folder.path() / profile)) {
            telling += bytes.find(words) != std::string::npos ||
                       readable_text(folder.path() / profile / name).find(words) != std::string::npos;
        }
        return telling;
    };
    EXPECT_GT(files_telling("internal", "J. Smith"), 0U) << "its manifest names the inputs";
    EXPECT_EQ(files_telling("public", "J. Smith"), 0U);
    EXPECT_GT(files_telling("internal", "Map beneath"), 0U);
    EXPECT_EQ(files_telling("public", "Map beneath"), 0U);
    EXPECT_GT(files_telling("public", "Wards: wards.geojson"), 0U);
}

TEST(PublicResult, WithoutAddressesThereIsNoMapAndASentenceSaysSo)
{
    const test::TemporaryFolder folder;
    Study study = read_study(demo / "study.toml");
    std::erase_if(study.gazetteer,
                  [](const Study::Source& source) { return source.about.kind == SourceKind::addresses; });
    study.min_hit_rate = 0;
    run_study(study, demo, folder.path() / "internal");
    const ProtectReport report =
        protect_result(release_of(folder.path() / "internal", folder.path() / "public"));
    ASSERT_FALSE(report.notes.empty());
    EXPECT_NE(report.notes.front().find("no postal addresses"), std::string::npos) << report.notes.front();
    EXPECT_FALSE(fs::exists(folder.path() / "public/geojson/heat_asb.geojson"));
    EXPECT_TRUE(fs::exists(folder.path() / "public/geojson/wards_asb.geojson"));
}

TEST(PublicResult, IsNotMadeOfAnOlderResultThatDoesNotSayWhichWardsAreToldTogether)
{
    const test::TemporaryFolder folder;
    Study study = read_study(demo / "study.toml");
    study.geojson = study.shapefile = study.qgis = study.geotiff = study.report = false;
    run_study(study, demo, folder.path() / "internal");
    const fs::path file = folder.path() / "internal/manifest.json";
    const std::string older =
        std::regex_replace(test::bytes_of(file), std::regex("public_wards_together"), "unknown_then");
    std::ofstream(file, std::ios::binary) << older;
    try {
        static_cast<void>(protect_result(release_of(folder.path() / "internal", folder.path() / "public")));
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
    }
    EXPECT_FALSE(fs::exists(folder.path() / "public"));
}

TEST(PublicResult, ANewReleaseIsPutTogetherWithTheOneBefore)
{
    const test::TemporaryFolder folder;
    run_study(read_study(demo / "study.toml"), demo, folder.path() / "internal");
    ProtectOptions options = release_of(folder.path() / "internal", folder.path() / "first");
    EXPECT_EQ(protect_result(options).previous, 0U);
    options.choices.previous = (folder.path() / "first").string();
    options.output_folder = folder.path() / "second";
    const ProtectReport second = protect_result(options);
    EXPECT_GT(second.previous, 50U);
    EXPECT_EQ(second.previous_read, second.previous) << "all of it is told again";
    EXPECT_EQ(second.previous_contradicting, 0U);
    EXPECT_GE(second.narrowest, 3);
    options.choices.previous = (folder.path() / "nowhere").string();
    EXPECT_THROW(static_cast<void>(protect_result(options)), Error);
}

TEST(PublicResult, ARowOfAnEarlierReleaseThatCannotBeReadIsNotLeftOutInSilence)
{
    const test::TemporaryFolder folder;
    run_study(read_study(demo / "study.toml"), demo, folder.path() / "internal");
    ProtectOptions options = release_of(folder.path() / "internal", folder.path() / "public");
    options.choices.previous = (folder.path() / "before").string();
    fs::create_directories(folder.path() / "before/tables");
    const fs::path file = folder.path() / "before/tables/published_numbers.csv";
    const std::string header = "theme,period,part,name,incidents_published,hidden_below\n";
    const std::string row = "asb,2025-07-01/2026-06-30,ward,Emberly,";
    for (const char* rest :
         {"100", "100,8,9", "about 100,8", "-5,8", "12,8", "100,some", "100,0", "\"100,8"}) {
        std::ofstream(file) << header << row << "100,8\n" << row << rest << '\n';
        try {
            static_cast<void>(protect_result(options));
            ADD_FAILURE() << rest;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::input) << rest;
            EXPECT_NE(std::string(error.what()).find("published_numbers.csv:3"), std::string::npos)
                << error.what();
        }
        EXPECT_FALSE(fs::exists(options.output_folder));
    }
    std::ofstream(file) << header << row << "100,8\n";
    EXPECT_EQ(protect_result(options).previous, 1U);
}

}  // namespace
}  // namespace wardmap
