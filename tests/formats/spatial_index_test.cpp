#include "spatial_index.hpp"

#include <gtest/gtest.h>

#include <string>

#include "gdal_session.hpp"
#include "ogr_layers.hpp"
#include "scratch_folder.hpp"
#include "wardmap/write_layers.hpp"
#include "write_geopackage.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;
using testing_formats::scratch_folder;

/// Boxes strewn about, of coordinates that no float holds; every seventh row has no place.
formats::FeatureStream strewn_boxes(std::uint64_t count)
{
    formats::FeatureStream stream;
    stream.header.name = "boxes";
    stream.header.kind = GeometryKind::polygon;
    stream.header.fields.emplace_back().name = "name";
    stream.count = count;
    stream.for_each = [count](const formats::FeatureSink& sink) {
        for (std::uint64_t i = 0; i < count; ++i) {
            const double x = -3000.1 + (static_cast<double>(i * 7919 % 10007) * 61.7);
            const double y = 200'000.3 + (static_cast<double>(i * 104'729 % 10009) * 33.3);
            Feature feature{{}, {std::to_string(i)}};
            if (i % 7 != 3) {
                feature.geometry = MultiPolygon{{box_polygon({x, y, x + 10.1, y + 20.2})}};
            }
            sink(feature);
        }
    };
    return stream;
}

formats::OwnedDataset reopened(const fs::path& file)
{
    formats::prepare_gdal();
    return formats::OwnedDataset(
        GDALOpenEx(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr));
}

/// Rows with a place that the index has not, has elsewhere, or has without the row being there.
constexpr const char* wrong_rows =
    "SELECT (SELECT COUNT(*) FROM boxes b LEFT JOIN rtree_boxes_geom r ON r.id = b.fid WHERE b.geom NOT NULL "
    "AND "
    "(r.id IS NULL OR r.minx > ST_MinX(b.geom) OR r.maxx < ST_MaxX(b.geom) OR r.miny > ST_MinY(b.geom) OR "
    "r.maxy < ST_MaxY(b.geom) OR r.maxx - r.minx > 10.3 OR r.maxy - r.miny > 20.4)) + "
    "(SELECT COUNT(*) FROM rtree_boxes_geom r LEFT JOIN boxes b ON b.fid = r.id WHERE b.geom IS NULL)";

TEST(SpatialIndex, holds_the_box_of_every_placed_row_whatever_its_depth)
{
    // 51 cells to a node: without a row, one node, a second level from the 60th row of which 52 have a place, a third.
    for (const std::uint64_t count : {0U, 1U, 59U, 62U, 4000U}) {
        const fs::path file = scratch_folder() / (std::to_string(count) + ".gpkg");
        formats::write_geopackage(file, "EPSG:27700", {strewn_boxes(count)});
        const auto dataset = reopened(file);
        const auto answer = [&](const char* sql) { return formats::query_text(dataset.get(), sql); };
        EXPECT_EQ(answer("SELECT rtreecheck('rtree_boxes_geom')"), "ok") << count;
        EXPECT_EQ(answer("PRAGMA integrity_check"), "ok") << count;
        EXPECT_EQ(answer(wrong_rows), "0") << count;
        EXPECT_EQ(answer("SELECT COUNT(*) FROM rtree_boxes_geom"), std::to_string(count - ((count + 3) / 7)));
        EXPECT_NE(
            OGR_L_TestCapability(GDALDatasetGetLayerByName(dataset.get(), "boxes"), OLCFastSpatialFilter), 0);
    }
}

TEST(SpatialIndex, a_window_finds_what_a_walk_over_all_rows_finds_in_few_nodes)
{
    const fs::path file = scratch_folder() / "window.gpkg";
    formats::write_geopackage(file, "EPSG:27700", {strewn_boxes(4000)});
    const auto dataset = reopened(file);
    OGRLayerH layer = GDALDatasetGetLayerByName(dataset.get(), "boxes");
    OGR_L_SetSpatialFilterRect(layer, 100'000, 250'000, 200'000, 300'000);
    const std::string walked = formats::query_text(
        dataset.get(),
        "SELECT COUNT(*) FROM boxes WHERE ST_MinX(geom) <= 200000 AND ST_MaxX(geom) >= 100000 AND "
        "ST_MinY(geom) <= 300000 AND ST_MaxY(geom) >= 250000");
    EXPECT_EQ(std::to_string(OGR_L_GetFeatureCount(layer, 1)), walked);
    EXPECT_GT(std::stoi(walked), 50);
    // Packed: as few nodes as can be.
    EXPECT_EQ(formats::query_text(dataset.get(),
                                  "SELECT COUNT(*) <= (SELECT COUNT(*) / 51 + 4 FROM rtree_boxes_geom) FROM "
                                  "rtree_boxes_geom_node"),
              "1");
}

TEST(SpatialIndex, its_triggers_follow_every_change)
{
    const fs::path file = scratch_folder() / "edited.gpkg";
    formats::write_geopackage(file, "EPSG:27700", {strewn_boxes(400)});
    const auto dataset = reopened(file);
    for (const char* edit :
         {"DELETE FROM boxes WHERE fid BETWEEN 20 AND 200", "UPDATE boxes SET geom = NULL WHERE fid = 1",
          "UPDATE boxes SET fid = 9000 WHERE fid = 2", "UPDATE boxes SET fid = 9001 WHERE fid = 4",
          "UPDATE boxes SET geom = (SELECT geom FROM boxes WHERE fid = 300) WHERE fid = 5",
          "UPDATE boxes SET geom = (SELECT geom FROM boxes WHERE fid = 301) WHERE fid = 11",
          "INSERT INTO boxes (geom, name) SELECT geom, 'again' FROM boxes WHERE fid > 250"}) {
        static_cast<void>(formats::query_text(dataset.get(), edit));
        EXPECT_EQ(formats::query_text(dataset.get(), wrong_rows), "0") << edit;
        EXPECT_EQ(formats::query_text(dataset.get(), "SELECT rtreecheck('rtree_boxes_geom')"), "ok") << edit;
    }
    EXPECT_GT(std::stoi(formats::query_text(dataset.get(), "SELECT COUNT(*) FROM rtree_boxes_geom")), 270);
}

}  // namespace
}  // namespace wardmap
