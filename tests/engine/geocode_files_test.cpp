#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "temporary_folder.hpp"
#include "wardmap/build_gazetteer.hpp"
#include "wardmap/error.hpp"
#include "wardmap/geocode.hpp"
#include "wardmap/read_features.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

const fs::path town = fs::path(WARDMAP_SOURCE_DIR) / "tests/data/gazetteer_town";

/// A gazetteer of 17 invented addresses and 9 postcodes.
class GeocodeFiles : public ::testing::Test {
protected:
    void SetUp() override
    {
        options.gazetteer = folder.path() / "town.gazetteer";
        build_gazetteer(options.gazetteer,
                        {source_argument((town / "addresses.csv").string()),
                         source_argument((town / "postcodes.csv").string())},
                        "EPSG:27700", diagnostics);
        options.out = folder.path() / "located.csv";
    }
    fs::path written(const std::string& name, const std::string& text)
    {
        std::ofstream(folder.path() / name, std::ios::binary) << text;
        return folder.path() / name;
    }
    static std::string text_of(const fs::path& file)
    {
        std::ifstream input(file, std::ios::binary);
        std::ostringstream text;
        text << input.rdbuf();
        return text.str();
    }
    Error fault(const fs::path& file)
    {
        try {
            static_cast<void>(geocode(file, options));
        } catch (const Error& error) {
            return error;
        }
        return {ErrorKind::internal, "", "no error", ""};
    }
    /// The rows of the output layer, with their places in metres.
    [[nodiscard]] FeatureTable located() const { return read_features(options.out, {}); }
    static std::string value(const FeatureTable& table, std::size_t row, const std::string& field)
    {
        const auto index = table.field_index(field);
        EXPECT_TRUE(index) << field;
        return index ? value_text(table.features.at(row).values.at(*index)) : "";
    }

    test::TemporaryFolder folder;
    GeocodeOptions options;
    Diagnostics diagnostics;
};

/// Three with coordinates of their own, of which one lies nowhere; the others have to be placed by their text.
const char* const with_coordinates =
    "ref,address,lon,lat\n"
    "off_the_earth,\"1 Elm Road, Newton\",-0.2,951.9\n"
    "given,\"1 Elm Road, Newton\",-0.2,51.9\n"
    "zero,\"2 Elm Road, Newton\",0,0\n"
    "words,\"12 Elm Road, Newton\",west,51.9\n"
    "half,\"14 Dean Road, Newton\",,51.9\n";

TEST_F(GeocodeFiles, CoordinatesOfTheFileStandAndUnusableOnesGiveWayToTheText)
{
    options.out = folder.path() / "located.geojson";
    const GeocodeReport report = geocode(written("rows.csv", with_coordinates), options);
    EXPECT_EQ(report.ledger.read, 5U);
    EXPECT_EQ(report.ledger.located, 4U);
    EXPECT_EQ(report.ledger.rejected_total(), 1U);
    EXPECT_TRUE(report.ledger.balances());
    ASSERT_FALSE(report.notices.empty());
    EXPECT_NE(report.notices[0].text.find("2 rows have coordinates that are zero or no numbers"),
              std::string::npos)
        << report.notices[0].text;
    const FeatureTable table = located();
    ASSERT_EQ(table.features.size(), 4U);
    EXPECT_EQ(value(table, 0, "ref"), "given") << "the cells of a row that is gone went with it";
    EXPECT_EQ(value(table, 0, "match_level"), "coordinates");
    const auto& given = std::get<PointM>(table.features[0].geometry);
    EXPECT_NEAR(given.x_m, 523'922, 30) << "51.9 N 0.2 W in the National Grid";
    EXPECT_NEAR(given.y_m, 223'847, 300);
    EXPECT_EQ(value(table, 1, "ref"), "zero");
    EXPECT_EQ(value(table, 1, "match_level"), "address");
    const auto& second = std::get<PointM>(table.features[1].geometry);
    EXPECT_NEAR(second.x_m, 523'030, 0.1) << "seven decimals of a degree and back";
    EXPECT_NEAR(second.y_m, 223'990, 0.1);
    EXPECT_EQ(value(table, 3, "matched_address"), "14 Dean Road, Newton, SG1 1AE");
}

TEST_F(GeocodeFiles, ARowWithoutAPlaceIsInTheLayerWithoutGeometry)
{
    options.out = folder.path() / "located.gpkg";
    const GeocodeReport report = geocode(
        written("rows.csv", "ref,address\na,\"1 Elm Road, Newton\"\nb,behind the big shop\n"), options);
    EXPECT_EQ(report.ledger.unmatched, 1U);
    const FeatureTable table = located();
    ASSERT_EQ(table.features.size(), 2U);
    EXPECT_TRUE(std::holds_alternative<PointM>(table.features[0].geometry));
    EXPECT_TRUE(std::holds_alternative<std::monostate>(table.features[1].geometry));
    EXPECT_EQ(value(table, 1, "match_level"), "unmatched");
    EXPECT_EQ(value(table, 1, "x"), "");
}

TEST_F(GeocodeFiles, ColumnsOfTheFileKeepTheirNamesAndOursStepAside)
{
    const fs::path rows =
        written("rows.csv", "FID,geom,Score,located_score,address\n7,here,9,8,\"1 Elm Road, Newton\"\n");
    static_cast<void>(geocode(rows, options));
    const std::string csv = text_of(options.out);
    EXPECT_EQ(csv.substr(0, csv.find('\n')),
              "FID,geom,Score,located_score,address,match_level,precision_m,located_located_score,reason,"
              "matched_uprn,"
              "matched_address,x,y,lon,lat");
    options.out = folder.path() / "located.gpkg";
    static_cast<void>(geocode(rows, options));
    const FeatureTable table = located();
    EXPECT_EQ(value(table, 0, "FID_given"), "7") << "fid and geom are every GeoPackage table's own";
    EXPECT_EQ(value(table, 0, "geom_given"), "here");
    EXPECT_EQ(value(table, 0, "Score"), "9");
    EXPECT_EQ(value(table, 0, "located_located_score"), "1");
}

TEST_F(GeocodeFiles, NothingThatIsReadIsWrittenOver)
{
    const fs::path rows = written("rows.csv", "address\n\"5 Church Street, Newton\"\n");
    options.review = folder.path() / "review.csv";
    static_cast<void>(geocode(rows, options));
    options.decisions = {options.review};
    EXPECT_EQ(fault(rows).found(), "this is a file of decisions");
    options.decisions.clear();
    options.review = rows;
    EXPECT_EQ(fault(rows).found(), "this is the input file");
    options.review = options.gazetteer;
    EXPECT_EQ(fault(rows).found(), "this is the gazetteer");
    options.review = folder.path() / "." / "located.csv";
    EXPECT_EQ(fault(rows).found(), "the result and the review have the same name");
    options.out = folder.path() / "located.shp";
    EXPECT_EQ(fault(rows).kind(), ErrorKind::usage);
}

TEST_F(GeocodeFiles, ARecordIsExplainedByReferenceOrElseByItsLine)
{
    const fs::path rows =
        written("rows.csv", "ref,address\n3,\"1 Elm Road, Newton\"\nB,\"2 Elm Road, Newton\"\n");
    EXPECT_EQ(explain_record(rows, options, "B").matched, "2 Elm Road, Newton, SG1 1AB");
    EXPECT_EQ(explain_record(rows, options, "2").record.ref, "3") << "line 2";
    EXPECT_EQ(explain_record(rows, options, "3").record.line, 2U) << "a reference goes before a line";
    for (const char* id : {"", "4", "C"}) {
        try {
            static_cast<void>(explain_record(rows, options, id));
            FAIL() << id;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage);
            EXPECT_EQ(error.found(), "no record has that reference or starts on that line");
        }
    }
}

TEST_F(GeocodeFiles, AFileThatDoesNotSayWhereIsRefused)
{
    const Error nowhere = fault(written("rows.csv", "ref,what\n1,noise\n"));
    EXPECT_EQ(nowhere.kind(), ErrorKind::input);
    EXPECT_EQ(nowhere.found(), "no column is known to say where; its columns are: ref, what");
    options.location = {"what"};
    EXPECT_EQ(geocode(folder.path() / "rows.csv", options).ledger.unmatched, 1U);
    options.location.clear();
    EXPECT_EQ(fault(written("header.csv", "ref,address\n")).found(), "the file has a header but no rows");
    EXPECT_EQ(fault(folder.path() / "absent.csv").found(), "there is no such file");
    const GeocodeReport ragged =
        geocode(written("ragged.csv", "ref,address\n1\n2,\"1 Elm Road, Newton\"\n"), options);
    EXPECT_EQ(ragged.ledger.rejected, (std::map<std::string, std::size_t>{{"ragged-row", 1}}));
    EXPECT_EQ(ragged.ledger.located, 1U);
}

TEST_F(GeocodeFiles, ColumnsThatAreNamedGoBeforeTheUsualOnes)
{
    options.postcode = "code";
    options.uprn = "property";
    const GeocodeReport report = geocode(
        written("rows.csv", "postcode,code,property\nSG1 1AA,SG1 1AE,\nSG1 1AA,,990000000201\n"), options);
    EXPECT_EQ(report.columns, (std::vector<std::string>{"code", "property"}));
    const std::string csv = text_of(options.out);
    EXPECT_NE(csv.find("SG1 1AA,SG1 1AE,,postcode,"), std::string::npos) << csv;
    EXPECT_NE(csv.find("SG1 1AA,,990000000201,uprn,"), std::string::npos) << csv;
    EXPECT_NE(csv.find("523400.0,224300.0"), std::string::npos) << "of SG1 1AE";
}

class GeocodeDecisions : public GeocodeFiles {
protected:
    static constexpr const char* header = "location,postcode,uprn,decision,candidate_1\n";
    Error fault_of_decisions(const std::string& text)
    {
        options.decisions = {written("decided.csv", text)};
        return fault(written("rows.csv", "address\n\"5 Church Street, Newton\"\n"));
    }
};

TEST_F(GeocodeDecisions, AReferenceOrANumberOrACandidateTextDecide)
{
    const fs::path rows = written("rows.csv", "address\n\"5 Church Street, Newton\"\n");
    for (const char* said : {"uprn 990000000202", "1", "\"uprn 990000000202 = 5 Church Street (address)\""}) {
        options.decisions = {
            written("decided.csv", std::string(header) + "\"5 Church Street, Newton\",,," + said +
                                       ",\"uprn 990000000202 = 5 Church Street (address)\"\n")};
        const GeocodeReport report = geocode(rows, options);
        EXPECT_EQ(report.decided_rows, 1U) << said;
        EXPECT_NE(text_of(options.out).find("990000000202"), std::string::npos) << said;
    }
}

TEST_F(GeocodeDecisions, ATextThatASpreadsheetMightTakeForAFormulaIsFoundAgain)
{
    const fs::path rows = written("rows.csv", "address\n+5 Church Street\n");
    options.review = folder.path() / "review.csv";
    static_cast<void>(geocode(rows, options));
    std::string review = text_of(options.review);
    const std::string guarded = "'+5 Church Street,,,";
    ASSERT_NE(review.find(guarded), std::string::npos) << review;
    // As a person gives it back: its apostrophe kept, the decision filled in
    options.decisions = {written("decided.csv", std::string(header) + guarded + "none,\n")};
    options.review.clear();
    EXPECT_EQ(geocode(rows, options).decided_rows, 1U);
}

TEST_F(GeocodeDecisions, ThatCannotBeTakenAreErrorsAndNameTheirLine)
{
    const std::string church = "\"5 Church Street, Newton\",,,";
    const Error absent = fault_of_decisions(std::string(header) + church + "3,\n");
    EXPECT_EQ(absent.found(), "the decision names a candidate that this row does not have");
    EXPECT_TRUE(absent.where().ends_with("decided.csv line 2")) << absent.where();
    const Error twice =
        fault_of_decisions(std::string(header) + church + "none,\n" + church + "uprn 990000000202,\n");
    EXPECT_NE(twice.found().find("contradicts that of"), std::string::npos);
    EXPECT_NE(twice.found().find("decided.csv line 2"), std::string::npos) << twice.found();
    EXPECT_TRUE(twice.where().ends_with("line 3")) << twice.where();
    EXPECT_EQ(fault_of_decisions("location,postcode,uprn\na,,\n").found(),
              "a file of decisions needs the column \"decision\"");
    EXPECT_NE(fault_of_decisions(std::string(header) + "cut off\n").found().find("this row cannot be read"),
              std::string::npos);
    EXPECT_EQ(fault_of_decisions(std::string(header) + church + "none,\n" + church + "none,\n").found(),
              "no error")
        << "twice the same is one decision";
}

TEST(BuildGazetteer, TakesABuiltOneAsASourceWithEverySourceOfIts)
{
    const test::TemporaryFolder folder;
    Diagnostics diagnostics;
    const fs::path first = folder.path() / "postcodes.gazetteer";
    const fs::path both = folder.path() / "both.gazetteer";
    GazetteerSourceFile postcodes = source_argument((town / "postcodes.csv").string());
    postcodes.licence = "OGL 3.0";
    build_gazetteer(first, {postcodes}, "EPSG:27700", diagnostics);
    build_gazetteer(both,
                    {source_argument((town / "addresses.csv").string()), source_argument(first.string())},
                    "EPSG:27700", diagnostics);
    const GazetteerSummary summary = summarise_gazetteer(both);
    ASSERT_EQ(summary.sources.size(), 2U);
    EXPECT_EQ(summary.sources[0].entries[0], 17U) << "addresses are of the first source";
    EXPECT_EQ(summary.sources[0].entries[2], 0U);
    EXPECT_EQ(summary.sources[1].entries[2], 9U) << "postcodes of the second, as the built one says";
    EXPECT_EQ(summary.sources[1].about.licence, "OGL 3.0");
    EXPECT_EQ(summary.sources[1].about.path, (town / "postcodes.csv").string());
    try {
        build_gazetteer(both, {source_argument(first.string())}, "EPSG:32630", diagnostics);
        FAIL() << "two systems in one gazetteer";
    } catch (const Error& error) {
        EXPECT_EQ(error.found(), "this gazetteer is in EPSG:27700, not in EPSG:32630");
    }
}

TEST(BuildGazetteer, RefusesDegreesAndSourcesThatAreNotThere)
{
    const test::TemporaryFolder folder;
    Diagnostics diagnostics;
    const auto fault = [&](const std::string& source, const std::string& crs) {
        try {
            build_gazetteer(folder.path() / "a.gazetteer", {{.file = source}}, crs, diagnostics);
        } catch (const Error& error) {
            return error.found();
        }
        return std::string("no error");
    };
    EXPECT_EQ(fault((town / "addresses.csv").string(), "EPSG:4326"),
              "EPSG:4326 is not a projected system in metres");
    EXPECT_EQ(fault("absent.csv", "EPSG:27700"), "there is no such file");
    EXPECT_FALSE(fs::exists(folder.path() / "a.gazetteer"));
}

}  // namespace
}  // namespace wardmap
