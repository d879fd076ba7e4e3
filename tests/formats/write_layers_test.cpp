#include "wardmap/write_layers.hpp"

#include <gtest/gtest.h>

#include <cpl_json.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <map>

#include "gdal_session.hpp"
#include "ogr_geometry.hpp"
#include "ogr_layers.hpp"
#include "reference/sample_layers.hpp"
#include "scratch_folder.hpp"
#include "shapefile_limits.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/read_features.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;
using testing_formats::error_of;
using testing_formats::file_bytes;
using testing_formats::scratch_folder;

void write_all(const fs::path& folder, const LayerSet& layers)
{
    for (const char* name : {"geojson", "shapefile", "rasters", "tables"}) {
        fs::create_directories(folder / name);
    }
    write_geopackage(folder / "wardmap.gpkg", layers);
    write_geojson(folder / "geojson", layers);
    write_shapefiles(folder / "shapefile", layers);
    write_rasters(folder / "rasters", layers);
    write_tables(folder / "tables", layers);
}

std::map<std::string, std::string> all_files(const fs::path& folder)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files[fs::relative(entry.path(), folder).string()] = file_bytes(entry.path());
        }
    }
    return files;
}

/// The same value, as far as a format can say it: numbers by value, "" in a shapefile as no value, yes
/// and no as 1 and 0.
void expect_same_value(const Value& found, const Value& written, const std::string& where)
{
    if (const auto* flag = std::get_if<bool>(&written)) {
        EXPECT_EQ(value_number(found).value_or(*flag ? 1 : 0), *flag ? 1 : 0) << where;
    } else if (std::holds_alternative<double>(written)) {
        // A shapefile has 15 decimals.
        EXPECT_NEAR(value_number(found).value_or(-1), value_number(written).value(), 1e-15) << where;
    } else {
        EXPECT_EQ(value_text(found), value_text(written)) << where;
        EXPECT_EQ(found.index() == 0, written.index() == 0) << where;
    }
}

void expect_same_geometry(const Geometry& found, const Geometry& written, double tolerance_m,
                          const std::string& where)
{
    ASSERT_EQ(found.index(), written.index()) << where;
    std::vector<PointM> a;
    std::vector<PointM> b;
    formats::for_each_vertex(found, [&a](const PointM& p) { a.push_back(p); });
    formats::for_each_vertex(written, [&b](const PointM& p) { b.push_back(p); });
    ASSERT_EQ(a.size(), b.size()) << where;
    if (const auto* shape = std::get_if<MultiPolygon>(&found)) {
        double edges_m = 0;
        for (std::size_t i = 1; i < b.size(); ++i) {
            edges_m += distance_m(b[i - 1], b[i]);
        }
        EXPECT_NEAR(area_m2(*shape), area_m2(std::get<MultiPolygon>(written)), edges_m * tolerance_m + 1e-6)
            << where;
    }
    // Rings may begin at another vertex, but every vertex must be there.
    for (const PointM& p : b) {
        double nearest_m = 1e9;
        for (const PointM& q : a) {
            nearest_m = std::min(nearest_m, distance_m(p, q));
        }
        EXPECT_LE(nearest_m, tolerance_m) << where;
    }
}

void expect_same_features(const FeatureTable& found, const FeatureTable& written, double tolerance_m)
{
    ASSERT_EQ(found.features.size(), written.features.size()) << written.name;
    ASSERT_EQ(found.fields.size(), written.fields.size()) << written.name;
    for (std::size_t f = 0; f < written.features.size(); ++f) {
        const std::string where = written.name + ", feature " + std::to_string(f + 1);
        expect_same_geometry(found.features[f].geometry, written.features[f].geometry, tolerance_m, where);
        for (std::size_t i = 0; i < written.fields.size(); ++i) {
            expect_same_value(found.features[f].values[i], written.features[f].values[i],
                              where + ", " + written.fields[i].name);
        }
    }
}

TEST(WriteLayers, every_vector_format_holds_the_same_features_and_values)
{
    const fs::path folder = scratch_folder();
    const LayerSet set = samples::layers();
    write_all(folder, set);
    for (const Layer& layer : set.layers) {
        const std::string& name = layer.table.name;
        expect_same_features(read_features(folder / "wardmap.gpkg", {.layer = name}), layer.table, 0);
        expect_same_features(read_features(folder / "shapefile" / (name + ".shp"), {}), layer.table, 0);
        const FeatureTable geojson = read_features(folder / "geojson" / (name + ".geojson"), {});
        expect_same_features(geojson, layer.table, 0.02);
    }
    for (const FeatureTable& table : set.tables) {
        const bool own = table.name == "times_asb";  // the others are the attributes of layers
        EXPECT_EQ(own, std::ranges::none_of(set.layers,
                                            [&](const Layer& l) { return l.table.name == table.name; }));
        if (own) {
            expect_same_features(read_features(folder / "wardmap.gpkg", {.layer = table.name}), table, 0);
        }
    }
}

TEST(WriteLayers, the_same_layers_give_the_same_bytes_and_nothing_temporary_stays)
{
    const fs::path folder = scratch_folder();
    write_all(folder / "a", samples::layers());
    ::setenv("TZ", "Asia/Tokyo", 1);
    write_all(folder / "b", samples::layers());
    ::unsetenv("TZ");
    const auto a = all_files(folder / "a");
    EXPECT_EQ(a, all_files(folder / "b"));
    for (const auto& [name, bytes] : a) {
        for (const char* ending : {"-wal", "-shm", "-journal", ".tmp", ".aux.xml"}) {
            EXPECT_FALSE(name.ends_with(ending)) << name;
        }
    }
}

TEST(WriteLayers, nothing_is_written_over)
{
    const fs::path folder = scratch_folder();
    const LayerSet set = samples::layers();
    write_all(folder, set);
    const auto before = all_files(folder);
    EXPECT_EQ(error_of([&] { write_geopackage(folder / "wardmap.gpkg", set); }).kind(), ErrorKind::output);
    EXPECT_EQ(error_of([&] { write_geojson(folder / "geojson", set); }).kind(), ErrorKind::output);
    EXPECT_EQ(error_of([&] { write_shapefiles(folder / "shapefile", set); }).kind(), ErrorKind::output);
    EXPECT_EQ(error_of([&] { write_rasters(folder / "rasters", set); }).kind(), ErrorKind::output);
    EXPECT_EQ(error_of([&] { write_tables(folder / "tables", set); }).kind(), ErrorKind::output);
    EXPECT_EQ(all_files(folder), before);
}

TEST(WriteLayers, a_folder_that_is_not_there_is_an_error)
{
    const fs::path folder = scratch_folder() / "missing";
    const LayerSet set = samples::layers();
    EXPECT_EQ(error_of([&] { write_geopackage(folder / "a.gpkg", set); }).kind(), ErrorKind::output);
    EXPECT_EQ(error_of([&] { write_geojson(folder, set); }).kind(), ErrorKind::output);
    EXPECT_EQ(error_of([&] { write_shapefiles(folder, set); }).kind(), ErrorKind::output);
    EXPECT_EQ(error_of([&] { write_rasters(folder, set); }).kind(), ErrorKind::output);
    EXPECT_EQ(error_of([&] { write_tables(folder, set); }).kind(), ErrorKind::output);
}

/// Runs a writer in a child whose files may have `bytes` bytes at most, as on a full disk. Its exit
/// code: 0 written, 5 refused as it should be, else a defect.
int exit_code_with_limit(std::size_t bytes, const std::function<void()>& write)
{
    const pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, bytes};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        try {
            write();
            std::_Exit(0);
        } catch (const Error& error) {
            std::_Exit(error.exit_code());
        } catch (...) {
            std::_Exit(70);
        }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

TEST(WriteLayers, a_full_disk_is_never_success)
{
    const LayerSet set = samples::layers();
    const std::map<std::string, std::function<void(const fs::path&)>> writers = {
        {"wardmap.gpkg", [&](const fs::path& f) { write_geopackage(f / "wardmap.gpkg", set); }},
        {"geojson", [&](const fs::path& f) { write_geojson(f, set); }},
        {"shapefile", [&](const fs::path& f) { write_shapefiles(f, set); }},
        {"rasters", [&](const fs::path& f) { write_rasters(f, set); }},
        {"tables", [&](const fs::path& f) { write_tables(f, set); }}};
    const fs::path folder = scratch_folder();
    formats::prepare_gdal();
    for (const auto& [name, write] : writers) {
        const fs::path whole = folder / ("whole_" + name);
        fs::create_directories(whole);
        write(whole);
        std::size_t largest = 0;
        for (const auto& [file, bytes] : all_files(whole)) {
            largest = std::max(largest, bytes.size());
        }
        constexpr int steps = 23;
        for (int i = 0; i < steps; ++i) {
            const fs::path part = folder / (name + std::to_string(i));
            fs::create_directories(part);
            const std::size_t limit = largest * static_cast<std::size_t>(i) / steps;
            EXPECT_EQ(exit_code_with_limit(limit, [&writer = write, &part] { writer(part); }), 5)
                << name << " with at most " << limit << " of " << largest << " bytes";
        }
        const fs::path enough = folder / (name + "_enough");
        fs::create_directories(enough);
        EXPECT_EQ(exit_code_with_limit(largest * 2 + 65536, [&writer = write, &enough] { writer(enough); }),
                  0)
            << name;
    }
}

TEST(WriteGeoPackage, fields_have_aliases_with_units_and_layers_their_texts)
{
    const fs::path folder = scratch_folder();
    const LayerSet set = samples::layers();
    write_geopackage(folder / "a.gpkg", set);
    const formats::OwnedDataset dataset(
        GDALOpenEx((folder / "a.gpkg").c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
    EXPECT_EQ(formats::query_text(dataset.get(),
                                  "SELECT identifier FROM gpkg_contents WHERE table_name = 'wards_asb'"),
              set.layers[1].title);
    EXPECT_EQ(formats::query_text(dataset.get(), "SELECT COUNT(*) FROM layer_styles"), "8");
    EXPECT_EQ(formats::query_text(dataset.get(), "SELECT COUNT(DISTINCT last_change) FROM gpkg_contents"),
              "1");
    EXPECT_EQ(formats::query_text(dataset.get(), "PRAGMA journal_mode"), "delete");
}

TEST(WriteGeoPackage, its_date_is_that_of_the_environment)
{
    const fs::path folder = scratch_folder();
    ::setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    write_geopackage(folder / "a.gpkg", samples::layers());
    ::unsetenv("SOURCE_DATE_EPOCH");
    const formats::OwnedDataset dataset(
        GDALOpenEx((folder / "a.gpkg").c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
    EXPECT_EQ(formats::query_text(dataset.get(), "SELECT MAX(last_change) FROM gpkg_contents"),
              "2023-11-14T22:13:20.000Z");
}

/// Every ring of every polygon of a GeoJSON file, outer ones first in each polygon.
void for_each_ring(const CPLJSONArray& polygon, const std::function<void(const Ring&, bool outer)>& visit)
{
    for (int r = 0; r < polygon.Size(); ++r) {
        Ring ring;
        const CPLJSONArray positions = polygon[r].ToArray();
        for (int p = 0; p < positions.Size(); ++p) {
            const CPLJSONArray pair = positions[p].ToArray();
            ring.push_back({pair[0].ToDouble(), pair[1].ToDouble()});
        }
        visit(ring, r == 0);
    }
}

TEST(WriteGeoJson, keeps_rfc_7946)
{
    const fs::path folder = scratch_folder();
    const LayerSet set = samples::layers();
    write_geojson(folder, set);
    for (const Layer& layer : set.layers) {
        CPLJSONDocument document;
        ASSERT_TRUE(document.Load((folder / (layer.table.name + ".geojson")).string()));
        const CPLJSONObject root = document.GetRoot();
        EXPECT_EQ(root.GetString("type"), "FeatureCollection");
        EXPECT_FALSE(root.GetObj("crs").IsValid());
        const CPLJSONArray box = root.GetArray("bbox");
        ASSERT_EQ(box.Size(), 4);
        EXPECT_LE(box[0].ToDouble(), box[2].ToDouble());
        EXPECT_LE(box[1].ToDouble(), box[3].ToDouble());
        const CPLJSONArray features = root.GetArray("features");
        ASSERT_EQ(features.Size(), static_cast<int>(layer.table.features.size()));
        for (int f = 0; f < features.Size(); ++f) {
            const CPLJSONObject geometry = features[f].GetObj("geometry");
            const std::string type = geometry.GetString("type");
            const CPLJSONArray coordinates = geometry.GetArray("coordinates");
            const auto check = [&](const Ring& ring, bool outer) {
                EXPECT_GE(ring.size(), 4U);
                EXPECT_EQ(ring.front(), ring.back());
                EXPECT_EQ(signed_area_m2(ring) > 0, outer) << layer.table.name;
                for (const PointM& p : ring) {
                    EXPECT_GE(p.x_m, box[0].ToDouble());
                    EXPECT_LE(p.y_m, box[3].ToDouble());
                }
            };
            if (type == "Polygon") {
                for_each_ring(coordinates, check);
            } else if (type == "MultiPolygon") {
                for (int i = 0; i < coordinates.Size(); ++i) {
                    for_each_ring(coordinates[i].ToArray(), check);
                }
            } else {
                EXPECT_EQ(type, "Point");
            }
        }
    }
}

TEST(WriteGeoJson, turns_rings_that_run_the_wrong_way)
{
    MultiPolygon shape = samples::odd_shape();
    for (Polygon& part : shape.parts) {
        std::ranges::reverse(part.outer);
        for (Ring& hole : part.holes) {
            std::ranges::reverse(hole);
        }
    }
    LayerSet wrong;
    wrong.crs = "EPSG:27700";
    wrong.layers.push_back(boundary_layer(shape, "x"));
    LayerSet right = wrong;
    right.layers[0] = boundary_layer(samples::odd_shape(), "x");
    const fs::path folder = scratch_folder();
    fs::create_directories(folder / "right");
    write_geojson(folder, wrong);
    write_geojson(folder / "right", right);
    // Reversed twice: the same rings from the same first vertex.
    EXPECT_EQ(file_bytes(folder / "boundary.geojson"), file_bytes(folder / "right" / "boundary.geojson"));
}

TEST(WriteGeoJson, has_at_most_seven_decimals_and_no_value_is_null)
{
    const fs::path folder = scratch_folder();
    write_geojson(folder, samples::layers());
    const std::string text = file_bytes(folder / "incidents_asb.geojson");
    EXPECT_NE(text.find(R"("time":null)"), std::string::npos);
    const std::size_t from = text.find("\"coordinates\":[");
    const std::string first = text.substr(from + 15, text.find(',', from) - from - 15);
    EXPECT_LE(first.size() - first.find('.') - 1, 7U) << first;
    EXPECT_GT(first.size() - first.find('.') - 1, 4U) << first;
}

TEST(WriteGeoJson, small_degrees_of_either_sign_are_exact)
{
    LayerSet set;
    set.crs = "EPSG:4326";  // so that what is written is what was given
    Layer layer = boundary_layer({}, "x");
    layer.table.kind = GeometryKind::point;
    const std::vector<std::pair<PointM, std::string>> cases = {
        {{-0.0000001, 51.5}, "[-0.0000001,51.5]"},
        {{0, 0}, "[0,0]"},
        {{-1.25, -0.5}, "[-1.25,-0.5]"},
        {{179.99999999, 10.00000004}, "[180,10]"},
        {{0.0100000, 89.1234567}, "[0.01,89.1234567]"}};
    layer.table.features.clear();
    for (const auto& [point, text] : cases) {
        layer.table.features.push_back({point, {std::string("x")}});
    }
    set.layers.push_back(layer);
    const fs::path folder = scratch_folder();
    write_geojson(folder, set);
    const std::string text = file_bytes(folder / "boundary.geojson");
    std::size_t at = 0;
    for (const auto& [point, expected] : cases) {
        at = text.find("\"coordinates\":" + expected + "}", at);
        ASSERT_NE(at, std::string::npos) << expected;
    }
}

TEST(WriteGeoJson, nasty_text_comes_back_as_it_was)
{
    LayerSet set;
    set.crs = "EPSG:27700";
    std::string nasty = "\"quotes\\ \n\t </script> \xE2\x80\xAE";
    nasty += '\x01';
    set.layers.push_back(boundary_layer(samples::square(523000, 222000, 10), nasty));
    const fs::path folder = scratch_folder();
    write_geojson(folder, set);
    const FeatureTable table = read_features(folder / "boundary.geojson", {});
    EXPECT_EQ(table.features.at(0).values.back(), Value{nasty});
}

TEST(WriteShapefiles, over_long_text_and_numbers_are_refused_and_never_cut)
{
    const fs::path folder = scratch_folder();
    LayerSet set;
    set.crs = "EPSG:27700";
    set.layers.push_back(boundary_layer(samples::square(523000, 222000, 10), std::string(300, 'n')));
    const Error error = error_of([&] { write_shapefiles(folder, set); });
    EXPECT_EQ(error.kind(), ErrorKind::output);
    EXPECT_NE(error.advice().find("GeoPackage"), std::string::npos);
    EXPECT_TRUE(fs::is_empty(folder));

    set.layers[0] = wards_layer(samples::wards(), samples::ward_rows(), samples::context());
    set.layers[0].table.features[0].values[2] = std::int64_t{1'000'000'000'000'000'000};
    EXPECT_EQ(error_of([&] { write_shapefiles(folder, set); }).kind(), ErrorKind::output);
    set.layers[0].table.features[0].values[2] = std::int64_t{1};
    set.layers[0].table.features[0].values[4] = 1e30;
    EXPECT_EQ(error_of([&] { write_shapefiles(folder, set); }).kind(), ErrorKind::output);
    EXPECT_TRUE(fs::is_empty(folder));
}

TEST(WriteShapefiles, text_of_exactly_254_bytes_and_the_largest_number_fit)
{
    const fs::path folder = scratch_folder();
    LayerSet set;
    set.crs = "EPSG:27700";
    std::string longest;
    for (int i = 0; i < 127; ++i) {
        longest += "\xC3\xA9";
    }
    set.layers.push_back(boundary_layer(samples::square(523000, 222000, 10), longest));
    set.layers.push_back(wards_layer(samples::wards(), samples::ward_rows(), samples::context()));
    set.layers[1].table.features[0].values[2] = std::int64_t{-99'999'999'999'999'999};
    write_shapefiles(folder, set);
    EXPECT_EQ(read_features(folder / "boundary.shp", {}).features.at(0).values.at(0), Value{longest});
    EXPECT_EQ(read_features(folder / "wards_asb.shp", {}).features.at(0).values.at(2),
              Value{std::int64_t{-99'999'999'999'999'999}});
}

TEST(WriteShapefiles, clashing_or_long_short_names_are_refused)
{
    for (const char* bad : {"", "WARD_ID", "eleven_char", "wärd"}) {
        const fs::path folder = scratch_folder();
        LayerSet set = samples::layers();
        set.layers[1].table.fields[1].short_name = bad;
        EXPECT_EQ(error_of([&] { write_shapefiles(folder, set); }).kind(), ErrorKind::output) << bad;
    }
}

TEST(WriteShapefiles, the_size_is_known_before_writing)
{
    const fs::path folder = scratch_folder();
    const LayerSet set = samples::layers();
    write_shapefiles(folder, set);
    for (const Layer& layer : set.layers) {
        const FeatureTable& table = layer.table;
        const formats::ShapeExtent extent =
            formats::extent_fitting_shapefile(formats::stream_of(table), table.name);
        EXPECT_EQ(extent.shp_bytes, fs::file_size(folder / (table.name + ".shp"))) << table.name;
        EXPECT_EQ(formats::dbf_bytes(table, extent.features), fs::file_size(folder / (table.name + ".dbf")))
            << table.name;
    }
}

TEST(WriteShapefiles, have_a_code_page_a_prj_and_a_list_of_fields)
{
    const fs::path folder = scratch_folder();
    write_shapefiles(folder, samples::layers());
    EXPECT_EQ(file_bytes(folder / "wards_asb.cpg"), "UTF-8");
    EXPECT_NE(file_bytes(folder / "wards_asb.prj").find("British_National_Grid"), std::string::npos);
    const std::string fields = file_bytes(folder / "fields.csv");
    EXPECT_NE(fields.find("wards_asb,rate_1000,rate_per_1000,Rate,\"per 1,000 residents\""),
              std::string::npos)
        << fields;
    // The DBF header's date of change, bytes 1 to 3, is not today.
    const std::string dbf = file_bytes(folder / "wards_asb.dbf");
    EXPECT_EQ(dbf.substr(1, 3), std::string("\x50\x01\x01", 3));
}

TEST(WriteRasters, geotiff_is_cloud_optimised_and_says_what_it_is)
{
    const fs::path folder = scratch_folder();
    const LayerSet set = samples::layers();
    write_rasters(folder, set);
    const formats::OwnedDataset dataset(
        GDALOpenEx((folder / "density_asb.tif").c_str(), GDAL_OF_RASTER, nullptr, nullptr, nullptr));
    ASSERT_TRUE(dataset);
    const auto item = [&](const char* key, const char* domain) {
        const char* value = GDALGetMetadataItem(dataset.get(), key, domain);
        return std::string(value != nullptr ? value : "");
    };
    EXPECT_EQ(item("LAYOUT", "IMAGE_STRUCTURE"), "COG");
    EXPECT_EQ(item("COMPRESSION", "IMAGE_STRUCTURE"), "DEFLATE");
    EXPECT_EQ(item("KERNEL", ""), "quartic");
    EXPECT_EQ(item("BANDWIDTH_M", ""), "300");
    EXPECT_EQ(item("INCIDENTS_USED", ""), "181");
    GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
    EXPECT_EQ(std::string(GDALGetRasterUnitType(band)), "incidents per km²");
    EXPECT_EQ(GDALGetRasterDataType(band), GDT_Float32);
    EXPECT_EQ(GDALGetRasterNoDataValue(band, nullptr), -9999);
    float value = 0;
    ASSERT_EQ(GDALRasterIO(band, GF_Read, 30, 10, 1, 1, &value, 1, 1, GDT_Float32, 0, 0), CE_None);
    EXPECT_EQ(value, static_cast<float>(set.rasters[0].raster.values[10 * 60 + 30]));
}

/// What the file of a raster says it is packed with, once it is written.
std::string packing_of_file(const LayerSet& set)
{
    const fs::path folder = scratch_folder();
    write_rasters(folder, set);
    const formats::OwnedDataset dataset(
        GDALOpenEx((folder / "density_asb.tif").c_str(), GDAL_OF_RASTER, nullptr, nullptr, nullptr));
    const char* packing = GDALGetMetadataItem(dataset.get(), "COMPRESSION", "IMAGE_STRUCTURE");
    EXPECT_EQ(std::string(GDALGetMetadataItem(dataset.get(), "LAYOUT", "IMAGE_STRUCTURE")), "COG");
    return packing != nullptr ? packing : "NONE";
}

TEST(WriteRasters, are_deflated_where_that_about_halves_the_file)
{
    LayerSet set = samples::layers();
    Raster& raster = set.rasters[0].raster;
    constexpr std::size_t side = 512;
    raster.grid.cols = side;
    raster.grid.rows = side;
    raster.values.resize(side * side);
    for (std::size_t k = 0; k < raster.values.size(); ++k) {
        raster.values[k] = 1 + std::sin(static_cast<double>(k));
    }
    const std::vector<double> digits = raster.values;
    EXPECT_EQ(packing_of_file(set), "NONE");

    const auto first = [&](double share) {
        return std::span(raster.values).first(static_cast<std::size_t>(share * side * side));
    };
    std::ranges::fill(first(0.15), 0);
    EXPECT_EQ(packing_of_file(set), "NONE");
    std::ranges::fill(first(0.25), 0);
    EXPECT_EQ(packing_of_file(set), "DEFLATE") << "a quarter is empty";
    std::ranges::fill(first(0.25), std::numeric_limits<double>::quiet_NaN());
    EXPECT_EQ(packing_of_file(set), "DEFLATE") << "a quarter is without data";

    raster.values = digits;
    raster.grid.cols = side + 1;
    raster.grid.rows = side - 1;
    raster.values.resize((side + 1) * (side - 1));
    EXPECT_EQ(packing_of_file(set), "DEFLATE") << "a third of the tiles is padding";
}

/// A pixel of the first overview of the raster, which is written and read again.
float overview_pixel(const LayerSet& set, int col, int row)
{
    const fs::path folder = scratch_folder();
    write_rasters(folder, set);
    const formats::OwnedDataset dataset(
        GDALOpenEx((folder / "density_asb.tif").c_str(), GDAL_OF_RASTER, nullptr, nullptr, nullptr));
    GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
    EXPECT_EQ(GDALGetOverviewCount(band), 2);
    EXPECT_EQ(GDALGetRasterNoDataValue(GDALGetOverview(band, 0), nullptr), -9999);
    float value = 0;
    EXPECT_EQ(
        GDALRasterIO(GDALGetOverview(band, 0), GF_Read, col, row, 1, 1, &value, 1, 1, GDT_Float32, 0, 0),
        CE_None);
    return value;
}

TEST(WriteRasters, large_ones_have_overviews_of_the_means_of_what_is_there)
{
    LayerSet set = samples::layers();
    Raster& raster = set.rasters[0].raster;
    constexpr std::size_t cols = 700;
    raster.grid.cols = cols;
    raster.grid.rows = 600;
    raster.values.assign(cols * 600, 1.5);
    raster.values[0] = 5.5;
    EXPECT_EQ(overview_pixel(set, 0, 0), 2.5F);
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    raster.values[1] = nan;
    EXPECT_EQ(overview_pixel(set, 0, 0), static_cast<float>(8.5 / 3));
    for (const std::size_t pixel : {std::size_t{0}, std::size_t{1}, cols, cols + 1}) {
        raster.values[pixel] = nan;
    }
    EXPECT_EQ(overview_pixel(set, 0, 0), -9999.0F);
    EXPECT_EQ(overview_pixel(set, 1, 0), 1.5F);
}

TEST(WriteTables, formulas_are_disarmed_and_decimals_are_fixed)
{
    const fs::path folder = scratch_folder();
    write_tables(folder, samples::layers());
    const std::string text = file_bytes(folder / "wards_asb.csv");
    EXPECT_NE(text.find("\"'=HYPERLINK(\"\"http://x\"\")\""), std::string::npos) << text;
    EXPECT_NE(text.find(",65.57,6000,20.00,"), std::string::npos) << text;
    EXPECT_EQ(text.find('\r'), std::string::npos);
}

TEST(LibraryVersions, are_those_in_use)
{
    const auto versions = library_versions();
    ASSERT_EQ(versions.size(), 4U);
    for (const auto& [name, version] : versions) {
        EXPECT_FALSE(version.empty()) << name;
        EXPECT_TRUE(std::isdigit(static_cast<unsigned char>(version.front()))) << name << " " << version;
    }
}

int run(const std::string& command)
{
    const int status =
        std::system(command.c_str());  // NOLINT(concurrency-mt-unsafe,bugprone-command-processor)
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(WriteLayers, ogrinfo_reads_every_layer_without_a_warning)
{
    if (run("command -v ogrinfo > /dev/null") != 0) {
        GTEST_SKIP() << "skipped: ogrinfo is not installed";
    }
    const fs::path folder = scratch_folder();
    write_all(folder, samples::layers());
    for (const auto& [name, bytes] : all_files(folder)) {
        if (name.ends_with(".gpkg") || name.ends_with(".shp") || name.ends_with(".geojson")) {
            const std::string said = (folder / "said.txt").string();
            EXPECT_EQ(run("ogrinfo -al -so '" + (folder / name).string() + "' > /dev/null 2> '" + said + "'"),
                      0)
                << name;
            EXPECT_EQ(file_bytes(said), "") << name;
        }
    }
}

TEST(WriteLayers, qgis_shows_every_layer_in_its_style)
{
    if (run("QT_QPA_PLATFORM=offscreen /usr/bin/python3 -c 'import qgis.core' > /dev/null 2>&1") != 0) {
        GTEST_SKIP() << "skipped: QGIS with its Python module is not installed";
    }
    const fs::path folder = scratch_folder();
    write_all(folder, samples::layers());
    EXPECT_EQ(run("QT_QPA_PLATFORM=offscreen /usr/bin/python3 '" WARDMAP_SOURCE_DIR
                  "/tests/formats/qgis_styles.py' '" +
                  folder.string() + "'"),
              0);
}

}  // namespace
}  // namespace wardmap
