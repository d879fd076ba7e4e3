#include "wardmap/areas.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "coverage.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

FeatureTable ward_table()
{
    FeatureTable table;
    table.name = "wards";
    table.kind = GeometryKind::polygon;
    table.fields = {{"code", "code", FieldType::text, "", "", -1},
                    {"title", "title", FieldType::text, "", "", -1},
                    {"people", "people", FieldType::integer, "", "", -1}};
    return table;
}

void add(FeatureTable& table, const std::string& id, const BoxM& box, Value people = std::int64_t{1000})
{
    table.features.push_back({MultiPolygon{{box_polygon(box)}}, {id, "Ward " + id, std::move(people)}});
}

const AreaFields fields{"code", "title", "people"};

TEST(MakeAreas, SortsByIdAndTakesNamesAndPopulation)
{
    FeatureTable table = ward_table();
    add(table, "W2", {10, 0, 20, 10}, std::string("2500"));
    add(table, "W1", {0, 0, 10, 10}, 1234.5);
    Diagnostics diagnostics;
    const AreaSet set = make_areas(table, fields, diagnostics);
    ASSERT_EQ(set.areas.size(), 2U);
    EXPECT_EQ(set.areas[0].id, "W1");
    EXPECT_EQ(set.areas[0].name, "Ward W1");
    EXPECT_EQ(set.areas[0].population, 1234.5);
    EXPECT_EQ(set.areas[1].population, 2500);
    EXPECT_EQ(set.id_field, "code");
    EXPECT_TRUE(diagnostics.notices().empty());
}

TEST(MakeAreas, MissingZeroAndSpoiltPopulationsAreToldAndNotRefused)
{
    FeatureTable table = ward_table();
    add(table, "W1", {0, 0, 10, 10}, Value{});
    add(table, "W2", {10, 0, 20, 10}, std::int64_t{0});
    add(table, "W3", {20, 0, 30, 10}, std::string("n/a"));
    add(table, "W4", {30, 0, 40, 10}, std::int64_t{-5});
    Diagnostics diagnostics;
    const AreaSet set = make_areas(table, fields, diagnostics);
    EXPECT_EQ(set.areas[0].population, std::nullopt);
    EXPECT_EQ(set.areas[1].population, 0);
    EXPECT_EQ(set.areas[2].population, std::nullopt);
    EXPECT_EQ(set.areas[3].population, std::nullopt);
    ASSERT_EQ(diagnostics.notices().size(), 2U);
    EXPECT_NE(diagnostics.notices()[0].text.find("3 of 4 areas (W1, W3, W4)"), std::string::npos);
    EXPECT_NE(diagnostics.notices()[1].text.find("1 of 4 areas (W2)"), std::string::npos);
}

void expect_refused(const FeatureTable& table, const AreaFields& wanted, const std::string& words)
{
    Diagnostics diagnostics;
    try {
        (void)make_areas(table, wanted, diagnostics);
        FAIL() << words;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
    }
}

TEST(MakeAreas, WhatIsNoLayerOfAreasIsRefusedWithTheReason)
{
    FeatureTable table = ward_table();
    expect_refused(table, fields, "without features");
    add(table, "W1", {0, 0, 10, 10});
    expect_refused(table, {"ward_id", "", ""}, "code, title, people");
    expect_refused(table, {"", "", ""}, "code, title, people");
    add(table, "W1", {10, 0, 20, 10});
    expect_refused(table, fields, "two features with the id \"W1\"");
    table.features.pop_back();
    add(table, "", {10, 0, 20, 10});
    expect_refused(table, fields, "feature 2");
    table.features.back() = {PointM{1, 2}, {std::string("W2"), std::string("x"), std::int64_t{1}}};
    expect_refused(table, fields, "not a polygon");
}

TEST(MakeAreas, OverlapsAndGapsAreToldWithTheirSize)
{
    FeatureTable table = ward_table();
    add(table, "A", {0, 0, 30, 10});
    add(table, "B", {0, 20, 30, 30});
    add(table, "C", {0, 10, 10, 20});
    add(table, "D", {20, 10, 30, 22});  // 2 m into B; between C and D nobody's 10 × 10 m
    Diagnostics diagnostics;
    const AreaSet set = make_areas(table, fields, diagnostics);
    ASSERT_EQ(diagnostics.notices().size(), 2U);
    EXPECT_NE(diagnostics.notices()[0].text.find(
                  "Overlaps between areas: 1, 20 m² in all (the largest 20 m², B with D)"),
              std::string::npos)
        << diagnostics.notices()[0].text;
    EXPECT_NE(diagnostics.notices()[1].text.find("Gaps between areas: 1, 100 m² in all"), std::string::npos);
    const auto faults = coverage_faults(set);
    ASSERT_EQ(faults.size(), 2U);
    EXPECT_TRUE(faults[0].areas.empty());
    EXPECT_EQ(faults[1].areas, (std::vector<std::uint32_t>{1, 3}));
}

TEST(MakeAreas, SliversBetweenBordersDrawnTwiceAreOnlyCounted)
{
    FeatureTable table = ward_table();
    add(table, "A", {0, 0, 100, 10});
    add(table, "B", {0, 10.001, 100, 20});
    add(table, "C", {-10, 0, 0, 20});
    add(table, "D", {100, 0, 110, 20});
    Diagnostics diagnostics;
    (void)make_areas(table, fields, diagnostics);
    ASSERT_EQ(diagnostics.notices().size(), 1U);
    EXPECT_EQ(diagnostics.notices()[0].severity, Severity::note);
    EXPECT_NE(diagnostics.notices()[0].text.find("not quite meet: 1."), std::string::npos);
}

TEST(MakeAreas, ABorderWithMoreVerticesOnOneSideIsNoFault)
{
    FeatureTable table = ward_table();
    add(table, "A", {0, 0, 100, 10});
    add(table, "B", {0, 10, 40, 20});
    add(table, "C", {40, 10, 100, 20});
    Diagnostics diagnostics;
    (void)make_areas(table, fields, diagnostics);
    EXPECT_TRUE(diagnostics.notices().empty());
}

TEST(MakeAreas, AnAreaThatHoldsAnotherAndTwinsAreOverlaps)
{
    FeatureTable table = ward_table();
    add(table, "A", {0, 0, 100, 100});
    add(table, "B", {40, 40, 60, 60});
    add(table, "C", {200, 0, 210, 10});
    add(table, "D", {200, 0, 210, 10});
    Diagnostics diagnostics;
    const auto faults = coverage_faults(make_areas(table, fields, diagnostics));
    ASSERT_EQ(faults.size(), 2U);
    EXPECT_EQ(faults[0].areas, (std::vector<std::uint32_t>{0, 1}));
    EXPECT_DOUBLE_EQ(faults[0].area_m2, 400);
    EXPECT_EQ(faults[1].areas, (std::vector<std::uint32_t>{2, 3}));
}

TEST(MakeAreas, TheUnionOfATilingIsItsOutline)
{
    FeatureTable table = ward_table();
    for (int i = 0; i < 9; ++i) {
        const double x_m = 10.0 * (i % 3);
        const int row = i / 3;
        const double y_m = 10.0 * row;
        add(table, "W" + std::to_string(i), {x_m, y_m, x_m + 10, y_m + 10});
    }
    Diagnostics diagnostics;
    const MultiPolygon all = union_of(make_areas(table, fields, diagnostics));
    ASSERT_EQ(all.parts.size(), 1U);
    EXPECT_TRUE(all.parts[0].holes.empty());
    EXPECT_DOUBLE_EQ(area_m2(all), 900);
}

}  // namespace
}  // namespace wardmap
