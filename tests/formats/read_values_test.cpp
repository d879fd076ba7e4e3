#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "gdal_session.hpp"
#include "ogr_values.hpp"
#include "scratch_folder.hpp"
#include "sheet_cells.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {
namespace {

using testing_formats::error_of;
using testing_formats::file_bytes;
using testing_formats::scratch_folder;
using testing_formats::write_file;

/// A feature of GDAL's with one cell of a type.
class Cell {
public:
    explicit Cell(OGRFieldType type) : m_definition(OGR_FD_Create("a"))
    {
        OGR_FD_Reference(m_definition);
        const formats::OwnedField field(OGR_Fld_Create("cell", type));
        OGR_FD_AddFieldDefn(m_definition, field.get());
        m_feature.reset(OGR_F_Create(m_definition));
    }
    Cell(const Cell&) = delete;
    Cell& operator=(const Cell&) = delete;
    ~Cell()
    {
        m_feature.reset();
        OGR_FD_Release(m_definition);
    }
    [[nodiscard]] OGRFeatureH feature() const { return m_feature.get(); }
    [[nodiscard]] std::string text() const
    {
        return value_text(
            formats::value_of(m_feature.get(), 0, OGR_FD_GetFieldDefn(m_definition, 0), "cell"));
    }

private:
    OGRFeatureDefnH m_definition;
    formats::OwnedFeature m_feature;
};

std::string moment(OGRFieldType type, int minute, float second, int zone)
{
    const Cell cell(type);
    OGR_F_SetFieldDateTimeEx(cell.feature(), 0, 2024, 12, 31, 23, minute, second, zone);
    return cell.text();
}

TEST(ReadValues, ATimeKeepsItsThousandthsAndItsZone)
{
    EXPECT_EQ(moment(OFTDateTime, 4, 9.25F, 0), "2024-12-31T23:04:09.250");
    EXPECT_EQ(moment(OFTDateTime, 4, 9, 100), "2024-12-31T23:04:09Z");
    EXPECT_EQ(moment(OFTDateTime, 4, 9, 104), "2024-12-31T23:04:09+01:00");
    EXPECT_EQ(moment(OFTDateTime, 4, 9, 82), "2024-12-31T23:04:09-04:30");
    EXPECT_EQ(moment(OFTTime, 4, 9.25F, 0), "23:04:09.250");
    EXPECT_EQ(moment(OFTDate, 4, 9, 0), "2024-12-31");
}

TEST(ReadValues, SecondsThatRoundToSixtyBeginTheNextMinuteHourOrYear)
{
    EXPECT_EQ(moment(OFTDateTime, 4, 59.9996F, 0), "2024-12-31T23:05:00");
    EXPECT_EQ(moment(OFTDateTime, 59, 59.9996F, 0), "2025-01-01T00:00:00");
    EXPECT_EQ(moment(OFTTime, 59, 59.9996F, 0), "00:00:00");
    EXPECT_EQ(moment(OFTDateTime, 4, 59.999F, 0), "2024-12-31T23:04:59.999");
}

TEST(ReadValues, ListsOfNumbersAreJoinedInTheirShortestForm)
{
    const auto path = write_file(scratch_folder() / "a.geojson",
                                 R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)"
                                 R"({"whole":[1,20],"large":[1,20000000000],"real":[0.1,2.50]},)"
                                 R"("geometry":{"type":"Point","coordinates":[-0.2,51.9]}}]})");
    const FeatureTable table = read_features(path, {});
    EXPECT_EQ(value_text(table.features.at(0).values.at(0)), "1; 20");
    EXPECT_EQ(value_text(table.features.at(0).values.at(1)), "1; 20000000000");
    EXPECT_EQ(value_text(table.features.at(0).values.at(2)), "0.1; 2.5");
}

std::filesystem::path features(const std::string& geometry)
{
    return write_file(
        scratch_folder() / "a.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":)" +
            geometry + "}]}");
}

TEST(ReadKinds, AFeatureOfPointsAndLinesIsRefused)
{
    const auto path =
        features(R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[-0.2,51.9]},)"
                 R"({"type":"LineString","coordinates":[[-0.2,51.9],[-0.1,51.9]]}]})");
    EXPECT_EQ(error_of([&] { (void)read_features(path, {}); }).found(),
              "the feature mixes points, lines or polygons");
}

TEST(ReadKinds, ARingThatIsNotClosedIsClosedAndAnEmptyPartIsNone)
{
    const FeatureTable table = read_features(
        features(R"({"type":"MultiPolygon","coordinates":[[[[0,0],[0.001,0],[0.001,0.001]]],[]]})"),
        {.study_crs = "EPSG:32631"});
    const auto& shape = std::get<MultiPolygon>(table.features.at(0).geometry);
    ASSERT_EQ(shape.parts.size(), 1U);
    EXPECT_EQ(shape.parts[0].outer.front(), shape.parts[0].outer.back());
    EXPECT_EQ(shape.parts[0].outer.size(), 4U);
}

TEST(ReadKinds, ALayerInASystemWithoutACodeIsPutInItsPlace)
{
    const auto folder = scratch_folder();
    const auto path = folder / "local.shp";
    {
        const formats::ComplaintCollector complaints;
        const formats::OwnedDataset dataset(
            GDALCreate(formats::driver_named("ESRI Shapefile"), path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        const formats::OwnedReference reference(OSRNewSpatialReference(
            R"(PROJCS["Site grid",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],)"
            R"(PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],)"
            R"(PARAMETER["latitude_of_origin",52],PARAMETER["central_meridian",3],)"
            R"(PARAMETER["scale_factor",1],PARAMETER["false_easting",1000],)"
            R"(PARAMETER["false_northing",2000],UNIT["metre",1]])"));
        OGRLayerH layer = GDALDatasetCreateLayer(dataset.get(), "local", reference.get(), wkbPoint, nullptr);
        const formats::OwnedFeature row(OGR_F_Create(OGR_L_GetLayerDefn(layer)));
        OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
        OGR_G_SetPoint_2D(point, 0, 1000, 2000);
        OGR_F_SetGeometryDirectly(row.get(), point);
        ASSERT_EQ(OGR_L_CreateFeature(layer, row.get()), OGRERR_NONE);
    }
    const FeatureTable table =
        read_features(path, {.study_crs = "EPSG:32631"});  // whose meridian is 3 degrees east, too
    const auto& point = std::get<PointM>(table.features.at(0).geometry);
    EXPECT_NEAR(point.x_m, 500'000, 0.001);
    EXPECT_NEAR(point.y_m, 5'761'038, 1) << "52 degrees north along the meridian, times 0.9996";
}

/// The cell of a workbook that a text becomes.
std::string sheet_cell(const Value& value)
{
    std::string out;
    formats::append_cell(out, "B2", {.name = "when"}, value);
    return out;
}

TEST(SheetCells, ADayIsANumberAndWhatOnlyLooksLikeOneIsText)
{
    EXPECT_EQ(sheet_cell(std::string("1900-03-01")), R"(<c r="B2" s="4"><v>61</v></c>)");
    EXPECT_EQ(sheet_cell(std::string("2025-01-01")), R"(<c r="B2" s="4"><v>45658</v></c>)");
    EXPECT_EQ(sheet_cell(std::string("2025-01-01T06:00:00")), R"(<c r="B2" s="5"><v>45658.25</v></c>)");
    for (const char* text : {"2025-02-30", "2025/01/01", "20250101ab", "1900-02-28", "2025-01-01T24:00:00",
                             "2025-01-01T06:60:00", "2025-01-01T06:00:60", "2025-01-01T06-00-00",
                             "2025-01-01 06:00:00", "2025-01-01T06:00:00Z"}) {
        EXPECT_NE(sheet_cell(std::string(text))
                      .find(std::string("t=\"inlineStr\"><is><t xml:space=\"preserve\">") + text),
                  std::string::npos)
            << text;
    }
}

TEST(SheetCells, ATextOfMoreCharactersThanACellHoldsIsRefused)
{
    EXPECT_NE(sheet_cell(std::string(32'767, 'a')), "");
    const Error error = error_of([] { (void)sheet_cell(std::string(32'768, 'a')); });
    EXPECT_EQ(error.where(), "cell B2");
    EXPECT_EQ(error.found(), "the text has 32768 characters");
    std::string faces;
    for (int i = 0; i < 16'384; ++i) {
        faces += "\xF0\x9F\x99\x82";  // two units of UTF-16 each, as a sheet counts
    }
    EXPECT_EQ(error_of([&] { (void)sheet_cell(faces); }).kind(), ErrorKind::output);
}

TEST(SheetCells, WhatXmlCannotHoldIsEscapedAndAnEscapeOfOnesOwnStaysText)
{
    EXPECT_EQ(formats::sheet_text("a\x01z"), "a_x0001_z");
    EXPECT_EQ(formats::sheet_text("_x0001_"), "_x005F_x0001_");
    EXPECT_EQ(formats::sheet_text("\xEF\xBF\xBE \xEF\xBF\xBF"), "_xFFFE_ _xFFFF_");
    EXPECT_EQ(formats::sheet_text("\xEF\xBF\xBD _x1 <"), "\xEF\xBF\xBD _x1 &lt;");
}

TEST(WriteNumbers, ThatAreNoneAreNull)
{
    const auto folder = scratch_folder();
    LayerSet set;
    set.crs = "EPSG:27700";
    Layer& layer = set.layers.emplace_back();
    layer.table = {"a", GeometryKind::point, {{.name = "share", .type = FieldType::real}}, {}};
    layer.table.features = {{PointM{520'000, 220'000}, {std::nan("")}}, {PointM{520'000, 220'000}, {0.5}}};
    write_geojson(folder, set);
    EXPECT_NE(file_bytes(folder / "a.geojson").find(R"("share":null)"), std::string::npos);
    write_geopackage(folder / "a.gpkg", set);
    const FeatureTable table = read_features(folder / "a.gpkg", {});
    EXPECT_EQ(table.features.at(0).values.at(0), Value{});
    EXPECT_EQ(table.features.at(1).values.at(0), Value{0.5});
}

}  // namespace
}  // namespace wardmap
