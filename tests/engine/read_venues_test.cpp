#include "read_venues.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "temporary_folder.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

MultiPolygon square(double west_m, double south_m, double side_m)
{
    const PointM corner{west_m, south_m};
    Polygon polygon;
    polygon.outer = {corner,
                     {west_m + side_m, south_m},
                     {west_m + side_m, south_m + side_m},
                     {west_m, south_m + side_m},
                     corner};
    return {{polygon}};
}

Feature venue(const std::string& id, const std::string& name, Geometry geometry)
{
    Feature feature;
    feature.geometry = std::move(geometry);
    feature.values = {id, name, std::string("hall")};
    return feature;
}

class ReadVenues : public ::testing::Test {
protected:
    ReadVenues()
    {
        section.venues.file = "venues.geojson";
        section.id = "code";
        section.name = "title";
        section.past.file = "past.csv";
        section.past_venue = "where";
        section.past_date = "when";
        table.fields = {{.name = "code"}, {.name = "title"}, {.name = "sort"}};
        table.features = {venue("V2", "Library", PointM{50, 60}), venue("V1", "Hall", square(100, 200, 40))};
    }
    Error fault()
    {
        try {
            static_cast<void>(make_venues(table, section));
        } catch (const Error& error) {
            return error;
        }
        return {ErrorKind::internal, "", "no error", ""};
    }
    Study::Surgeries section;
    FeatureTable table;
};

TEST_F(ReadVenues, APolygonIsAVenueAtAPlaceInsideItAndTheOrderIsThatOfTheCodes)
{
    section.kind = "sort";
    const std::vector<Venue> venues = make_venues(table, section);
    ASSERT_EQ(venues.size(), 2U);
    EXPECT_EQ(venues[0].name, "Hall");
    EXPECT_EQ(venues[0].kind, "hall");
    EXPECT_GT(venues[0].position.x_m, 100);
    EXPECT_LT(venues[0].position.x_m, 140);
    EXPECT_GT(venues[0].position.y_m, 200);
    EXPECT_LT(venues[0].position.y_m, 240);
    EXPECT_DOUBLE_EQ(venues[1].position.x_m, 50);
    section.kind.clear();
    EXPECT_EQ(make_venues(table, section)[0].kind, "");
}

TEST_F(ReadVenues, EachHasAPlaceAndACodeOfItsOwn)
{
    table.features[1].geometry = {};
    EXPECT_EQ(fault().found(), "this venue has no point or polygon");
    EXPECT_EQ(fault().where(), "venues.geojson, feature 2");
    table.features[1] = venue("", "Hall", PointM{1, 2});
    EXPECT_EQ(fault().found(), "the field \"code\" is empty");
    table.features[1] = venue("V2", "Hall", PointM{1, 2});
    EXPECT_EQ(fault().found(), "two venues have the code \"V2\"");
}

TEST_F(ReadVenues, AFieldThatIsNotThereIsNamedWithThoseThatAre)
{
    section.kind = "kind";
    EXPECT_EQ(fault().found(), "there is no field \"kind\"");
    EXPECT_EQ(fault().advice(), "The fields are code, title, sort");
    EXPECT_EQ(fault().kind(), ErrorKind::input);
}

TEST_F(ReadVenues, PastSurgeriesAreKnownByCodeOrNameAndTheRestIsTold)
{
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "past.csv";
    std::ofstream(file)
        << "where,when\nV1,13/05/2025\nLibrary,2/6/2025\nTown Hall,3/6/2025\nInn,4/6/2025\nV1,\n";
    std::vector<Venue> venues = make_venues(table, section);
    Diagnostics diagnostics;
    EXPECT_EQ(add_past_surgeries(file, section, venues, diagnostics), 5U);
    ASSERT_EQ(venues[0].held.size(), 1U) << "a surgery without a date is no surgery";
    EXPECT_EQ(iso_day_text(venues[0].held[0]), "2025-05-13");
    ASSERT_EQ(venues[1].held.size(), 1U);
    EXPECT_EQ(iso_day_text(venues[1].held[0]), "2025-06-02");
    ASSERT_EQ(diagnostics.notices().size(), 2U);
    EXPECT_EQ(diagnostics.notices()[0].text, "1 of 5 past surgeries have no date, and do not count");
    EXPECT_EQ(
        diagnostics.notices()[1].text,
        "2 past surgeries were at venues that the study does not list; the months since do not know of them");
}

}  // namespace
}  // namespace wardmap
