#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "result_folder.hpp"
#include "temporary_folder.hpp"
#include "wardmap/run.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

int shell(const std::string& command)
{
    return std::system(command.c_str());  // NOLINT(concurrency-mt-unsafe,cert-env33-c)
}

void replace_in(const fs::path& file, const std::string& from, const std::string& to)
{
    std::string text = test::bytes_of(file);
    ASSERT_NE(text.find(from), std::string::npos) << from;
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    std::ofstream(file, std::ios::binary) << text;
}

const std::string script = "<script>alert(1)</script>";

/// The demo town whose wards, tower blocks and streets were named by an attacker.
Study hostile_town(const fs::path& folder)
{
    fs::copy(fs::path(WARDMAP_SOURCE_DIR) / "data/demo", folder, fs::copy_options::recursive);
    const std::vector<std::pair<std::string, std::string>> wards = {
        {"Driftwell", script},
        {"Amberholt", R"(=HYPERLINK(\"http://x\"))"},
        {"Bellwether", R"([% getenv('HOME') %]\"'></style><img src=x onerror=alert(1)>)"},
        {"Emberly", "\xE2\x80\xAEylrebmE"},
        {"Fallowdene", std::string(300, 'F')}};
    for (const auto& [from, to] : wards) {
        replace_in(folder / "wards.geojson", "\"ward_name\":\"" + from + "\"",
                   "\"ward_name\":\"" + to + "\"");
    }
    replace_in(folder / "blocks.geojson", "\"name\":\"Bittern Point\"", "\"name\":\"]]>" + script + "\"");
    replace_in(folder / "streets.geojson", "Winnowholme Lane", "Winnowholme <b onclick=x>Lane");
    Study study = read_study(folder / "study.toml");
    study.shapefile = false;  // it refuses a name of more than 254 bytes
    study.sld = true;
    study.esri_colours = true;
    return study;
}

TEST(HostileNames, ComeOutHarmlessInReportMapsAndTables)
{
    const test::TemporaryFolder folder;
    RunOptions options;
    options.output_folder = folder.path() / "out";
    static_cast<void>(run(hostile_town(folder.path() / "in"), options));
    for (const char* file : {"report.html", "maps/asb.svg", "maps/drugs.svg", "maps/car_cruising.svg"}) {
        const std::string text = test::bytes_of(options.output_folder / file);
        for (const char* attack : {"<script", "<img", "<b onclick", "\xE2\x80\xAE", "]]>"}) {
            EXPECT_EQ(text.find(attack), std::string::npos) << file << ": " << attack;
        }
        EXPECT_NE(text.find("&lt;script&gt;"), std::string::npos) << file;
    }
    const std::string table = test::bytes_of(options.output_folder / "tables/wards_asb.csv");
    EXPECT_NE(table.find("'=HYPERLINK("), std::string::npos)
        << "a spreadsheet must not take it for a formula";
}

TEST(HostileNames, LeaveProjectAndStylesReadableAndAreShownAsTheyAre)
{
    const std::string python = "QT_QPA_PLATFORM=offscreen /usr/bin/python3 ";
    if (shell(python + "-c 'import qgis.core' > /dev/null 2>&1") != 0) {
        GTEST_SKIP() << "skipped: QGIS with its Python module (python3-qgis) is not installed";
    }
    const test::TemporaryFolder folder;
    RunOptions options;
    options.output_folder = folder.path() / "out";
    static_cast<void>(run(hostile_town(folder.path() / "in"), options));
    fs::create_directory(folder.path() / "pictures");
    for (const char* script_name : {"qgis_project.py", "qgis_slds.py"}) {
        EXPECT_EQ(shell(python + "'" WARDMAP_SOURCE_DIR "/tests/engine/" + script_name + "' '" +
                        options.output_folder.string() + "' '" + (folder.path() / "pictures").string() +
                        "' 2> /dev/null"),
                  0)
            << script_name;
    }
    EXPECT_NE(test::bytes_of(options.output_folder / "geojson/cells_asb.sld").find("#D62F27"),
              std::string::npos)
        << "the hottest of Esri's colours";
    EXPECT_NE(test::bytes_of(options.output_folder / "geojson/cells_asb.qml").find("214,47,39"),
              std::string::npos);
    EXPECT_NE(test::bytes_of(options.output_folder / "map.json").find("#D62F27FF"), std::string::npos);
}

}  // namespace
}  // namespace wardmap
