#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/error.hpp"
#include "wardmap/gazetteer.hpp"

namespace wardmap {
namespace {

/// Rows held in memory.
class ListedRows : public RowSource {
public:
    ListedRows(std::vector<std::string> header, std::vector<std::vector<std::string>> rows)
        : m_header(std::move(header)), m_rows(std::move(rows))
    {
    }
    [[nodiscard]] const std::string& name() const override { return m_name; }
    [[nodiscard]] const std::vector<std::string>& header() const override { return m_header; }
    [[nodiscard]] Step next() override
    {
        if (m_at == m_rows.size()) {
            return Step::end;
        }
        m_cells.assign(m_rows[m_at].begin(), m_rows[m_at].end());
        ++m_at;
        return Step::row;
    }
    [[nodiscard]] const std::vector<std::string_view>& cells() const override { return m_cells; }
    [[nodiscard]] std::uint64_t line() const override { return m_at + 1; }
    [[nodiscard]] const std::string& reject_reason() const override { return m_name; }

private:
    std::string m_name = "source.csv";
    std::vector<std::string> m_header;
    std::vector<std::vector<std::string>> m_rows;
    std::vector<std::string_view> m_cells;
    std::size_t m_at = 0;
};

struct Read {
    std::vector<GazetteerEntry> entries;
    Diagnostics diagnostics;
};

Read read(const EntryOptions& options, std::vector<std::string> header,
          std::vector<std::vector<std::string>> rows)
{
    Read out;
    ListedRows source(std::move(header), std::move(rows));
    append_entries(source, options, out.entries, out.diagnostics);
    return out;
}

void expect_input_error(const std::function<void()>& work, const std::string& part)
{
    try {
        work();
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        EXPECT_NE((error.found() + error.advice()).find(part), std::string::npos) << error.what();
    }
}

TEST(OnspdSource, IsReadWithOldAndNewColumnNames)
{
    const Read old = read({.kind = SourceKind::onspd},
                          {"pcd", "pcd2", "pcds", "dointr", "doterm", "oseast1m", "osnrth1m", "osgrdind"},
                          {{"SG1 1AA", "SG1  1AA", "SG1 1AA", "198001", "", "523746", "223474", "1"},
                           {"SG106AA", "SG10 6AA", "SG10 6AA", "198001", "201906", "540000", "220000", "6"},
                           {"SG1 9ZZ", "SG1  9ZZ", "SG1 9ZZ", "198001", "", "", "", "9"}});
    ASSERT_EQ(old.entries.size(), 2U);
    EXPECT_EQ(old.entries[0].postcode, "SG1 1AA");
    EXPECT_EQ(old.entries[0].position, (PointM{523746, 223474}));
    EXPECT_TRUE(old.entries[1].historic);
    EXPECT_EQ(old.entries[1].precision_m, 1000);
    EXPECT_EQ(old.diagnostics.rejected_by_reason().at("postcode-without-position"), 1U);
    const Read now =
        read({.kind = SourceKind::onspd}, {"pcd7", "pcd8", "pcds", "doterm", "east1m", "north1m", "gridind"},
             {{"SG1 1AA", "SG1  1AA", "SG1 1AA", "", "523746", "223474", "1"}});
    EXPECT_EQ(now.entries.at(0).position, old.entries[0].position);
}

TEST(CodepointSource, KnowsItsQuality)
{
    const Read out = read({.kind = SourceKind::codepoint}, {"Postcode", "PQI", "Eastings", "Northings"},
                          {{"SG1 1AA", "10", "523746", "223474"},
                           {"SG106AB", "50", "523746", "223474"},
                           {"SG1 1AF", "60", "523746", "223474"},
                           {"SG1 1AD", "90", "0", "0"},
                           {"SG1 1AE", "10", "0", "0"},
                           {"nonsense", "10", "523746", "223474"}});
    ASSERT_EQ(out.entries.size(), 3U);
    EXPECT_EQ(out.entries[1].postcode, "SG10 6AB");
    EXPECT_EQ(out.entries[1].precision_m, 100);
    EXPECT_EQ(out.entries[2].precision_m, 1000);
    EXPECT_EQ(out.diagnostics.rejected_by_reason().at("zero-coordinates"), 1U);
    EXPECT_EQ(out.diagnostics.rejected_by_reason().at("unreadable-postcode"), 1U);
}

TEST(AddressSource, RejectsUprnsThatASpreadsheetDamaged)
{
    const Read out =
        read({.kind = SourceKind::uprn}, {"UPRN", "X_COORDINATE", "Y_COORDINATE", "LATITUDE", "LONGITUDE"},
             {{"000012345678", "523746.5", "223474", "51.9", "-0.2"},
              {"1.00E+11", "523746", "223474", "51.9", "-0.2"},
              {"100081234567.0", "523746", "223474", "51.9", "-0.2"},
              {"", "523746", "223474", "51.9", "-0.2"},
              {"12", "52x", "223474", "51.9", "-0.2"}});
    ASSERT_EQ(out.entries.size(), 1U);
    EXPECT_EQ(out.entries[0].uprn, "000012345678") << "leading zeros stay";
    EXPECT_EQ(out.diagnostics.rejected_by_reason().at("mangled-uprn"), 2U);
    EXPECT_EQ(out.diagnostics.rejected_by_reason().at("unreadable-coordinates"), 1U);
    EXPECT_EQ(out.diagnostics.rejections().front().line, 3U);
}

TEST(AddressSource, TakesNumbersAndFlatsFromLlpgParts)
{
    const Read out =
        read({.kind = SourceKind::addresses},
             {"UPRN", "PARENT_UPRN", "SAO_START_NUMBER", "SAO_START_SUFFIX", "SAO_TEXT", "PAO_START_NUMBER",
              "PAO_START_SUFFIX", "PAO_END_NUMBER", "PAO_TEXT", "STREET_DESCRIPTION", "LOCALITY_NAME",
              "TOWN_NAME", "POSTCODE_LOCATOR", "X_COORDINATE", "Y_COORDINATE"},
             {{"1", "9", "3", "B", "", "", "", "", "HARROW COURT", "ELM ROAD", "", "NEWTON", "SG1 1AA",
               "1001", "2002"},
              {"2", "", "", "", "GROUND FLOOR FLAT", "12", "", "16", "", "ELM ROAD", "UPTON", "NEWTON",
               "SG1 1AA", "1001", "2002"}});
    ASSERT_EQ(out.entries.size(), 2U);
    EXPECT_EQ(out.entries[0].flat, "3B");
    EXPECT_EQ(out.entries[0].building, "HARROW COURT");
    EXPECT_EQ(out.entries[0].parent_uprn, "9");
    EXPECT_EQ(out.entries[1].flat, "GROUND FLOOR FLAT");
    EXPECT_EQ(out.entries[1].number, "12-16");
    EXPECT_EQ(out.entries[1].locality, "UPTON");
}

TEST(AddressSource, UsesTheColumnsThatTheUserNames)
{
    EntryOptions options{.kind = SourceKind::addresses};
    options.columns.street = "Strasse";
    options.columns.number = "Nr";
    const Read out =
        read(options, {"Strasse", "Nr", "easting", "northing"}, {{"Elm Road", "3", "1001", "2002"}});
    EXPECT_EQ(out.entries.at(0).street, "Elm Road");
    EXPECT_EQ(out.entries.at(0).number, "3");
    options.columns.street = "Street";
    expect_input_error([&] { read(options, {"Strasse", "Nr", "x", "y"}, {}); }, "Strasse, Nr, x, y");
}

TEST(Source, WithoutWhatItsKindNeedsNamesTheColumnsThereAre)
{
    expect_input_error([] { read({.kind = SourceKind::onspd}, {"code", "x", "y"}, {}); }, "code, x, y");
    expect_input_error([] { read({.kind = SourceKind::addresses}, {"street", "number"}, {}); },
                       "coordinates");
    expect_input_error([] { read({.kind = SourceKind::addresses}, {"street", "x", "y"}, {}); }, "no row");
    expect_input_error(
        [] {
            read({.kind = SourceKind::addresses}, {"street", "number", "x", "y"},
                 {{"Elm Road", "3", "-0.2", "51.9"}});
        },
        "degrees");
}

TEST(StreetSource, DropsOnOrNearAndLeavesOutPlacesThatAreNone)
{
    const Read out = read({.kind = SourceKind::streets, .study_crs = "EPSG:27700"},
                          {"location_text", "street_or_place", "longitude", "latitude"},
                          {{"On or near Elm Road", "On or near Elm Road", "-0.1", "51.9"},
                           {"On or near Parking Area", "Parking Area", "-0.1", "51.9"},
                           {"On or near Sports/Recreation Area", "Sports/Recreation Area", "-0.1", "51.9"}});
    ASSERT_EQ(out.entries.size(), 1U);
    EXPECT_EQ(out.entries[0].street, "Elm Road");
    EXPECT_EQ(out.entries[0].kind, GazetteerEntry::Kind::street);
    EXPECT_GT(out.entries[0].position.x_m, 100'000) << "projected";
    EXPECT_TRUE(out.diagnostics.rejections().empty());
    ASSERT_EQ(out.diagnostics.notices().size(), 1U);
}

TEST(NamesSource, TellsStreetsPlacesPostcodesAndLandmarksApart)
{
    const Read out = read(
        {.kind = SourceKind::names},
        {"NAME1", "NAME2", "TYPE", "LOCAL_TYPE", "GEOMETRY_X", "GEOMETRY_Y", "POPULATED_PLACE"},
        {{"Elm Road", "", "transportNetwork", "Named Road", "1001", "2002", "Newton"},
         {"Newton", "", "populatedPlace", "Town", "1001", "2002", ""},
         {"SG1 1AA", "", "other", "Postcode", "1001", "2002", ""},
         {"Newton Railway Station", "", "transportNetwork", "Railway Station", "1001", "2002", "Newton"}});
    using Kind = GazetteerEntry::Kind;
    ASSERT_EQ(out.entries.size(), 4U);
    EXPECT_EQ(out.entries[0].kind, Kind::street);
    EXPECT_EQ(out.entries[0].town, "Newton");
    EXPECT_EQ(out.entries[1].kind, Kind::place);
    EXPECT_EQ(out.entries[2].kind, Kind::postcode);
    EXPECT_EQ(out.entries[3].kind, Kind::landmark);
    EXPECT_EQ(out.entries[3].building, "Newton Railway Station");
}

TEST(StopsSource, AreLandmarksOnTheirStreet)
{
    const Read out =
        read({.kind = SourceKind::stops},
             {"ATCOCode", "CommonName", "Landmark", "Street", "LocalityName", "Easting", "Northing",
              "Longitude", "Latitude"},
             {{"1", "Bus Garage", "Unknown", "High Street", "Newton", "523746", "223474", "-0.1", "51.9"}});
    EXPECT_EQ(out.entries.at(0).kind, GazetteerEntry::Kind::landmark);
    EXPECT_EQ(out.entries[0].building, "Bus Garage");
    EXPECT_EQ(out.entries[0].street, "High Street");
    EXPECT_EQ(out.entries[0].position, (PointM{523746, 223474})) << "metres are preferred to degrees";
}

FeatureTable features(GeometryKind kind, const std::vector<std::string>& names,
                      const std::vector<std::pair<Geometry, std::vector<Value>>>& rows)
{
    FeatureTable table{.name = "features.geojson", .kind = kind, .fields = {}, .features = {}};
    for (const std::string& name : names) {
        table.fields.push_back({.name = name});
    }
    for (const auto& [geometry, values] : rows) {
        table.features.push_back({geometry, values});
    }
    return table;
}

Read read(const EntryOptions& options, const FeatureTable& table)
{
    Read out;
    append_entries(table, options, out.entries, out.diagnostics);
    return out;
}

TEST(StreetFeatures, BecomePointsAlongTheirLine)
{
    const MultiLine line{{{{0, 0}, {3, 0}, {6, 0}, {200, 0}}}};
    const Read out = read({.kind = SourceKind::streets, .source = 4},
                          features(GeometryKind::line, {"name"},
                                   {{line, {std::string("Elm Road")}}, {line, {std::monostate{}}}}));
    ASSERT_GE(out.entries.size(), 5U);
    EXPECT_EQ(out.entries.front().position, (PointM{0, 0}));
    EXPECT_EQ(out.entries.back().position, (PointM{200, 0}));
    for (std::size_t i = 1; i < out.entries.size(); ++i) {
        const double step_m = distance_m(out.entries[i - 1].position, out.entries[i].position);
        EXPECT_GE(step_m, 10);
        EXPECT_LE(step_m, 50);
        EXPECT_EQ(out.entries[i].source, 4U);
    }
}

TEST(BlockFeatures, HaveNamesAliasesAndTheirCentre)
{
    const MultiPolygon square{{{{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, {}}}};
    const Read out = read({.kind = SourceKind::blocks},
                          features(GeometryKind::polygon, {"name", "aliases", "uprn", "postcode"},
                                   {{square,
                                     {std::string("Harrow Court"), std::string("The Flats; Harrow Ct"),
                                      std::string("500"), std::string("SG1 1AA")}},
                                    {square,
                                     {std::string("Eton Court"), std::string(R"([ "Eton Flats", "Eton" ])"),
                                      std::monostate{}, std::monostate{}}}}));
    ASSERT_EQ(out.entries.size(), 2U);
    EXPECT_EQ(out.entries[0].position, (PointM{5, 5}));
    EXPECT_EQ(out.entries[0].aliases, (std::vector<std::string>{"The Flats", "Harrow Ct"}));
    EXPECT_EQ(out.entries[0].uprn, "500");
    EXPECT_EQ(out.entries[1].aliases, (std::vector<std::string>{"Eton Flats", "Eton"}));
}

TEST(OsmFeatures, AreReadByTheirTags)
{
    const std::string tags =
        R"("addr:housenumber"=>"12","addr:street"=>"Elm Road","addr:postcode"=>"SG1 1AA")";
    const Read out = read(
        {.kind = SourceKind::osm},
        features(
            GeometryKind::point, {"name", "shop", "building", "highway", "other_tags"},
            {{PointM{1, 2}, {std::monostate{}, std::monostate{}, std::string("yes"), std::monostate{}, tags}},
             {PointM{1, 2},
              {std::string("Tesco"), std::string("supermarket"), std::monostate{}, std::monostate{},
               std::monostate{}}},
             {PointM{1, 2},
              {std::string("Harrow Court"), std::monostate{}, std::string("apartments"), std::monostate{},
               std::monostate{}}},
             {PointM{1, 2},
              {std::string("Elm Road"), std::monostate{}, std::monostate{}, std::string("residential"),
               std::monostate{}}},
             {PointM{1, 2},
              {std::monostate{}, std::monostate{}, std::string("yes"), std::monostate{},
               std::monostate{}}}}));
    using Kind = GazetteerEntry::Kind;
    ASSERT_EQ(out.entries.size(), 4U);
    EXPECT_EQ(out.entries[0].kind, Kind::address);
    EXPECT_EQ(out.entries[0].number, "12");
    EXPECT_EQ(out.entries[0].postcode, "SG1 1AA");
    EXPECT_EQ(out.entries[1].kind, Kind::landmark);
    EXPECT_EQ(out.entries[2].kind, Kind::building);
    EXPECT_EQ(out.entries[3].kind, Kind::street);
}

}  // namespace
}  // namespace wardmap
