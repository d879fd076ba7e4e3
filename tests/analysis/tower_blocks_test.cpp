#include "wardmap/tower_blocks.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

TowerBlock block(const std::string& name, double x_m, std::vector<std::string> uprns = {})
{
    TowerBlock made;
    made.id = name;
    made.name = name;
    made.uprns = std::move(uprns);
    made.dwellings = 80;
    made.footprint = {{box_polygon({x_m, 0, x_m + 20, 20})}};
    made.position = {x_m + 10, 10};
    return made;
}

LocatedIncident at(PointM place, MatchLevel level, double precision_m)
{
    LocatedIncident incident;
    incident.state = MatchState::located;
    incident.level = level;
    incident.precision_m = precision_m;
    incident.position = place;
    return incident;
}

CivilDay day(int year, unsigned month, unsigned of_month)
{
    return CivilDay{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of_month}};
}

TEST(AssignBlocks, GoesByUprnThenAddressThenNameThenFootprint)
{
    std::vector<TowerBlock> blocks{block("Alder Court", 0, {"000123"}), block("Birch House", 100),
                                   block("Cedar", 200)};
    blocks[1].aliases = {"The Birches"};
    std::vector<LocatedIncident> incidents;
    LocatedIncident flat = at({105, 5}, MatchLevel::uprn, 5);  // in the footprint of Birch House, but
    flat.uprn = "777";
    flat.parent_uprn = "123";
    incidents.push_back(flat);
    LocatedIncident address = at({205, 5}, MatchLevel::address, 5);
    address.building = "birch  house";
    incidents.push_back(address);
    LocatedIncident name = at({110, 30}, MatchLevel::building, 20);
    name.building = "THE BIRCHES";
    incidents.push_back(name);
    incidents.push_back(at({210, 29}, MatchLevel::coordinates, 1));
    incidents.push_back(at({210, 31}, MatchLevel::coordinates, 1));  // beyond the buffer
    incidents.push_back(at({210, 10}, MatchLevel::postcode, 50));    // too coarse
    incidents.emplace_back();                                        // not located
    const auto assigned = assign_blocks(incidents, blocks, {});
    const std::vector<std::pair<std::int32_t, BlockWay>> expected{
        {0, BlockWay::uprn},  {1, BlockWay::address}, {1, BlockWay::name}, {2, BlockWay::footprint},
        {-1, BlockWay::none}, {-1, BlockWay::none},   {-1, BlockWay::none}};
    ASSERT_EQ(assigned.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(assigned[i].block, expected[i].first) << i;
        EXPECT_EQ(assigned[i].way, expected[i].second) << i << ' ' << block_way_name(assigned[i].way);
    }
}

TEST(AssignBlocks, OfTwoBlocksOfOneNameTheNearOneIsMeantAndAFarOneNever)
{
    const std::vector<TowerBlock> blocks{block("Park House", 0), block("Park House", 200)};
    LocatedIncident near_second = at({190, 0}, MatchLevel::building, 20);
    near_second.building = "Park House";
    LocatedIncident elsewhere = near_second;
    elsewhere.position = {5000, 0};
    const auto assigned = assign_blocks(std::vector{near_second, elsewhere}, blocks, {});
    EXPECT_EQ(assigned[0].block, 1);
    EXPECT_EQ(assigned[1].block, -1);
}

TEST(AssignBlocks, APointBetweenTwoFootprintsGoesToTheNearerOne)
{
    const std::vector<TowerBlock> blocks{block("A", 0), block("B", 30)};
    const auto assigned = assign_blocks(std::vector{at({26, 10}, MatchLevel::coordinates, 1)}, blocks, {});
    EXPECT_EQ(assigned[0].block, 1);
}

TEST(AssignBlocks, SnapPointsAreRefusedWithTheReason)
{
    const std::vector<TowerBlock> blocks{block("A", 0)};
    try {
        (void)assign_blocks(std::vector{at({5, 5}, MatchLevel::snap_point, 100)}, blocks, {});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::quality);
        EXPECT_NE(error.found().find("anonymous map points"), std::string::npos);
    }
}

/// Incidents of one block, each with its flat, reporter and day.
struct Diary {
    std::vector<LocatedIncident> located;
    std::vector<IncidentRecord> records;
    std::vector<BlockAssignment> assignments;
    std::vector<std::uint32_t> chosen;

    void add(const std::string& flat, const std::string& reporter, CivilDay when)
    {
        LocatedIncident incident = at({5, 5}, MatchLevel::uprn, 5);
        incident.uprn = flat;
        located.push_back(incident);
        IncidentRecord record;
        record.reporter = reporter;
        record.when = {when, when, TimePrecision::day};
        records.push_back(record);
        assignments.push_back({0, BlockWay::uprn});
        chosen.push_back(static_cast<std::uint32_t>(chosen.size()));
    }
    [[nodiscard]] BlockRow row(const BlockOptions& options = {}) const
    {
        const std::vector<TowerBlock> blocks{block("A", 0, {"0100"})};
        return block_table(blocks, {located, records, assignments, chosen, {}, year, std::nullopt}, options)
            .at(0);
    }
    Period year{day(2024, 7, 1), day(2025, 7, 1)};
};

TEST(BlockTable, CountsFlatsReportersRepeatsAndRecentMonths)
{
    Diary diary;
    diary.add("101", "ann", day(2024, 7, 1));
    diary.add("101", "ann", day(2024, 12, 31));
    diary.add("102", "ann", day(2025, 1, 1));
    diary.add("100", "bob", day(2025, 4, 1));  // the block's own UPRN is no flat
    diary.add("", "", day(2025, 6, 30));
    const BlockRow row = diary.row();
    EXPECT_EQ(row.count, 5U);
    EXPECT_EQ(row.by_uprn, 5U);
    EXPECT_EQ(row.flats, 2U);
    EXPECT_EQ(row.repeats, 1U);
    EXPECT_EQ(row.reporters, 2U);
    EXPECT_DOUBLE_EQ(row.top_reporter_share, 0.6);
    EXPECT_EQ(row.last_3_months, 2U);
    EXPECT_EQ(row.last_6_months, 3U);
    EXPECT_EQ(row.last_12_months, 5U);
    EXPECT_DOUBLE_EQ(*row.per_100_dwellings, 6.25);
    EXPECT_DOUBLE_EQ(row.rate_interval->upper, poisson_interval(5).upper * 1.25);
    EXPECT_FALSE(row.previous.has_value());
}

TEST(BlockTable, ThreeReportsWithinSixMonthsAtAFlatOrByAReporterAreACaseReview)
{
    Diary by_flat;
    by_flat.add("101", "", day(2024, 8, 1));
    by_flat.add("101", "", day(2024, 10, 1));
    EXPECT_FALSE(by_flat.row().case_review);
    by_flat.add("101", "", day(2025, 1, 31));
    EXPECT_TRUE(by_flat.row().case_review);

    Diary by_reporter;
    by_reporter.add("101", "ann", day(2024, 8, 1));
    by_reporter.add("102", "ann", day(2024, 10, 1));
    by_reporter.add("103", "ann", day(2024, 10, 2));
    EXPECT_TRUE(by_reporter.row().case_review);
    EXPECT_FALSE(by_reporter.row({.case_reports = 4}).case_review);
    EXPECT_FALSE(by_reporter.row({.case_months = 2}).case_review);

    Diary spread;  // three flats and three reporters; and a flat whose reports are too far apart
    spread.add("101", "ann", day(2024, 8, 1));
    spread.add("102", "bob", day(2024, 8, 2));
    spread.add("103", "cat", day(2024, 8, 3));
    spread.add("103", "dan", day(2024, 10, 1));
    spread.add("103", "eve", day(2025, 2, 3));
    spread.add("", "", day(2025, 2, 3));
    spread.add("", "", day(2025, 2, 3));
    spread.add("", "", day(2025, 2, 3));
    EXPECT_FALSE(spread.row().case_review);
}

TEST(BlockTable, AWindowThatBeginsOnTheThirtyFirstEndsWithTheShorterMonth)
{
    Diary diary;
    diary.add("101", "", day(2024, 8, 31));
    diary.add("101", "", day(2024, 10, 1));
    diary.add("101", "", day(2025, 2, 28));  // six months from 31 August is 28 February: no longer within
    EXPECT_FALSE(diary.row().case_review);
    diary.records[2].when.from = day(2025, 2, 27);
    EXPECT_TRUE(diary.row().case_review);
}

TEST(BlockTable, TheOrderOfTheIncidentsDoesNotMatter)
{
    Diary diary;
    for (int i = 0; i < 30; ++i) {
        diary.add(std::to_string(200 + i % 7), "r" + std::to_string(i % 4),
                  day(2024, 7, 1) + std::chrono::days{11 * i});
    }
    const BlockRow there = diary.row({.case_reports = 5});
    std::reverse(diary.chosen.begin(), diary.chosen.end());
    const BlockRow back = diary.row({.case_reports = 5});
    EXPECT_EQ(there.flats, back.flats);
    EXPECT_EQ(there.repeats, back.repeats);
    EXPECT_EQ(there.case_review, back.case_review);
    EXPECT_EQ(there.top_reporter_share, back.top_reporter_share);
}

TEST(BlockTable, ComparesWithAPeriodOfAnotherLength)
{
    Diary diary;
    diary.add("101", "", day(2024, 8, 31));
    diary.add("101", "", day(2024, 10, 1));
    const std::vector<TowerBlock> blocks{block("A", 0), block("B", 100)};
    const std::vector<std::uint32_t> previous{0};
    const Period before{day(2024, 1, 1), day(2024, 7, 1)};
    const auto rows = block_table(
        blocks, {diary.located, diary.records, diary.assignments, diary.chosen, previous, diary.year, before},
        {});
    EXPECT_EQ(rows[0].previous, 1U);
    EXPECT_DOUBLE_EQ(rows[0].change->p, change_between(1, 182, 2, 365).p);
    EXPECT_EQ(rows[1].previous, 0U);
    EXPECT_EQ(rows[1].count, 0U);
    EXPECT_EQ(rows[1].top_reporter_share, 0);
}

FeatureTable block_layer()
{
    FeatureTable table;
    table.name = "blocks";
    for (const char* name : {"id", "name", "aliases", "uprn", "postcode", "dwellings", "storeys"}) {
        table.fields.push_back({name, name, FieldType::text, "", "", -1});
    }
    return table;
}

const BlockFields all_fields{"id", "name", "aliases", "uprn", "postcode", "dwellings", "storeys"};

void add(FeatureTable& table, Geometry geometry, const std::vector<std::string>& texts)
{
    table.features.push_back({std::move(geometry), {texts.begin(), texts.end()}});
}

TEST(MakeBlocks, TakesPolygonsAndPointsSortedById)
{
    FeatureTable table = block_layer();
    add(table, PointM{50, 50}, {"B2", "", "", "", "", "90", "11"});
    add(table, MultiPolygon{{box_polygon({0, 0, 20, 20})}},
        {"B1", "Alder Court", "Alder Ct; The Alders |", "100;0200", "ZZ1 1AA", "n/a", "12"});
    Diagnostics diagnostics;
    const auto blocks = make_blocks(table, all_fields, diagnostics);
    ASSERT_EQ(blocks.size(), 2U);
    EXPECT_EQ(blocks[0].name, "Alder Court");
    EXPECT_EQ(blocks[0].aliases, (std::vector<std::string>{"Alder Ct", "The Alders"}));
    EXPECT_EQ(blocks[0].uprns, (std::vector<std::string>{"100", "0200"}));
    EXPECT_EQ(blocks[0].dwellings, std::nullopt);
    EXPECT_EQ(blocks[0].storeys, 12U);
    EXPECT_TRUE(covers(blocks[0].footprint, blocks[0].position));
    EXPECT_EQ(blocks[1].name, "B2");
    EXPECT_TRUE(blocks[1].footprint.parts.empty());
    EXPECT_EQ(blocks[1].dwellings, 90U);
    ASSERT_EQ(diagnostics.notices().size(), 1U);
    EXPECT_NE(diagnostics.notices()[0].where.find("dwellings"), std::string::npos);
}

TEST(MakeBlocks, ASharedUprnIsTold)
{
    FeatureTable table = block_layer();
    add(table, PointM{0, 0}, {"B1", "", "", "100", "", "9", "9"});
    add(table, PointM{50, 0}, {"B2", "", "", "0100", "", "9", "9"});
    Diagnostics diagnostics;
    const auto blocks = make_blocks(table, all_fields, diagnostics);
    EXPECT_EQ(diagnostics.notices().size(), 1U);
    LocatedIncident incident = at({50, 0}, MatchLevel::uprn, 5);
    incident.uprn = "100";
    EXPECT_EQ(assign_blocks(std::vector{incident}, blocks, {})[0].block, 0);
}

TEST(MakeBlocks, WhatIsNoLayerOfBlocksIsRefused)
{
    Diagnostics diagnostics;
    FeatureTable table = block_layer();
    EXPECT_THROW((void)make_blocks(table, all_fields, diagnostics), Error);
    add(table, PointM{0, 0}, {"B1", "", "", "", "", "9", "9"});
    EXPECT_THROW((void)make_blocks(table, {.id = "code"}, diagnostics), Error);
    EXPECT_THROW((void)make_blocks(table, {}, diagnostics), Error);
    add(table, PointM{0, 0}, {"B1", "", "", "", "", "9", "9"});
    EXPECT_THROW((void)make_blocks(table, all_fields, diagnostics), Error);
    table.features.back() = {MultiLine{}, table.features.front().values};
    table.features.back().values[0] = std::string("B2");
    EXPECT_THROW((void)make_blocks(table, all_fields, diagnostics), Error);
}

}  // namespace
}  // namespace wardmap
