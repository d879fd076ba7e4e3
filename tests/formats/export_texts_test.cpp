#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "reference/sample_layers.hpp"
#include "scratch_folder.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/export_layers.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {
namespace {

using namespace testing_formats;  // NOLINT(google-build-using-namespace)
namespace fs = std::filesystem;

/// What people, or those who wish them ill, write into names.
const std::vector<std::string> attacks = {"=HYPERLINK(\"http://x\",\"y\")",
                                          "+1+1",
                                          "-2+3",
                                          "@SUM(A1)",
                                          "<script>alert(1)</script>",
                                          "]]></name></Placemark><!-- & -->",
                                          "\"double\" 'single' \\ back",
                                          "'; DROP TABLE wards_asb; --",
                                          "\u202eright to left\u200f \u200b",
                                          "a, b; c",
                                          std::string(300, 'n')};

/// A result with a layer of one polygon for each text, which is its name.
fs::path result_with_attacks(const fs::path& folder)
{
    LayerSet set;
    set.crs = "EPSG:27700";
    set.layers.push_back(boundary_layer(samples::square(523'000, 222'000, 100), ""));
    FeatureTable& table = set.layers.front().table;
    const Feature first = table.features.front();
    table.features.clear();
    for (const std::string& text : attacks) {
        table.features.push_back(first);
        table.features.back().values.back() = text;
    }
    fs::create_directory(folder / "result");
    write_geopackage(folder / "result/wardmap.gpkg", set);
    return folder / "result";
}

std::vector<std::string> names_in(const FeatureTable& table)
{
    std::vector<std::string> names;
    const std::size_t field = table.field_index("name").value();
    for (const Feature& feature : table.features) {
        names.push_back(value_text(feature.values.at(field)));
    }
    return names;
}

std::vector<std::string> names_in(RowSource& rows)
{
    std::vector<std::string> names;
    while (rows.next() == RowSource::Step::row) {
        names.emplace_back(rows.cells().at(0));
    }
    return names;
}

std::size_t count_of(const std::string& text, const std::string& word)
{
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size()) {
        ++count;
    }
    return count;
}

class ExportTexts : public ::testing::Test {
protected:
    fs::path exported(const char* format)
    {
        const fs::path folder = scratch_folder();
        static_cast<void>(export_layers(result_with_attacks(folder), folder / "out",
                                        {.layers = {"boundary"},
                                         .format = export_format_named(format).value(),
                                         .crs = {},
                                         .on_progress = {}}));
        return folder / "out";
    }
};

TEST_F(ExportTexts, come_back_as_they_were_from_geojson_and_geopackage)
{
    EXPECT_EQ(names_in(read_features(exported("geojson") / "boundary.geojson", {})), attacks);
    EXPECT_EQ(names_in(read_features(exported("gpkg") / "layers.gpkg", {})), attacks);
}

TEST_F(ExportTexts, are_texts_in_a_workbook_and_no_formulas)
{
    const fs::path file = exported("xlsx") / "layers.xlsx";
    EXPECT_EQ(names_in(*open_table(file, "boundary")), attacks);
}

TEST_F(ExportTexts, that_a_spreadsheet_would_compute_are_disarmed_in_csv)
{
    std::vector<std::string> expected = attacks;
    for (std::size_t i = 0; i < 4; ++i) {
        expected[i].insert(0, "'");
    }
    EXPECT_EQ(names_in(*open_csv(exported("csv") / "boundary.csv", {})), expected);
}

TEST_F(ExportTexts, make_no_elements_in_kml_and_gpx)
{
    const std::string kml = file_bytes(exported("kml") / "boundary.kml");
    const std::string gpx = file_bytes(exported("gpx") / "boundary.gpx");
    EXPECT_EQ(count_of(kml, "<Placemark"), attacks.size());
    EXPECT_EQ(count_of(gpx, "<wpt "), attacks.size());
    for (const std::string& text : {kml, gpx}) {
        EXPECT_EQ(count_of(text, "<script"), 0U);
        EXPECT_EQ(count_of(text, "<!--"), 0U);
        EXPECT_GE(count_of(text, "&lt;script&gt;alert(1)&lt;/script&gt;"), 1U);
        EXPECT_GE(count_of(text, attacks.back()), 1U);
        EXPECT_GE(count_of(text, "\u202eright to left\u200f"), 1U);
    }
}

TEST_F(ExportTexts, too_long_for_a_shapefile_are_refused_and_leave_nothing)
{
    const Error error = error_of([&] { static_cast<void>(exported("shapefile")); });
    EXPECT_EQ(error.kind(), ErrorKind::output);
    EXPECT_NE(error.found().find("feature 11"), std::string::npos) << error.found();
    EXPECT_FALSE(fs::exists(scratch_folder() / "out"));
}

}  // namespace
}  // namespace wardmap
