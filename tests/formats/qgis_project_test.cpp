#include "wardmap/qgis_project.hpp"

#include <gtest/gtest.h>

#include <string>

#include "qgis_layers.hpp"
#include "qgis_layouts.hpp"
#include "scratch_folder.hpp"
#include "zip_file.hpp"

namespace wardmap {
namespace {

using namespace testing_formats;  // NOLINT(google-build-using-namespace)
namespace fs = std::filesystem;

Layer square(const std::string& name, const std::string& theme, double side_m)
{
    Layer layer;
    layer.table.name = name;
    layer.table.kind = GeometryKind::polygon;
    layer.table.fields = {dictionary_field("ward_name")};
    layer.table.features = {
        {MultiPolygon{{box_polygon({400'000, 200'000, 400'000 + side_m, 200'000 + side_m})}},
         {std::string("Westcroft")}}};
    layer.title = name;
    layer.theme = theme;
    layer.style.classes.push_back({.label = "Per 1,000 residents", .fill = {}, .category = {}});
    return layer;
}

LayerSet town()
{
    LayerSet set;
    set.crs = "EPSG:27700";
    set.layers = {square("boundary", "", 2000), square("wards_asb", "asb", 1000),
                  square("density_classes_asb", "asb", 500), square("roads_asb", "asb", 300),
                  square("hotspots_asb", "asb", 200)};
    RasterLayer density;
    density.name = "density_asb";
    density.theme = "asb";
    density.style.legend = "Density of incidents, per km²";
    density.style.classes.resize(3);
    set.rasters = {density};
    return set;
}

QgisText words()
{
    return {.title = "Hotspots in Westcroft",
            .area_name = "Westcroft",
            .period = "May 2025",
            .marking = "OFFICIAL",
            .themes = {{"asb", "ASB", "Kernel: quartic."}},
            .sources = {"Wards: wards.geojson"}};
}

std::vector<std::string> ids_of(const std::vector<formats::ProjectLayer>& layers)
{
    std::vector<std::string> ids;
    ids.reserve(layers.size());
    for (const formats::ProjectLayer& layer : layers) {
        ids.push_back(layer.id);
    }
    return ids;
}

TEST(QgisProject, same_layers_give_the_same_bytes_and_no_time)
{
    const fs::path folder = scratch_folder();
    fs::create_directory(folder / "again");
    write_qgis_project(folder / "wardmap.qgz", town(), words());
    write_qgis_project(folder / "again/wardmap.qgz", town(), words());
    const std::string bytes = file_bytes(folder / "wardmap.qgz");
    EXPECT_EQ(bytes, file_bytes(folder / "again/wardmap.qgz"));
    EXPECT_EQ(bytes.substr(0, 4), "PK\x03\x04");
    EXPECT_EQ(bytes.substr(10, 4), std::string(4, '\0')) << "time and date of the entry";
}

TEST(QgisProject, the_entry_of_the_archive_is_what_was_written)
{
    const fs::path file = scratch_folder() / "long.zip";
    std::string text;
    for (int i = 0; i < 300'000; ++i) {
        text += std::to_string(i) + "\n";
    }
    formats::write_zip(file, "long.txt", text);  // reads it back and compares
    EXPECT_LT(fs::file_size(file), text.size() / 2);
}

TEST(QgisProject, an_existing_file_is_not_touched)
{
    const fs::path file = write_file(scratch_folder() / "wardmap.qgz", "mine");
    EXPECT_EQ(error_of([&] { write_qgis_project(file, town(), words()); }).kind(), ErrorKind::output);
    EXPECT_EQ(file_bytes(file), "mine");
}

TEST(QgisProject, a_folder_that_is_not_there_is_an_output_error)
{
    const fs::path file = scratch_folder() / "absent/wardmap.qgz";
    EXPECT_EQ(error_of([&] { write_qgis_project(file, town(), words()); }).kind(), ErrorKind::output);
}

TEST(QgisProject, layers_lie_in_the_order_of_the_stack_and_unknown_ones_on_top)
{
    const auto layers = formats::project_layers(town(), words());
    ASSERT_EQ(layers.groups.size(), 1U);
    EXPECT_EQ(ids_of(layers.groups[0].layers),
              (std::vector<std::string>{"wardmap_roads_asb", "wardmap_wards_asb_outline",
                                        "wardmap_hotspots_asb", "wardmap_density_classes_asb",
                                        "wardmap_density_asb", "wardmap_wards_asb"}));
    EXPECT_EQ(ids_of(layers.background), std::vector<std::string>{"wardmap_boundary"});
    EXPECT_EQ(layers.extent.width_m(), 2000);
}

TEST(QgisProject, without_rasters_the_contour_classes_are_filled_and_in_the_legend)
{
    QgisText text = words();
    text.has_rasters = false;
    const auto layers = formats::project_layers(town(), text);
    for (const formats::ProjectLayer& layer : layers.groups[0].layers) {
        EXPECT_EQ(layer.source.find("rasters"), std::string::npos);
        if (layer.id == "wardmap_density_classes_asb") {
            EXPECT_TRUE(layer.in_legend);
            EXPECT_EQ(layer.legend, "Per 1,000 residents") << "the layer's own style";
        }
    }
}

TEST(QgisProject, context_lies_beneath_everything_roads_over_buildings)
{
    LayerSet set = town();
    set.layers.insert(set.layers.begin(), square("context_roads", "", 2000));
    set.layers.insert(set.layers.begin(), square("context_buildings", "", 2000));
    const auto layers = formats::project_layers(set, words());
    EXPECT_EQ(
        ids_of(layers.background),
        (std::vector<std::string>{"wardmap_boundary", "wardmap_context_roads", "wardmap_context_buildings"}));
    for (const formats::ProjectLayer& layer : layers.background) {
        EXPECT_TRUE(layer.visible) << layer.id;
    }
}

TEST(QgisProject, sources_are_relative)
{
    const auto layers = formats::project_layers(town(), words());
    for (const formats::ProjectLayer& layer : layers.groups[0].layers) {
        EXPECT_TRUE(layer.source.starts_with("./")) << layer.source;
    }
}

TEST(QgisProject, text_from_outside_is_neither_markup_nor_an_expression)
{
    QgisText text = words();
    text.area_name = "<b>\"[% getenv('HOME') %]\" & Son";
    text.themes[0].title = "[% 1 + 1 %]";
    const auto layers = formats::project_layers(town(), text);
    const std::string xml = formats::layouts_xml(layers.groups[0], layers.extent, text);
    EXPECT_EQ(xml.find("<b>"), std::string::npos);
    EXPECT_NE(xml.find("&lt;b&gt;&quot;[ % getenv(&apos;HOME&apos;) %]&quot; &amp; Son"), std::string::npos);
    EXPECT_NE(xml.find("[ % 1 + 1 %]: hotspots"), std::string::npos);
}

TEST(QgisProject, a_theme_without_wards_has_a_page_and_no_atlas)
{
    LayerSet set = town();
    std::erase_if(set.layers, [](const Layer& layer) { return layer.table.name == "wards_asb"; });
    const auto layers = formats::project_layers(set, words());
    const std::string xml = formats::layouts_xml(layers.groups[0], layers.extent, words());
    EXPECT_NE(xml.find("<Layout name=\"ASB\""), std::string::npos);
    EXPECT_EQ(xml.find("<Atlas "), std::string::npos);
}

TEST(QgisProject, pages_bear_the_marking_at_top_and_bottom)
{
    const auto layers = formats::project_layers(town(), words());
    const std::string xml = formats::layouts_xml(layers.groups[0], layers.extent, words());
    for (const char* id : {"asb_town_marking_top", "asb_town_marking_bottom", "asb_ward_marking_top"}) {
        EXPECT_NE(xml.find(id), std::string::npos) << id;
    }
}

}  // namespace
}  // namespace wardmap
