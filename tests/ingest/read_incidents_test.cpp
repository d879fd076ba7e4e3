#include "wardmap/read_incidents.hpp"

#include <gtest/gtest.h>

#include "incidents_of.hpp"

namespace wardmap {
namespace {

using namespace std::string_literals;

TEST(ReadIncidents, ReadsTheColumnsOfTheGenericPreset)
{
    const ReadFile read = incidents_of(
        "ref,category,notes,location,from,to,reporter\n"
        "A1, ASB - Nuisance ,\"youths, shouting\",12 High Street SG1 1AA,03/05/2021 22:00,04/05/2021 "
        "01:30,R7\n");
    ASSERT_EQ(read.error, "");
    ASSERT_EQ(read.set.records.size(), 1U);
    const IncidentRecord& record = read.set.records.front();
    EXPECT_EQ(record.ref, "A1");
    EXPECT_EQ(record.category, "ASB - Nuisance");
    EXPECT_EQ(record.notes, "youths, shouting");
    EXPECT_EQ(record.location, "12 High Street SG1 1AA");
    EXPECT_EQ(record.reporter, "R7");
    EXPECT_EQ(record.line, 2U);
    EXPECT_EQ(iso_second_text(record.when.from), "2021-05-03T22:00:00");
    EXPECT_EQ(iso_second_text(record.when.to), "2021-05-04T01:30:00");
    EXPECT_EQ(record.when.precision, TimePrecision::second);
    EXPECT_FALSE(record.given);
    EXPECT_EQ(read.set.files.front().crs, "") << "a file without coordinates has no CRS";
    EXPECT_EQ(read.set.files.front().encoding, "UTF-8");
}

TEST(ReadIncidents, FindsTheUsualNamesOfColumns)
{
    const IncidentMapping mapping =
        preset_mapping("generic", {"Incident Number", "Opening Code", "Date/Time", "Location", "Post Code",
                                   "UPRN", "Easting", "NORTHING", "Latitude", "Longitude", "Details"});
    EXPECT_EQ(mapping.columns.ref, "Incident Number");
    EXPECT_EQ(mapping.columns.category, "Opening Code");
    EXPECT_EQ(mapping.columns.from, "Date/Time");
    EXPECT_EQ(mapping.columns.postcode, "Post Code");
    EXPECT_EQ(mapping.columns.x, "Easting");
    EXPECT_EQ(mapping.columns.y, "NORTHING");
    EXPECT_EQ(mapping.crs, "EPSG:27700");
    EXPECT_EQ(mapping.columns.notes, "Details");
    EXPECT_EQ(preset_mapping("generic", {"LAT", "LON"}).crs, "EPSG:4326");
    EXPECT_EQ(preset_mapping("generic", {"Easting"}).columns.x, "") << "one coordinate is none";
    EXPECT_THROW((void)preset_mapping("police", {}), Error);
}

TEST(ReadIncidents, JoinsTheColumnsOfAnAddress)
{
    const ReadFile read = incidents_of(
        "category,Address Line 1,Address Line 2,Town,Postcode\nASB,Flat 3,The Towers,,SG1 1AA\n");
    EXPECT_EQ(read.set.records.front().location, "Flat 3, The Towers");
    EXPECT_EQ(read.set.records.front().postcode, "SG1 1AA");
}

TEST(ReadIncidents, PoliceUkRowsKeepDuplicatesEmptyIdsAndEmptyCoordinates)
{
    const std::string row =
        ",2021-05,H,H,-0.191841,51.920299,On or near Pedestrian Subway,E0,S,Anti-social behaviour,,\n";
    const ReadFile read = incidents_of(
        "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
        "Last outcome category,Context\n" +
            row + row + "9f,2021-05,H,H,,,No Location,,,Drugs,,\n",
        "police.uk");
    ASSERT_EQ(read.set.records.size(), 3U);
    EXPECT_EQ(read.set.files.front().rows_read, 3U);
    EXPECT_EQ(read.set.files.front().crs, "EPSG:4326");
    EXPECT_EQ(read.set.records[0].given->x, -0.191841);
    EXPECT_EQ(read.set.records[1].location, "On or near Pedestrian Subway");
    EXPECT_EQ(read.set.records[1].when.precision, TimePrecision::month);
    EXPECT_FALSE(read.set.records[2].given);
    EXPECT_EQ(read.notices(), "");
}

TEST(ReadIncidents, AMissingOrEarlierEndIsTheStart)
{
    const ReadFile read = incidents_of(
        "category,location,from,to\n"
        "a,b,03/05/2021 22:00,\n"
        "a,b,03/05/2021 22:00,03/05/2021 21:00\n"
        "a,b,03/05/2021 22:00,04/05/2021\n"
        "a,b,03/05/2021,05/05/2021 10:00\n"
        "a,b,,25/05/2021 10:00\n"
        "a,b,,\n");
    ASSERT_EQ(read.set.records.size(), 6U);
    for (const std::size_t i : {0U, 1U, 2U}) {
        EXPECT_EQ(iso_second_text(read.set.records[i].when.to), "2021-05-03T22:00:00") << i;
    }
    EXPECT_EQ(read.set.records[3].when.precision, TimePrecision::day);
    EXPECT_EQ(iso_second_text(read.set.records[3].when.to), "2021-05-05T00:00:00");
    EXPECT_EQ(iso_second_text(read.set.records[4].when.from), "2021-05-25T10:00:00");
    EXPECT_EQ(read.set.records[5].when.precision, TimePrecision::none);
    EXPECT_EQ(read.notices(), "1 row ended before the start: the start was used for both");
}

TEST(ReadIncidents, ATimeOfDayMayHaveAColumnOfItsOwn)
{
    const ReadFile read = incidents_of(
        "category,location,date,time\n"
        "a,b,25/05/2021,10:30 PM\n"
        "a,b,25/05/2021,\n"
        "a,b,25/05/2021,late\n"
        "a,b,25/05/2021 09:00,10:30\n");
    EXPECT_EQ(read.rejected(), "4 unreadable-date");
    EXPECT_EQ(iso_second_text(read.set.records[0].when.from), "2021-05-25T22:30:00");
    EXPECT_EQ(read.set.records[1].when.precision, TimePrecision::day);
    EXPECT_EQ(iso_second_text(read.set.records[2].when.from), "2021-05-25T09:00:00");
}

TEST(ReadIncidents, AStatedOrderOfDatesRejectsRowsThatDoNotFit)
{
    const auto month_first = [](IncidentMapping& mapping) { mapping.date_order = DateOrder::month_first; };
    const ReadFile read = incidents_of("category,location,date\na,b,12/25/21\na,b,25/12/21\na,b,03/05/21\n",
                                       "generic", month_first);
    EXPECT_EQ(read.rejected(), "3 unreadable-date");
    EXPECT_EQ(iso_second_text(read.set.records[1].when.from), "2021-03-05T00:00:00");
}

TEST(ReadIncidents, AFileWithDatesOfBothOrdersStopsWithTwoOfItsLines)
{
    const ReadFile read = incidents_of("category,location,date\na,b,03/05/21\na,b,25/12/21\na,b,12/25/21\n");
    EXPECT_EQ(read.exit_code, 3);
    EXPECT_EQ(read.error,
              "incidents.csv: the date on line 3 can only be read day first, that on line 4 only month "
              "first. State "
              "date_order = \"day-first\" or \"month-first\" for this file; rows that do not fit are then "
              "rejected");
    EXPECT_TRUE(read.set.records.empty()) << "an error leaves the set as it was";
    EXPECT_TRUE(read.set.files.empty());
}

TEST(ReadIncidents, AFileWhoseDatesAreAllMonthFirstAsksForTheOrder)
{
    const ReadFile read = incidents_of("category,location,date\na,b,03/05/21\na,b,12/25/21\n");
    EXPECT_EQ(read.exit_code, 3);
    EXPECT_NE(read.error.find("line 3 can only be read month first"), std::string::npos);
    EXPECT_NE(read.error.find("date_order = \"month-first\""), std::string::npos);
}

TEST(ReadIncidents, AFileWhoseDatesTellNoOrderIsReadDayFirstWithAWarning)
{
    const ReadFile read = incidents_of("category,location,date\na,b,03/05/21\n");
    EXPECT_EQ(iso_second_text(read.set.records.front().when.from), "2021-05-03T00:00:00");
    ASSERT_EQ(read.diagnostics.notices().size(), 1U);
    EXPECT_EQ(read.diagnostics.notices().front().severity, Severity::warning);
}

TEST(ReadIncidents, FilesOfOneSetKeepTheirOwnIndexAndLedger)
{
    IncidentSet set;
    Diagnostics diagnostics;
    for (const char* const text : {"category,location\na,b\nc,d\ne\n", "category,location\nf,g\n"}) {
        const WrittenFile file(text);
        const auto rows = open_csv(file.path());
        IncidentFile about;
        about.path = "file" + std::to_string(set.files.size());
        read_incidents(*rows, preset_mapping("generic", rows->header()), about, set, diagnostics);
    }
    ASSERT_EQ(set.files.size(), 2U);
    EXPECT_EQ(set.files[0].rows_read, 3U);
    EXPECT_EQ(set.files[1].rows_read, 1U);
    ASSERT_EQ(set.records.size(), 3U);
    EXPECT_EQ(set.records[2].file, 1U);
    EXPECT_EQ(diagnostics.rejections().front().file, "file0");
}

TEST(ReadIncidents, AMissingColumnIsAnErrorThatListsTheColumnsThereAre)
{
    const auto map_offence = [](IncidentMapping& mapping) { mapping.columns.category = "Offence"; };
    const ReadFile read = incidents_of("category,location\na,b\n", "generic", map_offence);
    EXPECT_EQ(read.exit_code, 3);
    EXPECT_EQ(read.error,
              "incidents.csv: there is no column \"Offence\" for category; its columns are: category, "
              "location. State "
              "the column's name in the study file, under columns: category = \"…\"");
}

TEST(ReadIncidents, AFileWithoutHeaderDoesNotShowItsFirstIncidentInTheError)
{
    const ReadFile read =
        incidents_of("A1,ASB,Mrs Smith of 12 High Street,03/05/2021\nA2,ASB,x,04/05/2021\n");
    EXPECT_EQ(read.exit_code, 3);
    EXPECT_EQ(read.error.find("Smith"), std::string::npos);
    EXPECT_NE(read.error.find("does not look like the names of columns"), std::string::npos);
}

TEST(ReadIncidents, CoordinatesWithoutACrsOrAPartnerAreErrors)
{
    EXPECT_NE(incidents_of("category,x,y\na,1,2\n").error.find("crs = "), std::string::npos);
    const auto only_x = [](IncidentMapping& mapping) { mapping.columns.x = "easting"; };
    EXPECT_NE(
        incidents_of("category,easting\na,1\n", "generic", only_x).error.find("only one of the columns"),
        std::string::npos);
    EXPECT_NE(incidents_of("category,colour\na,b\n").error.find("location"), std::string::npos);
    EXPECT_NE(incidents_of("colour,location\na,b\n").error.find("category or the notes"), std::string::npos);
}

TEST(ReadIncidents, MoreIncidentsThanCanBeNumberedAreRefused)
{
    EXPECT_EQ(IncidentMapping{}.max_incidents, (std::size_t{1} << 31U) - 1);
    const std::string three = "ref,category,location\n1,ASB,x\n2,ASB,x\n3,ASB,x\n";
    EXPECT_EQ(incidents_of(three, "generic", [](IncidentMapping& m) { m.max_incidents = 3; }).exit_code, 0);
    const ReadFile read = incidents_of(three, "generic", [](IncidentMapping& m) { m.max_incidents = 2; });
    EXPECT_EQ(read.exit_code, 6);
    EXPECT_EQ(read.error, "incidents.csv: there are more than 2 incidents. Read fewer files at a time");
}

TEST(ReadIncidents, NullWordsAreEmptyWhateverTheirCase)
{
    const ReadFile read = incidents_of("category,location,uprn,easting,northing\nASB,null,NULL,NULL,Null\n");
    EXPECT_EQ(read.set.records.front().location, "");
    EXPECT_EQ(read.set.records.front().uprn, "");
    EXPECT_FALSE(read.set.records.front().given);
    EXPECT_EQ(read.rejected(), "");
}

}  // namespace
}  // namespace wardmap
