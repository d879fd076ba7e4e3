#include "wardmap/read_points.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "temporary_folder.hpp"
#include "wardmap/error.hpp"
#include "wardmap/parallel.hpp"
#include "wardmap/read_features.hpp"

namespace wardmap {
namespace {

std::string point(double x, double y, const std::string& properties)
{
    return R"({"type":"Feature","properties":{)" + properties +
           R"(},"geometry":{"type":"Point","coordinates":[)" + std::to_string(x) + "," + std::to_string(y) +
           "]}}";
}

std::string layer(const std::string& features)
{
    return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[)" +
           features + "]}";
}

class ReadPoints : public ::testing::Test {
protected:
    std::filesystem::path written(const std::string& name, const std::string& text)
    {
        std::ofstream(m_folder.path() / name, std::ios::binary) << text;
        return m_folder.path() / name;
    }
    PointFile read(const std::filesystem::path& file) { return read_points(file, options, diagnostics); }
    Error fault(const std::filesystem::path& file)
    {
        try {
            static_cast<void>(read(file));
        } catch (const Error& error) {
            return error;
        }
        return {ErrorKind::internal, "", "no error", ""};
    }

    test::TemporaryFolder m_folder;
    PointFileOptions options;
    Diagnostics diagnostics;
};

TEST_F(ReadPoints, OfALayerWithDatesGiveThePlaceAndTheDayOrMonth)
{
    options.to_crs = "EPSG:27700";
    options.date = "when";
    const PointFile file = read(written(
        "points.geojson",
        layer(point(520000, 220000, R"("when":"2025-03-09")") + "," +
              point(520100, 220000, R"("when":"2025/04/01 10:30:00")") + "," +
              point(520200, 220000, R"("when":"2025-05")") + "," + point(520300, 220000, R"("when":"soon")") +
              "," + R"({"type":"Feature","properties":{"when":"2025-03-10"},"geometry":null})")));
    EXPECT_EQ(file.rows, 5U);
    EXPECT_EQ(file.without_place, 1U);
    ASSERT_EQ(file.points.size(), 3U);
    EXPECT_DOUBLE_EQ(file.points.positions[1].x_m, 520100);
    ASSERT_EQ(file.times.size(), 3U);
    const CivilDay march{std::chrono::year{2025} / 3 / 9};
    EXPECT_EQ(file.times[0].from, CivilSecond(march));
    EXPECT_EQ(file.times[0].precision, TimePrecision::day);
    EXPECT_EQ(file.times[1].from, CivilSecond(CivilDay{std::chrono::year{2025} / 4 / 1}));
    EXPECT_EQ(file.times[2].precision, TimePrecision::month);
    EXPECT_EQ(diagnostics.rejected_by_reason(), (std::map<std::string, std::size_t>{{"unreadable-date", 1}}));
}

TEST_F(ReadPoints, OfALayerWithWeightsLeaveOutWhatIsNoWeight)
{
    options.to_crs = "EPSG:27700";
    options.weight = "harm";
    const PointFile file = read(
        written("points.geojson",
                layer(point(1000, 2000, R"("harm":2.5)") + "," + point(1000, 3000, R"("harm":-1)") + "," +
                      point(1000, 4000, R"("harm":null)") + "," + point(1000, 5000, R"("harm":0)"))));
    EXPECT_EQ(file.points.weights, (std::vector<double>{2.5, 0})) << "0 is a weight, a blank is none";
    EXPECT_EQ(diagnostics.rejected_by_reason(), (std::map<std::string, std::size_t>{{"unusable-weight", 2}}));
}

TEST_F(ReadPoints, OfALayerStayInItsOwnSystemWhereItIsProjected)
{
    const auto in_metres = written("metres.geojson", layer(point(1000, 2000, R"("harm":2)")));
    const PointFile file = read(in_metres);
    EXPECT_EQ(file.crs, "EPSG:27700");
    EXPECT_EQ(file.points.positions, (std::vector<PointM>{{1000, 2000}}));
    const auto in_degrees = written(
        "degrees.geojson", R"({"type":"FeatureCollection","features":[)" + point(-0.2, 51.9, "") + "]}");
    EXPECT_NE(fault(in_degrees).found().find("is not a projected system in metres"), std::string::npos);
    EXPECT_NE(fault(in_degrees).advice().find("--to-crs"), std::string::npos);
    // Metres in a file that counts as WGS 84, as many are: somebody has to say so.
    const auto mislabelled =
        written("none.geojson", R"({"type":"FeatureCollection","features":[)" + point(1000, 2000, "") + "]}");
    EXPECT_NE(fault(mislabelled).advice().find("--crs"), std::string::npos);
    options.crs = "EPSG:27700";
    EXPECT_EQ(read(mislabelled).crs, "EPSG:27700");
    EXPECT_EQ(read(mislabelled).points.positions, (std::vector<PointM>{{1000, 2000}}));
}

TEST_F(ReadPoints, OfALayerAreReadByItselfAsReadFeaturesReadsThemAll)
{
    // Some without a place, some without a weight, in degrees.
    std::string features;
    for (int i = 0; i < 500; ++i) {
        const std::string weight = i % 7 == 0 ? "null" : std::to_string(i);
        features += (i == 0 ? "" : ",") +
                    (i % 11 == 0 ? R"({"type":"Feature","properties":{"harm":1},"geometry":null})"
                                 : point(-0.2 + i * 1e-4, 51.9 + i * 1e-5, R"("note":"x","harm":)" + weight));
    }
    const auto path =
        written("degrees.geojson", R"({"type":"FeatureCollection","features":[)" + features + "]}");
    options.to_crs = "EPSG:27700";
    options.weight = "harm";
    const PointFile file = read(path);
    const FeatureTable table = read_features(path, {.layer = {}, .crs = {}, .study_crs = "EPSG:27700"});
    const std::size_t field = table.field_index("harm").value();
    PointSet expected;
    std::size_t without_place = 0;
    for (const Feature& feature : table.features) {
        const auto* const position = std::get_if<PointM>(&feature.geometry);
        const auto weight = value_number(feature.values[field]);
        without_place += position == nullptr ? 1 : 0;
        if (position != nullptr && weight) {
            expected.positions.push_back(*position);
            expected.weights.push_back(*weight);
        }
    }
    EXPECT_EQ(file.points.positions, expected.positions);
    EXPECT_EQ(file.points.weights, expected.weights);
    EXPECT_EQ(file.rows, 500U);
    EXPECT_EQ(file.without_place, without_place);
    EXPECT_GT(expected.positions.size(), 300U);
    EXPECT_EQ(diagnostics.rejected_rows(), 500 - without_place - expected.positions.size());
}

TEST_F(ReadPoints, OfALayerOfAnotherKindOrBeyondTheProjectionAreRefused)
{
    options.to_crs = "EPSG:27700";
    const auto line = written(
        "line.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,50],[0,51]]}}]})");
    EXPECT_EQ(fault(line).found(), "this layer does not hold points");
    const auto mixed = written(
        "mixed.geojson",
        R"({"type":"FeatureCollection","features":[)" + point(-0.2, 51.9, "") +
            R"(,{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,50],[0,51]]}}]})");
    EXPECT_NE(fault(mixed).found().find("mixes"), std::string::npos) << fault(mixed).found();
    EXPECT_EQ(fault(written("none.geojson", R"({"type":"FeatureCollection","features":[]})")).found(),
              "this layer does not hold points");
    options.to_crs = "EPSG:2154";
    const std::string nowhere = R"({"type":"Feature","properties":{},"geometry":null})";
    const auto pole =
        written("pole.geojson", R"({"type":"FeatureCollection","features":[)" + nowhere + "," +
                                    point(-0.2, 51.9, "") + "," + nowhere + "," + point(12, -90, "") + "]}");
    EXPECT_EQ(fault(pole).found(), "coordinates cannot be projected from EPSG:4326 to EPSG:2154");
    EXPECT_TRUE(fault(pole).where().ends_with(", feature 4")) << fault(pole).where();
}

TEST_F(ReadPoints, OfALayerNameWhatIsMissing)
{
    const auto points = written("points.geojson", layer(point(1000, 2000, R"("harm":2)")));
    EXPECT_NE(fault("nowhere.gpkg").found().find("no such file"), std::string::npos)
        << fault("nowhere.gpkg").found();
    options.to_crs = "EPSG:4326";
    EXPECT_EQ(fault(points).found(), "EPSG:4326 is not a projected system in metres");
    options.to_crs = "EPSG:27700";
    options.weight = "score";
    EXPECT_EQ(fault(points).found(), "there is no field \"score\"");
    EXPECT_NE(fault(points).advice().find("harm"), std::string::npos) << "the fields that there are";
    options.weight.clear();
    options.date = "when";
    EXPECT_EQ(fault(points).found(), "there is no field \"when\"");
    EXPECT_NE(fault(points).advice().find("harm"), std::string::npos);
    options.weight = "harm";
    EXPECT_EQ(fault(points).kind(), ErrorKind::usage) << "dates and weights are not read together";
    options = {.to_crs = "EPSG:27700"};
    const auto line = written(
        "line.geojson",
        layer(
            R"({"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,0],[9,9]]}})"));
    EXPECT_EQ(fault(line).found(), "this layer does not hold points");
    const auto nowhere =
        written("nowhere.geojson", layer(R"({"type":"Feature","properties":{},"geometry":null})" +
                                         std::string(",") + point(1000, 2000, "")));
    EXPECT_EQ(read(nowhere).without_place, 1U);
}

TEST_F(ReadPoints, OfACsvAreFoundByNameInAnyCaseAndKnowTheirSystem)
{
    EXPECT_EQ(read(written("a.csv", "ID,Eastings,NORTHINGS\n1,520000,220000\n")).crs, "EPSG:27700");
    options.to_crs = "EPSG:27700";
    const PointFile degrees = read(written("b.txt", "Long\tLat\n-0.2\t51.9\n"));
    ASSERT_EQ(degrees.points.size(), 1U);
    EXPECT_NEAR(degrees.points.positions[0].x_m, 524'000, 2'000) << "Stevenage, in the National Grid";
    EXPECT_NEAR(degrees.points.positions[0].y_m, 223'500, 2'000);
    options = {.crs = "EPSG:27700"};
    EXPECT_EQ(read(written("c.csv", "x,y\n520000,220000\n")).points.size(), 1U);
}

TEST_F(ReadPoints, OfACsvNameTheColumnsThatThereAre)
{
    EXPECT_EQ(fault(written("a.csv", "x,y\n1,2\n")).found(),
              "nothing says which coordinate system the points are in");
    EXPECT_EQ(fault(written("b.csv", "lon,lat\n1,2\n")).found(),
              "EPSG:4326 is not a projected system in metres");
    const Error unknown = fault(written("c.csv", "east,north\n1,2\n"));
    EXPECT_EQ(unknown.found(), "no coordinate columns were recognised; its columns are: east, north");
    options = {.x = "east", .y = "nord", .crs = "EPSG:27700"};
    const Error missing = fault(written("c.csv", "east,north\n1,2\n"));
    EXPECT_EQ(missing.found(), "there is no column \"nord\"; its columns are: east, north");
    EXPECT_NE(missing.advice().find("--y"), std::string::npos);
    options.y = "";
    EXPECT_EQ(fault(written("c.csv", "east,north\n1,2\n")).found(), "--x is given, but not --y");
    options = {.x = "", .y = "north", .crs = "EPSG:27700"};
    EXPECT_EQ(fault(written("c.csv", "east,north\n1,2\n")).found(), "--y is given, but not --x");
    options = {.x = "east", .y = "north", .crs = "EPSG:27700"};
    EXPECT_EQ(read(written("c.csv", "EAST,NORTH\n1,2\n")).points.size(), 1U);
}

TEST_F(ReadPoints, OfACsvAccountForEveryRow)
{
    options = {.to_crs = "EPSG:27700", .weight = "harm"};
    const PointFile file = read(written("a.csv",
                                        "lon,lat,harm\n-0.2,51.9,1\n,,1\n-0.2,north,1\n0,0,1\n-0.2,51.9,-3\n"
                                        "-0.2,51.9,inf\n-0.2,51.9\n-0.2,951.9,1\n-0.2,,1\n"));
    EXPECT_EQ(file.rows, 9U);
    EXPECT_EQ(file.without_place, 1U);
    EXPECT_EQ(file.points.size(), 1U);
    EXPECT_EQ(file.points.weights.size(), 1U);
    EXPECT_EQ(diagnostics.rejected_by_reason(),
              (std::map<std::string, std::size_t>{{"ragged-row", 1},
                                                  {"unprojectable-coordinates", 1},
                                                  {"unreadable-coordinates", 2},
                                                  {"unusable-weight", 2},
                                                  {"zero-coordinates", 1}}));
    EXPECT_EQ(file.points.size() + file.without_place + diagnostics.rejections().size(), file.rows);
    options.weight = "score";
    EXPECT_NE(fault(written("b.csv", "lon,lat\n1,2\n")).advice().find("--weight"), std::string::npos);
}

/// Batches of rows are read while the next ones are found.
TEST_F(ReadPoints, OfALongCsvComeInOrderForAnyNumberOfThreads)
{
    constexpr std::size_t rows = 200'000;
    std::string text = "lon,lat,harm\n";
    for (std::size_t i = 0; i < rows; ++i) {
        text += i % 1'000 == 7    ? "-0.2,51.9\n"
                : i % 1'000 == 13 ? "-0.2,north,1\n"
                : i % 1'000 == 17 ? "-0.2,951.9,1\n"
                : i % 1'000 == 19 ? ",,1\n"
                                  : fmt::format("-0.2,51.{:06},{}\n", i, i);
    }
    const std::filesystem::path path = written("long.csv", text);
    options = {.to_crs = "EPSG:27700", .weight = "harm"};
    Diagnostics of_one;
    const PointFile one = [&] {
        const ThreadLimit limit(1);
        return read_points(path, options, of_one);
    }();
    EXPECT_EQ(one.rows, rows);
    EXPECT_EQ(one.without_place, 200U);
    EXPECT_EQ(one.points.size(), rows - 800);
    EXPECT_TRUE(std::ranges::is_sorted(one.points.weights)) << "in the order of the file";
    EXPECT_EQ(of_one.rejections().size(), 600U);
    for (const unsigned threads : {2U, 8U}) {
        const ThreadLimit limit(threads);
        Diagnostics of_many;
        const PointFile many = read_points(path, options, of_many);
        EXPECT_TRUE(std::ranges::equal(many.points.positions, one.points.positions,
                                       [](PointM a, PointM b) { return a.x_m == b.x_m && a.y_m == b.y_m; }));
        EXPECT_EQ(many.points.weights, one.points.weights);
        ASSERT_EQ(of_many.rejections().size(), of_one.rejections().size());
        for (std::size_t i = 0; i < of_one.rejections().size(); ++i) {
            EXPECT_EQ(of_many.rejections()[i].line, of_one.rejections()[i].line);
            EXPECT_EQ(of_many.rejections()[i].reason, of_one.rejections()[i].reason);
        }
    }
}

TEST_F(ReadPoints, AFileWithoutAUsablePointIsAnError)
{
    options.crs = "EPSG:27700";
    const Error none = fault(written("a.csv", "x,y\n0,0\n,\n"));
    EXPECT_EQ(none.kind(), ErrorKind::input);
    EXPECT_EQ(none.found(), "none of its 2 rows gives a usable point");
}

TEST_F(ReadPoints, CountedPlacesArePointsOrWholePolygons)
{
    options = {.to_crs = "EPSG:27700", .weight = "dwellings"};
    const std::string square =
        R"(,"geometry":{"type":"Polygon","coordinates":[[[0,0],[100,0],[100,100],[0,100],[0,0]]]}})";
    const auto areas =
        written("areas.geojson", layer(R"({"type":"Feature","properties":{"dwellings":40})" + square));
    const CountedPlaces of_areas = read_counted_places(areas, options, diagnostics);
    ASSERT_EQ(of_areas.areas.size(), 1U);
    EXPECT_DOUBLE_EQ(of_areas.areas[0].count, 40);
    const CountedPlaces of_points = read_counted_places(
        written("points.geojson", layer(point(1, 2, R"("dwellings":3)"))), options, diagnostics);
    EXPECT_EQ(of_points.points.weights, std::vector<double>{3});
    EXPECT_TRUE(of_points.areas.empty());
    const CountedPlaces of_csv = read_counted_places(
        written("points.csv", "easting,northing,dwellings\n1,2,5\n"), options, diagnostics);
    EXPECT_EQ(of_csv.points.weights, std::vector<double>{5});
    options.weight = "flats";
    EXPECT_THROW(static_cast<void>(read_counted_places(areas, options, diagnostics)), Error);
    options.weight = "dwellings";
    const auto negative =
        written("negative.geojson", layer(R"({"type":"Feature","properties":{"dwellings":-1})" + square));
    try {
        static_cast<void>(read_counted_places(negative, options, diagnostics));
        FAIL() << "a negative count was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.found(), "its count is negative or not a number");
        EXPECT_NE(error.where().find("feature 1"), std::string::npos);
    }
    options.weight.clear();
    EXPECT_DOUBLE_EQ(read_counted_places(areas, options, diagnostics).areas.at(0).count, 1)
        << "without a field every polygon counts one";
}

}  // namespace
}  // namespace wardmap
