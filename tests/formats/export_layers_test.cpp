#include "wardmap/export_layers.hpp"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <regex>
#include <string>
#include <vector>

#include "reference/sample_layers.hpp"
#include "scratch_folder.hpp"
#include "wardmap/context_layers.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {
namespace {

using namespace testing_formats;  // NOLINT(google-build-using-namespace)
namespace fs = std::filesystem;

fs::path result_in(const fs::path& folder)
{
    fs::create_directory(folder / "result");
    write_geopackage(folder / "result/wardmap.gpkg", samples::layers());
    return folder / "result";
}

ExportOptions of(ExportFormat format, const std::string& layer, const std::string& crs = {})
{
    return {.layers = {layer}, .format = format, .crs = crs};
}

TEST(ExportLayers, geojson_and_gpkg_and_shapefile_hold_the_features_and_values_of_the_result)
{
    const fs::path folder = scratch_folder();
    const fs::path result = result_in(folder);
    const FeatureTable original = read_features(result / "wardmap.gpkg", {.layer = "wards_asb"});
    for (const auto& [format, file] :
         {std::pair{ExportFormat::geojson, "wards_asb.geojson"}, std::pair{ExportFormat::gpkg, "layers.gpkg"},
          std::pair{ExportFormat::shapefile, "wards_asb.shp"}}) {
        const fs::path out = folder / file;
        export_layers(result, out, of(format, "wards_asb"));
        const FeatureTable copy = read_features(out / file, {});
        ASSERT_EQ(copy.features.size(), original.features.size()) << file;
        ASSERT_EQ(copy.fields.size(), original.fields.size()) << file;
        for (std::size_t i = 0; i < copy.features.size(); ++i) {
            const auto name = original.field_index("ward_name").value();
            const auto rate = original.field_index("rate_per_1000").value();
            EXPECT_EQ(copy.features[i].values[name], original.features[i].values[name]) << file;
            EXPECT_NEAR(value_number(copy.features[i].values[rate]).value_or(-1),
                        value_number(original.features[i].values[rate]).value_or(-1), 0.01)
                << file;
            EXPECT_NEAR(area_m2(std::get<MultiPolygon>(copy.features[i].geometry)),
                        area_m2(std::get<MultiPolygon>(original.features[i].geometry)), 100)
                << file;
        }
    }
}

TEST(ExportLayers, every_format_gives_the_same_bytes_again)
{
    const fs::path folder = scratch_folder();
    const fs::path result = result_in(folder);
    for (const char* name : {"geojson", "shapefile", "gpkg", "csv", "kml", "gpx", "xlsx"}) {
        const ExportFormat format = export_format_named(name).value();
        const auto files = export_layers(result, folder / name, of(format, "hotspots_asb"));
        const auto again =
            export_layers(result, folder / (std::string(name) + "2"), of(format, "hotspots_asb"));
        ASSERT_EQ(files.size(), again.size());
        for (std::size_t i = 0; i < files.size(); ++i) {
            EXPECT_EQ(file_bytes(files[i]), file_bytes(again[i])) << files[i];
        }
    }
    EXPECT_FALSE(export_format_named("dwg"));
}

TEST(ExportLayers, crs_moves_the_coordinates_and_csv_has_those_of_points)
{
    const fs::path folder = scratch_folder();
    export_layers(result_in(folder), folder / "out", of(ExportFormat::csv, "blocks_asb", "EPSG:4326"));
    const std::string csv = file_bytes(folder / "out/blocks_asb.csv");
    EXPECT_NE(csv.find(",x,y\n"), std::string::npos);
    EXPECT_NE(csv.find(",51."), std::string::npos) << "a latitude";
}

TEST(ExportLayers, a_waypoint_stands_at_the_centroid_and_has_a_name)
{
    const fs::path folder = scratch_folder();
    const LayerSet set = samples::layers();
    const FeatureTable& areas = set.layers.at(4).table;
    ASSERT_EQ(areas.name, "hotspots_asb");
    ASSERT_EQ(areas.features.size(), 1U);
    export_layers(result_in(folder), folder / "out", of(ExportFormat::gpx, areas.name));
    const PointM middle = centroid(std::get<MultiPolygon>(areas.features.front().geometry));
    std::vector<double> x{middle.x_m};
    std::vector<double> y{middle.y_m};
    ASSERT_EQ(Projection(set.crs, "EPSG:4326").forward(x, y), 0U);
    const std::string gpx = file_bytes(folder / "out/hotspots_asb.gpx");
    EXPECT_NE(gpx.find(fmt::format(
                  "<wpt lat=\"{:.7f}\" lon=\"{:.7f}\"><name>asb-1</name><desc>Hotspot: asb-1; ", y[0], x[0])),
              std::string::npos)
        << gpx;
}

TEST(ExportLayers, lines_have_no_waypoints)
{
    FeatureTable roads;
    roads.kind = GeometryKind::line;
    roads.fields = {dictionary_field("name")};
    roads.features = {{MultiLine{{{{523'000, 222'000}, {524'000, 222'500}}}}, {std::string("High Street")}}};
    LayerSet set;
    set.crs = "EPSG:27700";
    set.layers = {context_layer(ContextKind::roads, roads, {522'000, 221'000, 526'000, 225'000})};
    const fs::path folder = scratch_folder();
    write_geopackage(folder / "wardmap.gpkg", set);
    const fs::path out = folder / "out";
    EXPECT_EQ(error_of([&] { export_layers(folder, out, of(ExportFormat::gpx, "context_roads")); }).kind(),
              ErrorKind::output);
    EXPECT_FALSE(fs::exists(out));
    export_layers(folder, out, of(ExportFormat::kml, "context_roads"));
    EXPECT_NE(file_bytes(out / "context_roads.kml").find("<name>High Street</name>"), std::string::npos);
}

/// "lon,lat" of every vertex, as the pattern's first group finds them.
std::vector<std::string> positions_in(const std::string& text, const char* pattern)
{
    const std::regex position(pattern);
    std::vector<std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), position), end; at != end; ++at) {
        found.push_back((*at)[1]);
    }
    return found;
}

TEST(ExportLayers, kml_has_the_positions_of_geojson_parts_and_holes_among_them)
{
    const fs::path folder = scratch_folder();
    const fs::path result = result_in(folder);
    for (const char* layer : {"wards_asb", "incidents_asb"}) {
        export_layers(result, folder / layer / "kml", of(ExportFormat::kml, layer));
        export_layers(result, folder / layer / "geojson", of(ExportFormat::geojson, layer));
        const std::string kml = file_bytes(folder / layer / "kml" / (std::string(layer) + ".kml"));
        const std::string geojson =
            file_bytes(folder / layer / "geojson" / (std::string(layer) + ".geojson"));
        const auto found = positions_in(kml, "[ >](-?[0-9]+[.][0-9]+,-?[0-9]+[.][0-9]+)(?=[ <])");
        EXPECT_GE(found.size(), 2U);
        EXPECT_EQ(found, positions_in(geojson, "\\[(-?[0-9.]+,-?[0-9.]+)\\]")) << layer;
    }
    const std::string wards = file_bytes(folder / "wards_asb/kml/wards_asb.kml");
    EXPECT_EQ(positions_in(wards, "(<MultiGeometry>)").size(), 1U);
    EXPECT_EQ(positions_in(wards, "(<innerBoundaryIs>)").size(), 1U);
    EXPECT_EQ(positions_in(wards, "(<outerBoundaryIs>)").size(), 4U);
}

TEST(ExportLayers, kml_gpx_and_xlsx_hold_the_values_under_their_names)
{
    const fs::path folder = scratch_folder();
    const fs::path result = result_in(folder);
    export_layers(result, folder / "kml", of(ExportFormat::kml, "hotspots_asb"));
    const std::string kml = file_bytes(folder / "kml/hotspots_asb.kml");
    EXPECT_NE(kml.find("<SimpleData name=\"nearest_place\">High Street<"), std::string::npos) << kml;
    EXPECT_NE(kml.find("Bandley Hill &amp; &lt;Poplars&gt;"), std::string::npos);
    export_layers(result, folder / "gpx", of(ExportFormat::gpx, "hotspots_asb"));
    const std::string gpx = file_bytes(folder / "gpx/hotspots_asb.gpx");
    EXPECT_NE(gpx.find("<name>asb-1</name>"), std::string::npos) << gpx;
    EXPECT_NE(gpx.find("High Street"), std::string::npos);
    export_layers(result, folder / "xlsx", of(ExportFormat::xlsx, "wards_asb"));
    const auto rows = open_table(folder / "xlsx/layers.xlsx", "wards_asb");
    EXPECT_EQ(rows->header().at(1), "ward_name");
}

TEST(ExportLayers, what_cannot_be_is_refused_and_leaves_nothing)
{
    const fs::path folder = scratch_folder();
    const fs::path result = result_in(folder);
    const fs::path out = folder / "out";
    const auto kind = [&](const ExportOptions& options) {
        return error_of([&] { export_layers(result, out, options); }).kind();
    };
    EXPECT_EQ(kind(of(ExportFormat::geojson, "wards_asb", "EPSG:27700")), ErrorKind::usage);
    EXPECT_EQ(kind(of(ExportFormat::csv, "no_such_layer")), ErrorKind::input);
    EXPECT_EQ(kind({}), ErrorKind::usage);
    EXPECT_FALSE(fs::exists(out));
    fs::create_directory(out);
    write_file(out / "mine.txt", "mine");
    EXPECT_EQ(kind(of(ExportFormat::csv, "wards_asb")), ErrorKind::output);
    EXPECT_EQ(file_bytes(out / "mine.txt"), "mine");
}

}  // namespace
}  // namespace wardmap
