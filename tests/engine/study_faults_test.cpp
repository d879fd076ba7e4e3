#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "read_study.hpp"
#include "temporary_folder.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

std::string full_study()
{
    std::ifstream input(std::filesystem::path(WARDMAP_SOURCE_DIR) / "tests/engine/full_study.toml");
    std::stringstream text;
    text << input.rdbuf();
    return text.str();
}

std::string with_change(const std::string& from, const std::string& to)
{
    std::string text = full_study();
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

Study study_of(const std::string& text)
{
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "study.toml";
    std::ofstream(file) << text;
    return read_study(file);
}

Error fault_of(const std::string& text)
{
    try {
        static_cast<void>(study_of(text));
    } catch (const Error& error) {
        return error;
    }
    return {ErrorKind::internal, "", "no error", ""};
}

/// One thing that is wrong with a study, and what its author has to be told.
struct Fault {
    const char* from;    ///< text of full_study.toml
    const char* to;      ///< what stands there instead
    const char* key;     ///< where the error has to point to
    const char* found;   ///< all that it has to say
    const char* advice;  ///< part of what to do
};

void expect_told(const std::vector<Fault>& faults)
{
    for (const Fault& fault : faults) {
        const Error error = fault_of(with_change(fault.from, fault.to));
        EXPECT_EQ(error.kind(), ErrorKind::usage) << fault.to;
        EXPECT_TRUE(error.where().ends_with(std::string(", ") + fault.key))
            << fault.to << ": " << error.where();
        EXPECT_EQ(error.found(), fault.found) << fault.to;
        EXPECT_NE(error.advice().find(fault.advice), std::string::npos) << fault.to << ": " << error.advice();
    }
}

TEST(StudyFaults, PeriodsAndThePlace)
{
    expect_told({
        {"period = [\"2025-01\", \"2025-06-15\"]", "period = [\"2025-01\"]", "study.period",
         "found 1 items where 2 are expected", "the first and the last month or day"},
        {"\"2025-06-15\"]", "\"15/06/2025\"]", "study.period", "\"15/06/2025\" is not a month or day",
         "[\"2025-01\", \"2025-06\"]"},
        {"period = [\"2025-01\", \"2025-06-15\"]\n", "", "study.comparison",
         "a comparison period needs a period", "Add period"},
        {"name = \"Everything\"", "name = \"\"", "study.name", "this text is empty", "Fill it in"},
        {"area = \"wards\"", "area = \"ward\"", "study.area", "\"ward\" is not known",
         "Did you mean \"wards\"?"},
    });
}

TEST(StudyFaults, AnAreaWhoseLayerIsNotNamed)
{
    EXPECT_EQ(fault_of(with_change(
                           "[wards]\nfile = \"wards.geojson\"\nid = \"code\"\nname = \"name\"\npopulation = "
                           "\"people\"\nvintage = \"May 2024\"\n",
                           ""))
                  .found(),
              "the section [wards] is missing");
    std::string text = with_change("[boundary]\nfile = \"town.geojson\"\n", "");
    text.replace(text.find("area = \"wards\""), 14, "area = \"boundary\"");
    EXPECT_EQ(fault_of(text).found(), "the section [boundary] is missing");
}

TEST(StudyFaults, FilesOfIncidentsAndOfTheGazetteer)
{
    expect_told({
        {"preset = \"generic\"", "preset = \"police\"", "incidents.preset", "\"police\" is not known",
         "generic, police.uk"},
        {"\"month-first\"", "\"american\"", "incidents.date_order", "\"american\" is not known",
         "day-first, month-first, year-first"},
        {"\"UTC\"", "\"Europe/Paris\"", "incidents.time_zone", "\"Europe/Paris\" is not known",
         "Europe/London"},
        {"excel_serial_dates = true", "excel_serial_dates = \"yes\"", "incidents.excel_serial_dates",
         "found text where true or false is expected", "without quotation marks"},
        {"ref = \"id\"", "reff = \"id\"", "incidents.columns.reff", "this key is not known",
         "Did you mean ref?"},
        {"kind = \"addresses\"\n", "", "gazetteer.kind", "this key is missing", "kind = \"addresses\""},
        {"kind = \"addresses\"", "kind = \"address\"", "gazetteer.kind", "\"address\" is not known",
         "Did you mean \"addresses\"?"},
        {"street = \"road\"", "road = \"road\"", "gazetteer.columns.road", "this key is not known",
         "Keys known here"},
    });
}

TEST(StudyFaults, Themes)
{
    expect_told({
        {"preset = \"asb\"", "preset = \"noise\"", "themes.preset", "\"noise\" is not known",
         "asb, drugs, car_cruising"},
        {"id = \"fires\"", "id = \"Fires!\"", "themes.id", "\"Fires!\" cannot name a layer",
         "a-z, 0-9 and _"},
        {"id = \"fires\"", "id = \"a_name_of_thirty_one_characters\"", "themes.id",
         "\"a_name_of_thirty_one_characters\" cannot name a layer", "up to 30"},
        {"phrases_in = [\"notes\"]", "phrases_in = [\"note\"]", "themes.phrases_in", "\"note\" is not known",
         "category, notes, location"},
        {"categories = [\"Fire\"]", "categories = []", "themes", "this theme has no rule",
         "Give categories, phrases"},
    });
    EXPECT_EQ(fault_of("[study]\nname = \"A\"\n[[incidents]]\nfile = \"a.csv\"\n").found(),
              "no theme is named");
    std::string many = "[study]\nname = \"A\"\n[[incidents]]\nfile = \"a.csv\"\n";
    for (int i = 0; i < 65; ++i) {
        many += "[[themes]]\nid = \"t" + std::to_string(i) + "\"\ncategories = [\"x\"]\n";
    }
    EXPECT_EQ(fault_of(many).found(), "65 themes are named");
}

TEST(StudyFaults, TheZoneAndTheTargets)
{
    expect_told({
        {"date = \"2025-03-01\"", "date = \"2025-03\"", "zone.date", "\"2025-03\" is not a day",
         "such as \"2025-03-01\""},
        {"date = \"2025-03-01\"", "date = \"2025-02-30\"", "zone.date", "\"2025-02-30\" is not a day", ""},
        {"theme = \"fires\"", "theme = \"fire\"", "targets.theme", "there is no theme \"fire\"", "id of one"},
        {"change_pct = -10\n", "", "targets.change_pct", "this key is missing",
         "theme, change_pct and period"},
        {"change_pct = -10", "change_pct = -101", "targets.change_pct", "-101 is out of range",
         "-100 to 1000 %"},
        {"period = [\"2025-01\", \"2025-12\"]\n", "", "targets.period", "this key is missing",
         "theme, change_pct and period"},
        {"comparison = [\"2024-01\", \"2024-12\"]", "comparison = [\"2024-06\", \"2025-01\"]",
         "targets.comparison", "the comparison does not end before the period begins", "an earlier period"},
    });
    std::string text = full_study();
    text.replace(text.find("area = \"wards\""), 14, "area = \"boundary\"");
    const std::size_t wards = text.find("[wards]");
    text.erase(wards, text.find("[tower_blocks]") - wards);
    EXPECT_EQ(fault_of(text).found(), "the study has no wards");
}

TEST(StudyFaults, ATargetIsComparedWithTheYearBeforeAlsoAfterALeapDay)
{
    const auto compared = [](const std::string& period) {
        std::string text =
            with_change("period = [\"2025-01\", \"2025-12\"]\ncomparison = [\"2024-01\", \"2024-12\"]",
                        "period = " + period);
        return study_of(text).targets.at(0).comparison;
    };
    const Period usual = compared("[\"2025-03\", \"2025-05\"]");
    EXPECT_EQ(iso_day_text(usual.begin) + " " + iso_day_text(usual.end), "2024-03-01 2024-06-01");
    const Period leap = compared("[\"2024-02-29\", \"2024-05-31\"]");
    EXPECT_EQ(iso_day_text(leap.begin) + " " + iso_day_text(leap.end), "2023-02-28 2023-06-01");
}

TEST(StudyFaults, GridExposureAndTheAnalyses)
{
    expect_told({
        {"shape = \"hexagon\"", "shape = \"round\"", "grid.shape", "\"round\" is not known",
         "square, hexagon"},
        {"level = \"99\"", "level = \"98\"", "grid.level", "\"98\" is not known", "90, 95, 99"},
        {"neighbours = \"rook\"", "neighbours = \"bishop\"", "grid.neighbours", "\"bishop\" is not known",
         "queen, rook"},
        {"by = \"layer\"\nfile = \"census.gpkg\"", "by = \"people\"\nfile = \"census.gpkg\"", "exposure.by",
         "\"people\" is not known", "land, addresses, postcodes, layer"},
        {"file = \"census.gpkg\"\n", "", "exposure.file", "the layer has no file", "points or polygons"},
        {"by = \"layer\"\nfile", "by = \"land\"\nfile", "exposure.file", "only by = \"layer\" has a file",
         ""},
        {"outline = \"convex\"", "outline = \"round\"", "clusters.outline", "\"round\" is not known",
         "concave, convex"},
        {"min_points = 8", "min_points = 8.5", "clusters.min_points", "8.5 is not a whole number",
         "whole number"},
        {"bands_m = [150, 300]", "bands_m = []", "near_repeats.bands_m", "the bands do not ascend",
         "[100, 200, 400]"},
        {"bands_m = [150, 300]", "bands_m = 150", "near_repeats.bands_m",
         "found a whole number where a list of numbers is expected", "[1, 2.5]"},
        {"bands_days = [2, 6]", "bands_days = [0.2, 0.5]", "near_repeats.bands_days",
         "0.2 is not a whole number", "whole number"},
        {"classes = 7", "classes = 10", "density.classes", "10 is out of range", "2 to 9 classes"},
        {"edge = \"none\"", "edge = \"torus\"", "density.edge", "\"torus\" is not known", "none, diggle"},
    });
    const std::string text = with_change("by = \"layer\"\nfile = \"census.gpkg\"", "by = \"addresses\"");
    const std::size_t sources = text.find("[[gazetteer]]");
    EXPECT_EQ(fault_of(text.substr(0, sources) + text.substr(text.find("[[themes]]"))).found(),
              "the study has no gazetteer");
}

TEST(StudyFaults, PatrolsAndSurgeries)
{
    expect_told({
        {"\"evening 18-2\"", "\"evening\"", "patrol.shifts", "\"evening\" is not a shift", "\"late 14-22\""},
        {"\"evening 18-2\"", "\" 18-2\"", "patrol.shifts", "\" 18-2\" is not a shift", "its name"},
        {"\"evening 18-2\"", "\"evening 18:30-2\"", "patrol.shifts", "\"evening 18:30-2\" is not a shift",
         "whole hours"},
        {"\"evening 18-2\"", "\"evening 24-2\"", "patrol.shifts", "\"evening 24-2\" is not a shift", ""},
        {"\"evening 18-2\"", "\"evening 18-25\"", "patrol.shifts", "\"evening 18-25\" is not a shift", ""},
        {"shifts = [\"day 8-18\", \"evening 18-2\"]", "shifts = []", "patrol.shifts", "0 shifts are named",
         "1 to 12"},
        {"teams = [\"North\", \"South\"]", "teams = []", "patrol.teams", "0 teams are named", "1 to 50"},
        {"visit_minutes = [12, 14]", "visit_minutes = [14, 12]", "patrol.visit_minutes",
         "these are not the least and the most minutes of a visit", "such as [10, 15]"},
        {"visit_minutes = [12, 14]", "visit_minutes = [12]", "patrol.visit_minutes",
         "these are not the least and the most minutes of a visit", ""},
        {"visit_minutes = [12, 14]", "visit_minutes = [12, 14.5]", "patrol.visit_minutes",
         "these are not the least and the most minutes of a visit", "two whole numbers"},
        {"first_day = \"2025-07-07\"", "first_day = \"2025-07\"", "patrol.first_day",
         "\"2025-07\" is not a day", "such as \"2025-03-03\""},
    });
    std::string text = with_change("file = \"venues.geojson\"\n", "");
    const std::size_t blocks = text.find("[tower_blocks]");
    text.erase(blocks, text.find("[zone]") - blocks);
    EXPECT_EQ(
        fault_of(text.replace(text.find("id = \"id\"\nname = \"name\"\nkind = \"kind\"\n"), 38, "")).found(),
        "this key is missing, and the study has no tower blocks to rank instead");
}

TEST(StudyFaults, TheOutput)
{
    expect_told({
        {"[\"geojson\", \"geotiff\"]", "[\"geojson\", \"pdf\"]", "output.formats", "\"pdf\" is not known",
         "geopackage, qgis, geojson, shapefile, geotiff, report"},
        {"profile = \"partner\"", "profile = \"partners\"", "output.profile", "\"partners\" is not known",
         "Did you mean \"partner\"?"},
        {"sld = true", "sld = true\nleave_out = [\"map\"]", "output.leave_out", "\"map\" is not known",
         "boundary, wards, months, heat"},
        {"kind = \"water\"\n", "", "context.kind", "this key is missing",
         "roads, railways, buildings, water, green"},
    });
}

TEST(StudyFaults, AValueOfAnotherTypeIsNamedInWords)
{
    expect_told({
        {"cell_m = 150", "cell_m = true", "grid.cell_m", "found true or false where a number is expected",
         ""},
        {"cell_m = 150", "cell_m = [150]", "grid.cell_m", "found a list where a number is expected", ""},
        {"cell_m = 150", "cell_m = {m = 150}", "grid.cell_m", "found a table where a number is expected", ""},
        {"cell_m = 150", "cell_m = 2025-01-01", "grid.cell_m",
         "found a date or time where a number is expected", ""},
        {"shape = \"hexagon\"", "shape = 1.5", "grid.shape", "found a number where text is expected",
         "quotation marks"},
        {"teams = [\"North\", \"South\"]", "teams = 2", "patrol.teams",
         "found a whole number where a list of texts is expected", "[\"one\", \"two\"]"},
        {"teams = [\"North\", \"South\"]", "teams = [\"North\", 2]", "patrol.teams",
         "found a whole number where text is expected in the list", "quotation marks"},
        {"[patrol]", "[[patrol]]", "patrol", "found a list where a table is expected", "[patrol]"},
    });
    EXPECT_EQ(fault_of("incidents = \"a.csv\"\n[study]\nname = \"A\"\n").found(),
              "found text where a list of tables is expected");
    EXPECT_EQ(fault_of("incidents = [\"a.csv\"]\n[study]\nname = \"A\"\n").found(),
              "found text where a table is expected in the list");
}

TEST(StudyFaults, ADateNeedsNoQuotationMarksAndOneTextNoBrackets)
{
    const Study dates =
        study_of(with_change("period = [\"2025-01\", \"2025-06-15\"]", "period = [2025-01-01, 2025-06-15]"));
    EXPECT_EQ(iso_day_text(dates.period->begin), "2025-01-01");
    EXPECT_EQ(iso_day_text(dates.period->end), "2025-06-16");
    EXPECT_EQ(iso_day_text(study_of(with_change("date = \"2025-03-01\"", "date = 2025-03-01")).zone->date),
              "2025-03-01");
    EXPECT_EQ(study_of(with_change("teams = [\"North\", \"South\"]", "teams = \"North\"")).rota.teams,
              std::vector<std::string>{"North"});
}

TEST(StudyFaults, AFileThatIsNotThere)
{
    try {
        static_cast<void>(read_study("/nowhere/study.toml"));
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage);
        EXPECT_EQ(error.found(), "there is no such study file");
    }
}

}  // namespace
}  // namespace wardmap
