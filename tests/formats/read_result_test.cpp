#include "wardmap/read_result.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "map_stack.hpp"
#include "reference/sample_layers.hpp"
#include "scratch_folder.hpp"
#include "wardmap/map_document.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;
using testing_formats::error_of;
using testing_formats::file_bytes;
using testing_formats::scratch_folder;
using testing_formats::write_file;

constexpr const char* manifest =
    R"({"wardmap":"0.1.0","schema":1,"made_at_utc":"2026-11-25T10:00:00Z","profile":"internal",)"
    R"("themes":[{"id":"asb","used":181,"findings":["Most incidents: Bandley Hill."]}],)"
    R"("notices":[{"severity":"note","where":"incidents.csv","text":"2 rows without a date"}]})";

QgisText words()
{
    return {.title = "Hotspots in Stevenage",
            .area_name = "Stevenage",
            .period = "January 2021 to June 2021",
            .marking = "OFFICIAL-SENSITIVE \"\\\n",
            .themes = {{"asb", "Anti-social behaviour", "Kernel: quartic."}},
            .sources = {"Wards: wards.geojson, 2024"}};
}

fs::path written_result(const LayerSet& layers = samples::layers())
{
    const fs::path folder = scratch_folder() / "result";
    fs::create_directories(folder / "rasters");
    write_geopackage(folder / "wardmap.gpkg", layers);
    write_rasters(folder / "rasters", layers);
    write_map_document(folder / "map.json", layers, words());
    write_file(folder / "manifest.json", manifest);
    return folder;
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

/// Reads the result with one text of a file replaced by another.
Error error_with(const char* file, const std::string& from, const std::string& to)
{
    const fs::path folder = written_result();
    const std::string changed = replaced(file_bytes(folder / file), from, to);
    fs::remove(folder / file);
    write_file(folder / file, changed);
    return error_of([&] { static_cast<void>(read_result(folder)); });
}

void expect_same_style(const Style& found, const Style& written, const std::string& where)
{
    EXPECT_EQ(found.kind, written.kind) << where;
    EXPECT_EQ(found.field, written.field) << where;
    EXPECT_EQ(found.legend, written.legend) << where;
    EXPECT_EQ(found.unit, written.unit) << where;
    EXPECT_EQ(found.stroke, written.stroke) << where;
    EXPECT_EQ(found.stroke_mm, written.stroke_mm) << where;
    EXPECT_EQ(found.marker, written.marker) << where;
    EXPECT_EQ(found.marker_mm, written.marker_mm) << where;
    EXPECT_EQ(found.label_field, written.label_field) << where;
    EXPECT_EQ(found.opacity, written.opacity) << where;
    EXPECT_EQ(found.is_frozen, written.is_frozen) << where;
    ASSERT_EQ(found.classes.size(), written.classes.size()) << where;
    for (std::size_t i = 0; i < found.classes.size(); ++i) {
        EXPECT_EQ(found.classes[i].label, written.classes[i].label) << where;
        EXPECT_EQ(found.classes[i].fill, written.classes[i].fill) << where;
        EXPECT_EQ(found.classes[i].marker_mm, written.classes[i].marker_mm) << where;
        if (written.kind == Style::Kind::categorised) {
            EXPECT_EQ(found.classes[i].category, written.classes[i].category) << where;
        }
        if (written.kind == Style::Kind::graduated) {
            EXPECT_EQ(found.classes[i].lower, written.classes[i].lower) << where;
            EXPECT_EQ(found.classes[i].upper, written.classes[i].upper) << where;
        }
    }
}

TEST(ReadResult, words_come_back_as_they_were_written)
{
    const Result result = read_result(written_result());
    EXPECT_EQ(result.program_version, "0.1.0");
    EXPECT_EQ(result.made_at_utc, "2026-11-25T10:00:00Z");
    EXPECT_EQ(result.title, words().title);
    EXPECT_EQ(result.area, words().area_name);
    EXPECT_EQ(result.period, words().period);
    EXPECT_EQ(result.marking, words().marking);
    EXPECT_EQ(result.profile, "internal");
    EXPECT_EQ(result.crs, "EPSG:27700");
    EXPECT_EQ(result.sources, words().sources);
    EXPECT_EQ(result.notices, std::vector<std::string>{"incidents.csv: 2 rows without a date"});
    ASSERT_EQ(result.themes.size(), 1U);
    EXPECT_EQ(result.themes[0].method, "Kernel: quartic.");
    EXPECT_EQ(result.themes[0].incidents, 181U);
    EXPECT_EQ(result.themes[0].findings, std::vector<std::string>{"Most incidents: Bandley Hill."});
}

TEST(ReadResult, the_stack_and_its_styles_are_those_of_the_qgis_project)
{
    const LayerSet layers = samples::layers();
    const Result result = read_result(written_result());
    std::vector<formats::StackedLayer> stack = formats::stack_of_theme(layers, "asb", true);
    const auto background = formats::stack_of_background(layers);
    stack.insert(stack.end(), background.begin(), background.end());
    ASSERT_EQ(result.stack.size(), stack.size());
    for (std::size_t i = 0; i < stack.size(); ++i) {
        const MapPlace& place = result.stack[i];
        EXPECT_EQ(place.id, stack[i].id);
        EXPECT_EQ(place.title, stack[i].title);
        EXPECT_EQ(place.visible, stack[i].visible);
        EXPECT_EQ(place.in_legend, stack[i].in_legend);
        expect_same_style(place.style, stack[i].style, place.id);
        if (place.raster) {
            EXPECT_EQ(result.layers.rasters[*place.raster].name, stack[i].raster->name);
        } else {
            EXPECT_EQ(result.layers.layers[place.layer.value()].table.name, stack[i].layer->table.name);
        }
    }
}

TEST(ReadResult, layers_have_their_values_labels_and_units_and_lie_where_proj_puts_them)
{
    const LayerSet written = samples::layers();
    const Result result = read_result(written_result());
    const Projection projection("EPSG:27700", "EPSG:3857");
    ASSERT_EQ(result.layers.layers.size(), written.layers.size());
    for (std::size_t i = 0; i < written.layers.size(); ++i) {
        const FeatureTable& table = result.layers.layers[i].table;
        const FeatureTable& expected = written.layers[i].table;
        ASSERT_EQ(table.fields.size(), expected.fields.size());
        for (std::size_t f = 0; f < table.fields.size(); ++f) {
            EXPECT_EQ(table.fields[f].label, expected.fields[f].label);
            EXPECT_EQ(table.fields[f].unit, expected.fields[f].unit);
            EXPECT_EQ(table.fields[f].decimals, expected.fields[f].decimals);
        }
        ASSERT_EQ(table.features.size(), expected.features.size());
    }
    std::vector<double> x = {523'500.123};
    std::vector<double> y = {222'500.5};
    ASSERT_EQ(projection.forward(x, y), 0U);
    const Layer& incidents = result.layers.layers.back();
    const PointM at = std::get<PointM>(incidents.table.features.front().geometry);
    EXPECT_NEAR(at.x_m, x[0], 1e-3);
    EXPECT_NEAR(at.y_m, y[0], 1e-3);
}

/// The warped value at a place is the bilinear value of the original there: within what two
/// interpolations on 20 m pixels change in a hill of 500 and a width of 200 m.
TEST(ReadResult, the_raster_is_warped_to_its_place)
{
    const RasterLayer written = samples::layers().rasters.front();
    const Raster warped = read_result(written_result()).layers.rasters.front().raster;
    const Projection projection("EPSG:27700", "EPSG:3857");
    for (const auto& [col, row] : {std::pair{20, 20}, {25, 15}, {30, 30}, {10, 25}}) {
        const PointM centre = written.raster.grid.centre(col, row);
        std::vector<double> x = {centre.x_m};
        std::vector<double> y = {centre.y_m};
        ASSERT_EQ(projection.forward(x, y), 0U);
        const auto at_col =
            static_cast<std::int64_t>((x[0] - warped.grid.north_west.x_m) / warped.grid.cell_m);
        const auto at_row =
            static_cast<std::int64_t>((warped.grid.north_west.y_m - y[0]) / warped.grid.cell_m);
        const double found = warped.values[static_cast<std::size_t>(at_row * warped.grid.cols + at_col)];
        const double expected = written.raster.values[static_cast<std::size_t>(std::int64_t{row} * 60 + col)];
        EXPECT_NEAR(found, expected, 25) << col << ' ' << row;
    }
}

TEST(ReadResult, reading_leaves_the_folder_as_it_was)
{
    const fs::path folder = written_result();
    const auto listing = [&] {
        std::vector<std::string> files;
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            files.push_back(entry.path().string());
            if (entry.is_regular_file()) {
                files.push_back(file_bytes(entry.path()));
            }
        }
        std::ranges::sort(files);
        return files;
    };
    const auto before = listing();
    static_cast<void>(read_result(folder));
    EXPECT_EQ(listing(), before);
}

TEST(ReadResult, a_folder_that_is_no_result_says_so)
{
    const fs::path folder = scratch_folder();
    const Error error = error_of([&] { static_cast<void>(read_result(folder)); });
    EXPECT_EQ(error.kind(), ErrorKind::input);
    EXPECT_EQ(error.found(), "the folder holds no manifest.json");
    EXPECT_EQ(error_of([&] { static_cast<void>(read_result(folder / "absent")); }).found(),
              "there is no such folder");
}

TEST(ReadResult, each_file_cut_in_half_is_an_input_error)
{
    for (const char* file : {"manifest.json", "map.json", "wardmap.gpkg", "rasters/density_asb.tif"}) {
        const fs::path folder = written_result();
        fs::resize_file(folder / file, fs::file_size(folder / file) / 2);
        const Error error = error_of([&] { static_cast<void>(read_result(folder)); });
        EXPECT_EQ(error.kind(), ErrorKind::input) << file << ": " << error.what();
    }
}

TEST(ReadResult, each_missing_file_is_an_input_error)
{
    for (const char* file : {"manifest.json", "map.json", "wardmap.gpkg", "rasters/density_asb.tif"}) {
        const fs::path folder = written_result();
        fs::remove(folder / file);
        EXPECT_EQ(error_of([&] { static_cast<void>(read_result(folder)); }).kind(), ErrorKind::input) << file;
    }
}

TEST(ReadResult, a_newer_edition_names_the_version_that_wrote_it)
{
    const Error error = error_with("map.json", R"("schema":1)", R"("schema":2)");
    EXPECT_EQ(error.kind(), ErrorKind::input);
    EXPECT_NE(error.found().find("newer wardmap 0.1.0 (edition 2)"), std::string::npos) << error.found();
    EXPECT_NE(error_with("manifest.json", R"("schema":1)", R"("schema":7)").found().find("newer"),
              std::string::npos);
}

TEST(ReadResult, a_map_that_does_not_fit_the_geopackage_is_an_input_error)
{
    EXPECT_NE(
        error_with("map.json", R"("name":"ward_id")", R"("name":"ward_no")").found().find("other fields"),
        std::string::npos);
    EXPECT_NE(error_with("map.json", R"("features":3)", R"("features":4)").found().find("3 features"),
              std::string::npos);
    EXPECT_NE(error_with("map.json", R"("layer":"blocks_asb")", R"("layer":"towers_asb")")
                  .found()
                  .find("does not list"),
              std::string::npos);
    EXPECT_NE(error_with("map.json", R"("fill":"#)", R"("fill":"x)").found().find("no colour"),
              std::string::npos);
}

TEST(ReadResult, a_vertex_that_is_not_finite_is_an_input_error)
{
    LayerSet layers = samples::layers();
    auto& ward = std::get<MultiPolygon>(layers.layers[1].table.features.front().geometry);
    ward.parts.front().outer[1].x_m = std::nan("");
    const Error error = error_of([&] { static_cast<void>(read_result(written_result(layers))); });
    EXPECT_EQ(error.kind(), ErrorKind::input);
}

TEST(ReadResult, layers_in_another_system_lie_at_the_same_place)
{
    LayerSet layers = samples::layers();
    layers.rasters.clear();
    const Projection projection("EPSG:27700", "EPSG:32630");
    for (Layer& layer : layers.layers) {
        layer.table.features.clear();
    }
    std::vector<double> x = {523'500};
    std::vector<double> y = {222'500};
    ASSERT_EQ(projection.forward(x, y), 0U);
    Layer& incidents = layers.layers.back();
    incidents.table.features.push_back(
        {PointM{x[0], y[0]}, std::vector<Value>(incidents.table.fields.size())});
    layers.crs = "EPSG:32630";
    const Result result = read_result(written_result(layers));
    const PointM at = std::get<PointM>(result.layers.layers.back().table.features.front().geometry);
    const Projection direct("EPSG:27700", "EPSG:3857");
    x = {523'500};
    y = {222'500};
    ASSERT_EQ(direct.forward(x, y), 0U);
    EXPECT_NEAR(at.x_m, x[0], 0.01);
    EXPECT_NEAR(at.y_m, y[0], 0.01);
}

TEST(MapDocument, same_layers_give_the_same_bytes_and_an_existing_file_is_not_touched)
{
    const fs::path folder = scratch_folder();
    write_map_document(folder / "a.json", samples::layers(), words());
    write_map_document(folder / "b.json", samples::layers(), words());
    EXPECT_EQ(file_bytes(folder / "a.json"), file_bytes(folder / "b.json"));
    EXPECT_EQ(error_of([&] { write_map_document(folder / "a.json", samples::layers(), words()); }).kind(),
              ErrorKind::output);
}

}  // namespace
}  // namespace wardmap
