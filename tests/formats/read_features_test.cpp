#include "wardmap/read_features.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "gdal_session.hpp"
#include "scratch_folder.hpp"
#include "wardmap/projection.hpp"

namespace wardmap {
namespace {

using testing_formats::error_of;
using testing_formats::file_bytes;
using testing_formats::scratch_folder;
using testing_formats::write_file;

std::string collection(const std::string& features, const std::string& members = "")
{
    return R"({"type":"FeatureCollection",)" + members + R"("features":[)" + features + "]}";
}

std::string feature(const std::string& geometry, const std::string& properties = "{}")
{
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + "}";
}

constexpr const char* bng = R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},)";
constexpr const char* clockwise_square =
    R"({"type":"Polygon","coordinates":[[[0,0],[0,10],[10,10],[10,0],[0,0]],[[2,2],[4,2],[4,4],[2,4],[2,2]]]})";
constexpr const char* wkt_point = R"({"type":"Point","coordinates":[1,2]})";

/// A file made by GDAL itself: `fill` gets the new dataset.
template <typename Fill>
std::filesystem::path made_by_gdal(const char* driver, const std::filesystem::path& path, const Fill& fill)
{
    const formats::ComplaintCollector complaints;
    const formats::OwnedDataset dataset(
        GDALCreate(formats::driver_named(driver), path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    fill(dataset.get());
    return path;
}

OGRLayerH add_layer(GDALDatasetH dataset, const char* name, OGRwkbGeometryType type,
                    const char* crs = nullptr)
{
    const formats::OwnedReference reference = formats::spatial_reference(crs != nullptr ? crs : "EPSG:27700");
    return GDALDatasetCreateLayer(dataset, name, crs != nullptr ? reference.get() : nullptr, type, nullptr);
}

void add_column(OGRLayerH layer, const char* name, OGRFieldType type, OGRFieldSubType subtype = OFSTNone)
{
    const formats::OwnedField field(OGR_Fld_Create(name, type));
    OGR_Fld_SetSubType(field.get(), subtype);
    ASSERT_EQ(OGR_L_CreateField(layer, field.get(), 0), OGRERR_NONE);
}

/// Adds a feature with a geometry and one text value.
void add_feature(OGRLayerH layer, const char* wkt, const char* text = nullptr)
{
    const formats::OwnedFeature row(OGR_F_Create(OGR_L_GetLayerDefn(layer)));
    if (text != nullptr) {
        OGR_F_SetFieldString(row.get(), 0, text);
    }
    if (wkt != nullptr) {
        std::string copy = wkt;
        char* cursor = copy.data();
        OGRGeometryH geometry = nullptr;
        ASSERT_EQ(OGR_G_CreateFromWkt(&cursor, nullptr, &geometry), OGRERR_NONE);
        OGR_F_SetGeometryDirectly(row.get(), geometry);
    }
    ASSERT_EQ(OGR_L_CreateFeature(layer, row.get()), OGRERR_NONE);
}

TEST(ReadFeatures, coordinates_in_the_studys_crs_stay_as_they_are)
{
    const auto path =
        write_file(scratch_folder() / "a.geojson",
                   collection(feature(R"({"type":"Point","coordinates":[523456.123456789,222333.3]})"), bng));
    const FeatureTable table = read_features(path, {});
    EXPECT_EQ(table.kind, GeometryKind::point);
    EXPECT_EQ(std::get<PointM>(table.features.at(0).geometry), (PointM{523456.123456789, 222333.3}));
}

TEST(ReadFeatures, longitude_and_latitude_become_metres_of_the_study)
{
    const auto path =
        write_file(scratch_folder() / "a.geojson",
                   collection(feature(R"({"type":"Point","coordinates":[-0.1998412,51.8827818]})")));
    const FeatureTable table = read_features(path, {});
    std::vector<double> x = {-0.1998412};
    std::vector<double> y = {51.8827818};
    ASSERT_EQ(Projection("EPSG:4326", "EPSG:27700").forward(x, y), 0U);
    EXPECT_EQ(std::get<PointM>(table.features.at(0).geometry), (PointM{x[0], y[0]}));
    EXPECT_NEAR(x[0], 524'000, 5);
}

TEST(ReadFeatures, outer_rings_run_counter_clockwise_and_holes_clockwise)
{
    const auto path = write_file(scratch_folder() / "a.geojson", collection(feature(clockwise_square), bng));
    const FeatureTable table = read_features(path, {});
    const auto& shape = std::get<MultiPolygon>(table.features.at(0).geometry);
    EXPECT_GT(signed_area_m2(shape.parts.at(0).outer), 0);
    EXPECT_LT(signed_area_m2(shape.parts.at(0).holes.at(0)), 0);
    EXPECT_DOUBLE_EQ(area_m2(shape), 96);
}

TEST(ReadFeatures, a_layer_without_crs_is_an_error_that_names_the_key)
{
    const auto folder = scratch_folder();
    const auto path = made_by_gdal("ESRI Shapefile", folder / "a.shp", [](GDALDatasetH d) {
        add_feature(add_layer(d, "a", wkbPoint), "POINT (1 2)");
    });
    const Error error = error_of([&] { (void)read_features(path, {}); });
    EXPECT_EQ(error.kind(), ErrorKind::input);
    EXPECT_NE(error.advice().find("crs"), std::string::npos);
    EXPECT_EQ(read_features(path, {.crs = "EPSG:27700"}).features.size(), 1U);
}

TEST(ReadFeatures, geojson_in_metres_without_crs_has_to_be_told_what_it_is)
{
    const auto path = write_file(scratch_folder() / "a.geojson",
                                 collection(feature(R"({"type":"Point","coordinates":[523456,222333]})")));
    const Error error = error_of([&] { (void)read_features(path, {}); });
    EXPECT_EQ(error.kind(), ErrorKind::input);
    EXPECT_NE(error.advice().find("crs"), std::string::npos);
    const FeatureTable table = read_features(path, {.crs = "EPSG:27700"});
    EXPECT_EQ(std::get<PointM>(table.features.at(0).geometry), (PointM{523456, 222333}));
}

TEST(ReadFeatures, a_stated_crs_is_not_overruled)
{
    const auto path = write_file(scratch_folder() / "a.geojson",
                                 collection(feature(R"({"type":"Point","coordinates":[-0.2,51.9]})")));
    const FeatureTable table = read_features(path, {.crs = "EPSG:27700"});
    EXPECT_NEAR(std::get<PointM>(table.features.at(0).geometry).x_m, 523'900, 500);
}

TEST(ReadFeatures, shapefiles_with_a_prj_of_esri_are_in_the_right_place)
{
    const auto folder = scratch_folder();
    const auto path = made_by_gdal("ESRI Shapefile", folder / "a.shp", [](GDALDatasetH d) {
        add_feature(add_layer(d, "a", wkbPoint), "POINT (523000 222000)");
    });
    write_file(
        folder / "a.prj",
        R"(PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936",SPHEROID["Airy_1830",)"
        R"(6377563.396,299.3249646]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],)"
        R"(PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",400000.0],)"
        R"(PARAMETER["False_Northing",-100000.0],PARAMETER["Central_Meridian",-2.0],)"
        R"(PARAMETER["Scale_Factor",0.9996012717],PARAMETER["Latitude_Of_Origin",49.0],UNIT["Meter",1.0]])");
    const FeatureTable table = read_features(path, {});
    EXPECT_EQ(std::get<PointM>(table.features.at(0).geometry), (PointM{523000, 222000}));
}

TEST(ReadFeatures, several_layers_are_listed_and_one_can_be_named)
{
    const auto path = made_by_gdal("GPKG", scratch_folder() / "a.gpkg", [](GDALDatasetH d) {
        add_feature(add_layer(d, "wards", wkbPoint, "EPSG:27700"), "POINT (1 2)");
        add_feature(add_layer(d, "venues", wkbPoint, "EPSG:27700"), "POINT (3 4)");
        add_layer(d, "layer_styles", wkbNone);
    });
    const Error error = error_of([&] { (void)read_features(path, {}); });
    EXPECT_NE(error.found().find("wards, venues"), std::string::npos) << error.found();
    EXPECT_EQ(error.found().find("layer_styles"), std::string::npos);
    EXPECT_EQ(read_features(path, {.layer = "venues"}).name, "venues");
    const Error wrong = error_of([&] { (void)read_features(path, {.layer = "venus"}); });
    EXPECT_NE(wrong.found().find("wards, venues"), std::string::npos);
}

TEST(ReadFeatures, a_style_saved_by_qgis_is_not_a_layer)
{
    const auto path = made_by_gdal("GPKG", scratch_folder() / "a.gpkg", [](GDALDatasetH d) {
        add_feature(add_layer(d, "wards", wkbPoint, "EPSG:27700"), "POINT (1 2)");
        add_layer(d, "layer_styles", wkbNone);
    });
    EXPECT_EQ(read_features(path, {}).name, "wards");
}

TEST(ReadFeatures, heights_are_dropped_curves_become_lines_and_collections_are_flattened)
{
    const auto path = made_by_gdal("GPKG", scratch_folder() / "a.gpkg", [](GDALDatasetH d) {
        OGRLayerH layer = add_layer(d, "a", wkbUnknown, "EPSG:27700");
        add_feature(layer, "POLYGON Z ((0 0 5,10 0 5,10 10 5,0 0 5))");
        add_feature(layer, "CURVEPOLYGON (CIRCULARSTRING (0 0, 10 10, 20 0, 10 -10, 0 0))");
        add_feature(layer,
                    "GEOMETRYCOLLECTION (POLYGON ((0 0,1 0,1 1,0 0)), MULTIPOLYGON (((5 5,6 5,6 6,5 5))))");
        add_feature(layer, nullptr);
    });
    const FeatureTable table = read_features(path, {});
    EXPECT_EQ(table.kind, GeometryKind::polygon);
    ASSERT_EQ(table.features.size(), 4U);
    EXPECT_DOUBLE_EQ(area_m2(std::get<MultiPolygon>(table.features[0].geometry)), 50);
    EXPECT_NEAR(area_m2(std::get<MultiPolygon>(table.features[1].geometry)), 3.14159 * 100, 1);
    EXPECT_EQ(std::get<MultiPolygon>(table.features[2].geometry).parts.size(), 2U);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(table.features[3].geometry));
}

TEST(ReadFeatures, mixed_kinds_and_several_points_in_one_feature_are_refused)
{
    const auto folder = scratch_folder();
    const auto mixed = write_file(folder / "mixed.geojson",
                                  collection(feature(wkt_point) + "," + feature(clockwise_square), bng));
    const Error error = error_of([&] { (void)read_features(mixed, {}); });
    EXPECT_NE(error.where().find("feature 2"), std::string::npos);
    const auto many =
        write_file(folder / "many.geojson",
                   collection(feature(R"({"type":"MultiPoint","coordinates":[[1,2],[3,4]]})"), bng));
    EXPECT_EQ(error_of([&] { (void)read_features(many, {}); }).kind(), ErrorKind::input);
    const auto one = write_file(folder / "one.geojson",
                                collection(feature(R"({"type":"MultiPoint","coordinates":[[1,2]]})"), bng));
    EXPECT_EQ(read_features(one, {}).kind, GeometryKind::point);
}

TEST(ReadFeatures, coordinates_that_are_not_finite_name_the_feature)
{
    const auto path = made_by_gdal("GPKG", scratch_folder() / "a.gpkg", [](GDALDatasetH d) {
        OGRLayerH layer = add_layer(d, "a", wkbLineString, "EPSG:27700");
        add_feature(layer, "LINESTRING (0 0, 1 1)");
        const formats::OwnedFeature row(OGR_F_Create(OGR_L_GetLayerDefn(layer)));
        OGRGeometryH line = OGR_G_CreateGeometry(wkbLineString);
        OGR_G_AddPoint_2D(line, 0, 0);
        OGR_G_AddPoint_2D(line, std::nan(""), 1);
        OGR_F_SetGeometryDirectly(row.get(), line);
        ASSERT_EQ(OGR_L_CreateFeature(layer, row.get()), OGRERR_NONE);
    });
    const Error error = error_of([&] { (void)read_features(path, {}); });
    EXPECT_EQ(error.kind(), ErrorKind::input);
    EXPECT_NE(error.where().find("feature 2"), std::string::npos);
}

TEST(ReadFeatures, values_keep_their_types_and_dates_are_iso)
{
    const auto path = made_by_gdal("GPKG", scratch_folder() / "a.gpkg", [](GDALDatasetH d) {
        OGRLayerH layer = add_layer(d, "a", wkbPoint, "EPSG:27700");
        add_column(layer, "code", OFTString);
        add_column(layer, "day", OFTDate);
        add_column(layer, "moment", OFTDateTime);
        add_column(layer, "tall", OFTInteger, OFSTBoolean);
        add_column(layer, "floors", OFTInteger);
        add_column(layer, "share", OFTReal);
        const formats::OwnedFeature row(OGR_F_Create(OGR_L_GetLayerDefn(layer)));
        OGR_F_SetFieldString(row.get(), 0, "00123");
        OGR_F_SetFieldDateTime(row.get(), 1, 2025, 3, 30, 0, 0, 0, 0);
        OGR_F_SetFieldDateTime(row.get(), 2, 2025, 3, 30, 18, 5, 9, 100);
        OGR_F_SetFieldInteger(row.get(), 3, 1);
        OGR_F_SetFieldInteger(row.get(), 4, 14);
        ASSERT_EQ(OGR_L_CreateFeature(layer, row.get()), OGRERR_NONE);
    });
    const FeatureTable table = read_features(path, {});
    const std::vector<Value> expected = {std::string("00123"),
                                         std::string("2025-03-30"),
                                         std::string("2025-03-30T18:05:09Z"),
                                         true,
                                         std::int64_t{14},
                                         {}};
    EXPECT_EQ(table.features.at(0).values, expected);
    EXPECT_EQ(table.fields[3].type, FieldType::boolean);
}

TEST(ReadFeatures, lists_are_joined)
{
    const auto path =
        write_file(scratch_folder() / "a.geojson",
                   collection(feature(wkt_point, R"({"aliases":["Brent Ct","Brent House"]})"), bng));
    EXPECT_EQ(read_features(path, {}).features.at(0).values.at(0),
              Value{std::string("Brent Ct; Brent House")});
}

TEST(ReadFeatures, text_that_is_not_utf8_is_refused)
{
    const auto path = made_by_gdal("ESRI Shapefile", scratch_folder() / "a.shp", [](GDALDatasetH d) {
        OGRLayerH layer = add_layer(d, "a", wkbPoint, "EPSG:27700");
        add_column(layer, "name", OFTString);
        add_feature(layer, "POINT (1 2)", "Caf");
    });
    std::filesystem::path dbf = path;
    std::string bytes = file_bytes(dbf.replace_extension(".dbf"));
    bytes.replace(bytes.rfind("Caf") + 3, 1, "\xE9");
    write_file(dbf, bytes);
    write_file(dbf.replace_extension(".cpg"), "UTF-8");
    EXPECT_NE(error_of([&] { (void)read_features(path, {}); }).found().find("UTF-8"), std::string::npos);
}

TEST(ReadFeatures, a_torn_file_of_every_format_is_an_error)
{
    const auto folder = scratch_folder();
    const auto fill = [](GDALDatasetH d) {
        OGRLayerH layer = add_layer(d, "a", wkbPoint, "EPSG:27700");
        add_column(layer, "name", OFTString);
        for (int i = 0; i < 2000; ++i) {
            add_feature(layer, "POINT (1 2)", "some text that fills pages");
        }
    };
    made_by_gdal("GPKG", folder / "a.gpkg", fill);
    made_by_gdal("ESRI Shapefile", folder / "b.shp", fill);
    made_by_gdal("GeoJSON", folder / "c.geojson", fill);
    for (const char* name : {"a.gpkg", "b.shp", "c.geojson"}) {
        const std::string whole = file_bytes(folder / name);
        ASSERT_EQ(read_features(folder / name, {}).features.size(), 2000U) << name;
        write_file(folder / name, std::string_view(whole).substr(0, whole.size() * 2 / 3));
        EXPECT_EQ(error_of([&] { (void)read_features(folder / name, {}); }).kind(), ErrorKind::input) << name;
    }
}

TEST(ReadFeatures, a_torn_dbf_is_an_error)
{
    const auto path = made_by_gdal("ESRI Shapefile", scratch_folder() / "a.shp", [](GDALDatasetH d) {
        OGRLayerH layer = add_layer(d, "a", wkbPoint, "EPSG:27700");
        add_column(layer, "name", OFTString);
        for (int i = 0; i < 2000; ++i) {
            add_feature(layer, "POINT (1 2)", "text");
        }
    });
    std::filesystem::path dbf = path;
    const std::string whole = file_bytes(dbf.replace_extension(".dbf"));
    write_file(dbf, std::string_view(whole).substr(0, whole.size() / 2));
    EXPECT_EQ(error_of([&] { (void)read_features(path, {}); }).kind(), ErrorKind::input);
}

TEST(ReadFeatures, a_view_in_a_geopackage_cannot_ask_the_network)
{
    const auto path = made_by_gdal("GPKG", scratch_folder() / "a.gpkg", [](GDALDatasetH d) {
        add_feature(add_layer(d, "a", wkbPoint, "EPSG:27700"), "POINT (1 2)");
        for (const char* sql :
             {"CREATE VIEW v AS SELECT 1 AS fid, ogr_geocode('Stevenage', 'display_name') AS name",
              "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES "
              "('v', 'attributes', 'v', '2020-01-01T00:00:00.000Z')"}) {
            GDALDatasetExecuteSQL(d, sql, nullptr, nullptr);
        }
    });
    // Either the view fails or it gives nothing; an answer would have come from outside.
    try {
        const FeatureTable table = read_features(path, {.layer = "v"});
        ASSERT_EQ(table.features.size(), 1U);
        EXPECT_EQ(table.features[0].values.at(0), Value{});
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
    }
}

TEST(ReadFeatures, what_the_ending_does_not_say_is_not_read)
{
    const auto folder = scratch_folder();
    const std::string vrt =
        "<OGRVRTDataSource><OGRVRTLayer name=\"a\"><SrcDataSource>/etc/passwd</SrcDataSource>"
        "</OGRVRTLayer></OGRVRTDataSource>";
    for (const char* name : {"a.geojson", "a.gpkg", "a.shp", "a.csv", "a.vrt", "a"}) {
        const auto path = write_file(folder / name, vrt);
        EXPECT_EQ(error_of([&] { (void)read_features(path, {}); }).kind(), ErrorKind::input) << name;
    }
}

TEST(ReadFeatures, paths_that_gdal_would_take_for_something_else_are_refused)
{
    for (const char* path :
         {"/vsicurl/http://localhost/a.geojson", "/vsizip/a.zip/a.shp", "http://localhost/a.geojson",
          "GPKG:a.gpkg", "ESRI Shapefile:a.shp", "PG:host=a.geojson", "x/../vsimem/../../vsimem/a.gpkg", "",
          "no_such_file.geojson", "."}) {
        EXPECT_EQ(error_of([&] { (void)read_features(path, {}); }).kind(), ErrorKind::input) << path;
    }
}

TEST(ReadFeatures, only_the_drivers_that_are_used_are_registered)
{
    formats::prepare_gdal();
    std::set<std::string> names;
    for (int i = 0; i < GDALGetDriverCount(); ++i) {
        names.insert(GDALGetDriverShortName(GDALGetDriver(i)));
    }
    const std::set<std::string> expected = {
        "GeoJSON", "GPKG", "ESRI Shapefile", "XLSX", "ODS", "GTiff", "COG", "MEM", "OSM", "SQLite"};
    EXPECT_EQ(names, expected);
}

TEST(ReadFeatures, a_layer_that_only_a_ballpark_operation_joins_names_the_file)
{
    const auto path = made_by_gdal("GPKG", scratch_folder() / "texas.gpkg", [](GDALDatasetH d) {
        add_feature(add_layer(d, "a", wkbPoint, "EPSG:4267"), "POINT (-98 29)");
    });
    const Error error = error_of([&] { (void)read_features(path, {}); });
    EXPECT_EQ(error.kind(), ErrorKind::input);
    EXPECT_NE(error.where().find("texas.gpkg"), std::string::npos);
}

TEST(ReadFeatures, real_areas_and_roads_are_read_whole)
{
    const std::filesystem::path data = WARDMAP_SHARED_DATA;
    if (!std::filesystem::exists(data / "stevenage")) {
        GTEST_SKIP() << "skipped: no data at " << data;
    }
    const FeatureTable wards = read_features(data / "stevenage" / "wards_2013.geojson", {});
    EXPECT_EQ(wards.features.size(), 13U);
    BoxM box;
    double area = 0;
    for (const Feature& feature : wards.features) {
        box.include(bounds(feature.geometry));
        area += area_m2(std::get<MultiPolygon>(feature.geometry));
    }
    EXPECT_TRUE(box.contains({524'000, 224'000}));
    EXPECT_NEAR(area / 1e6, 26, 1);  // Stevenage has 26 km²
    const FeatureTable roads = read_features(data / "roads" / "leeds_osm_ways_bng.gpkg", {});
    EXPECT_EQ(roads.features.size(), 11'755U);
    EXPECT_EQ(roads.kind, GeometryKind::line);
}

TEST(OpenTable, sheets_give_rows_as_text_with_their_row_numbers)
{
    const auto folder = scratch_folder();
    const auto fill = [](GDALDatasetH d) {
        OGRLayerH layer = add_layer(d, "Sheet1", wkbNone);
        add_column(layer, "ref", OFTString);
        add_column(layer, "when", OFTDateTime);
        add_column(layer, "n", OFTReal);
        for (int i = 0; i < 3; ++i) {
            const formats::OwnedFeature row(OGR_F_Create(OGR_L_GetLayerDefn(layer)));
            OGR_F_SetFieldString(row.get(), 0, i == 0 ? "00012" : "B, \"x\"");
            OGR_F_SetFieldDateTime(row.get(), 1, 2025, 3, 30, 18, 5 + i, 0, 0);
            OGR_F_SetFieldDouble(row.get(), 2, 100080012345.0 + i);
            ASSERT_EQ(OGR_L_CreateFeature(layer, row.get()), OGRERR_NONE);
        }
    };
    made_by_gdal("XLSX", folder / "a.xlsx", fill);
    made_by_gdal("ODS", folder / "a.ods", fill);
    for (const char* name : {"a.xlsx", "a.ods"}) {
        const auto rows = open_table(folder / name);
        EXPECT_EQ(rows->header(), (std::vector<std::string>{"ref", "when", "n"})) << name;
        ASSERT_EQ(rows->next(), RowSource::Step::row);
        EXPECT_EQ(rows->line(), 2U) << name;
        EXPECT_EQ(rows->cells(),
                  (std::vector<std::string_view>{"00012", "2025-03-30T18:05:00", "100080012345"}))
            << name;
        ASSERT_EQ(rows->next(), RowSource::Step::row);
        EXPECT_EQ(rows->cells()[0], "B, \"x\"");
        ASSERT_EQ(rows->next(), RowSource::Step::row);
        EXPECT_EQ(rows->line(), 4U);
        EXPECT_EQ(rows->next(), RowSource::Step::end);
    }
}

TEST(OpenTable, a_sheet_of_a_header_alone_has_these_columns_and_no_rows)
{
    const auto folder = scratch_folder();
    const auto fill = [](GDALDatasetH d) {
        OGRLayerH layer = add_layer(d, "Sheet1", wkbNone);
        add_column(layer, "Field1", OFTString);  // names for which GDAL writes no row
        add_column(layer, "Field2", OFTString);
        const formats::OwnedFeature row(OGR_F_Create(OGR_L_GetLayerDefn(layer)));
        OGR_F_SetFieldString(row.get(), 0, "ref");
        OGR_F_SetFieldString(row.get(), 1, "category");
        ASSERT_EQ(OGR_L_CreateFeature(layer, row.get()), OGRERR_NONE);
    };
    made_by_gdal("XLSX", folder / "a.xlsx", fill);
    made_by_gdal("ODS", folder / "a.ods", fill);
    for (const char* name : {"a.xlsx", "a.ods"}) {
        const auto rows = open_table(folder / name);
        EXPECT_EQ(rows->header(), (std::vector<std::string>{"ref", "category"})) << name;
        EXPECT_EQ(rows->next(), RowSource::Step::end) << name;
        EXPECT_EQ(rows->next(), RowSource::Step::end) << name;
    }
}

}  // namespace
}  // namespace wardmap
