#include "wardmap/count_areas.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "temporary_folder.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

/// A square of `side` thousand metres with its south-west corner at (east, north), as a GeoJSON feature.
std::string square(const std::string& id, double east_m, double side_m, const std::string& people)
{
    const auto at = [](double x, double y) {
        return "[" + std::to_string(x) + "," + std::to_string(y) + "]";
    };
    const double west = 520'000 + east_m;
    const double south = 220'000;
    return R"({"type":"Feature","properties":{"id":")" + id + R"(","people":)" + people +
           R"(},"geometry":{"type":"Polygon","coordinates":[[)" + at(west, south) + "," +
           at(west + side_m, south) + "," + at(west + side_m, south + side_m) + "," +
           at(west, south + side_m) + "," + at(west, south) + "]]}}";
}

void write(const std::filesystem::path& file, const std::string& text) { std::ofstream(file) << text; }

std::string layer(const std::string& features)
{
    return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[)" +
           features + "]}";
}

class CountAreas : public ::testing::Test {
protected:
    void SetUp() override
    {
        write(file("small.geojson"),
              layer(square("A", 0, 1000, "100") + "," + square("B", 1000, 1000, "300") + "," +
                    square("C", 2000, 1000, "null")));
        // its border lies a little beside those of the small areas
        write(file("large.geojson"), layer(square("N", -5, 2000, "0") + "," + square("S", 1995, 2000, "0")));
        write(file("points.csv"),
              "easting,northing,date\n520100,220100,2025-01-03\n521500,220500,2025-01-09\n"
              "521997,220500,2025-02-01\n522500,220100,2025-01-20\n,,2025-01-20\n530000,220000,2025-01-02\n");
        options.areas = {file("small.geojson").string(), {"id", "", "people"}};
        options.within = {file("large.geojson").string(), {"id", "", ""}};
    }
    std::filesystem::path file(const char* name) { return folder.path() / name; }

    test::TemporaryFolder folder;
    AreaCountOptions options;
};

TEST_F(CountAreas, NestedLevelsAddUpThoughTheirBordersDiffer)
{
    const AreaCounts counts = count_areas(file("points.csv"), options);
    ASSERT_TRUE(counts.within.has_value());
    const auto& small = counts.level.table.rows;
    const auto& large = counts.within->table.rows;
    EXPECT_EQ(large[0].count, small[0].count + small[1].count);
    EXPECT_EQ(large[1].count, small[2].count);
    EXPECT_EQ(large[0].count, 3U);  // 521997 lies in S's outline, but in B, which makes up N
    EXPECT_EQ(counts.within->areas.areas[0].population, 400.0);
    EXPECT_FALSE(counts.within->areas.areas[1].population.has_value());
}

TEST_F(CountAreas, LsoasInWardsInTheTownOfStevenageAddUp)
{
    const std::filesystem::path data = std::filesystem::path(WARDMAP_SHARED_DATA) / "stevenage";
    if (!std::filesystem::exists(data)) {
        GTEST_SKIP() << "real data absent: " << data;
    }
    AreaCountOptions real;
    real.preset = "police.uk";
    real.areas = {(data / "boundaries_lsoa21_stevenage.geojson").string(), {"lsoa21_code", "", ""}};
    real.within = {(data / "wards_2013.geojson").string(), {"WD13CD", "WD13NM", ""}};
    const AreaCounts counts = count_areas(data / "police_uk_stevenage_11_months_to_2021-06.csv", real);
    ASSERT_TRUE(counts.within.has_value());
    EXPECT_EQ(counts.level.table.rows.size(), 54U);
    EXPECT_EQ(counts.within->table.rows.size(), 13U);
    EXPECT_EQ(counts.within->table.inside(), counts.level.table.inside());
    EXPECT_EQ(counts.within->table.outside, counts.level.table.outside);
    EXPECT_EQ(counts.level.table.inside() + counts.level.table.outside + counts.without_place, 9432U);
}

TEST_F(CountAreas, EveryRowIsAccountedFor)
{
    options.columns.from = "date";
    options.period = parse_period("2025-01..2025-01");
    const AreaCounts counts = count_areas(file("points.csv"), options);
    EXPECT_EQ(counts.level.table.inside() + counts.level.table.outside + counts.without_place +
                  counts.outside_period + counts.rejected,
              counts.rows);
    EXPECT_EQ(counts.outside_period, 1U);
    EXPECT_EQ(counts.without_place, 1U);
}

TEST_F(CountAreas, APeriodWithoutRowsIsAnError)
{
    options.columns.from = "date";
    options.period = parse_period("2026-01..2026-02");
    try {
        (void)count_areas(file("points.csv"), options);
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::quality);
    }
}

TEST(ParsePeriod, TakesMonthsAndDaysAndRefusesTheRest)
{
    EXPECT_EQ(parse_period("2025-01..2025-02")->days(), 59);
    EXPECT_EQ(parse_period("2025-01-05..2025-01-05")->days(), 1);
    EXPECT_FALSE(parse_period("2025-02..2025-01").has_value());
    EXPECT_FALSE(parse_period("2025-02").has_value());
    EXPECT_FALSE(parse_period("..").has_value());
}

}  // namespace
}  // namespace wardmap
