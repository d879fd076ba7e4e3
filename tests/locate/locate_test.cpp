#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "address_fixture.hpp"

namespace wardmap {
namespace {

using test::locate_text;
using test::town;

void expect_uprn(const std::string& text, const std::string& uprn)
{
    const LocatedIncident found = locate_text(text);
    EXPECT_EQ(found.state, MatchState::located) << text << ": " << found.reason;
    EXPECT_EQ(match_level_name(found.level), "address") << text << ": " << found.reason;
    EXPECT_EQ(found.uprn, uprn) << text << ": " << found.reason;
}

void expect_level(const std::string& text, MatchLevel level)
{
    const LocatedIncident found = locate_text(text);
    EXPECT_EQ(match_level_name(found.level), match_level_name(level)) << text << ": " << found.reason;
}

void expect_state(const std::string& text, MatchState state, const std::string& reason_part)
{
    const LocatedIncident found = locate_text(text);
    EXPECT_EQ(match_state_name(found.state), match_state_name(state)) << text << ": " << found.reason;
    EXPECT_NE(found.reason.find(reason_part), std::string::npos) << text << ": " << found.reason;
}

TEST(FullAddress, IsFoundHoweverItIsWritten)
{
    for (const char* text : {"12 Elm Road, Newton, SG1 1AB", "12 elm rd", "12, Elm Rd., Newton",
                             "Elm Road 12", "Elm Road, no. 12", "SG1 1AB, 12 Elm Road",
                             "Newton, Elm Road 12, SG11AB", "No 12 ELM ROAD NEWTON SG1 1AB", "12 ElmRoad",
                             "12 Elm Raod, Newton", "12 Elm Rooad SG1 1AB", "Acme Ltd 12 Elm Road",
                             "12 Elm Road, Hertfordshire, UK", "12 Élm Road", "12 Elm Road (front garden)"}) {
        expect_uprn(text, "112");
    }
}

TEST(FullAddress, NeedsNoStreetBesideNumberAndPostcode) { expect_uprn("12, SG1 1AB", "112"); }

TEST(Flat, IsFoundBeforeAndAfterTheNameOfItsBlock)
{
    for (const char* text :
         {"Flat 3B Harrow Court", "Harrow Court 3B", "3B, Harrow Court", "Harrow Court, flat 3B",
          "Flat 3 B, Harrow Court, Elm Road, SG1 1AC", "3b harrow crt", "Flat3B Harrow Court",
          "Harrow Court - flat 3b", "Apt 3B 2nd floor Harrow Court", "3-B Harrow Court",
          "flat 3B, The Harrow Flats", "Flat 3B, Harow Court", "FLAT 03B HARROWCOURT"}) {
        expect_uprn(text, "508");
    }
}

TEST(Flat, ThatTheBlockDoesNotHaveGivesTheBuilding)
{
    const LocatedIncident found = locate_text("Flat 99 Harrow Court");
    EXPECT_EQ(found.level, MatchLevel::building);
    EXPECT_EQ(found.uprn, "500");
    EXPECT_NE(found.reason.find("flat-not-found"), std::string::npos);
}

TEST(Flat, BasementIsNotFlatB)
{
    expect_uprn("Basement Flat, 220 Test Street", "603");
    expect_uprn("Flat B, 220 Test Street", "602");
    EXPECT_EQ(locate_text("Top Floor Flat, 220 Test Street").level, MatchLevel::building);
}

TEST(Flat, WithARangeForItsNumberIsOneFlat)
{
    expect_uprn("FLAT 6-20, 222 TEST STREET, NEWTON", "611");
    expect_uprn("6/20, 222 Test Street", "611");
    EXPECT_EQ(locate_text("FLAT 6-20, 220 TEST STREET").level, MatchLevel::building);
}

TEST(Block, IsFoundByNameAliasAndWithATypingError)
{
    for (const char* text : {"Harrow Court", "The Harrow Flats", "harrow ct, Newton", "Harrwo Court"}) {
        const LocatedIncident found = locate_text(text);
        EXPECT_EQ(found.level, MatchLevel::building) << text << ": " << found.reason;
        EXPECT_EQ(found.building, "Harrow Court") << text;
        EXPECT_EQ(found.uprn, "500") << text;
    }
}

TEST(House, IsFoundByNameNumberSuffixAndRange)
{
    expect_uprn("Rose Cottage, Test Street", "621");
    expect_uprn("12A Test Street", "621");
    expect_uprn("12 a Test St", "621");
    expect_uprn("30-34 Test Street", "622");
    expect_uprn("32 Test Street", "622");
    EXPECT_EQ(locate_text("31 Test Street").level, MatchLevel::street) << "the other side of the street";
}

TEST(Postcode, OfThreeLettersAndTwoDigitsIsReadWithAndWithoutBlank)
{
    for (const char* text : {"SG10 6AA", "SG106AA", "sg10 6aa", "SG 10 6AA"}) {
        const LocatedIncident found = locate_text(text);
        EXPECT_EQ(found.level, MatchLevel::postcode) << text << ": " << found.reason;
        EXPECT_EQ(found.position, (PointM{20000, 20000})) << text;
    }
}

TEST(Postcode, ThatDoesNotExistNeverBecomesANeighbour)
{
    expect_state("E4 7DY", MatchState::unmatched, "postcode-unknown");
    expect_state("12 Elm Road, E4 7DY", MatchState::ambiguous, "postcode-conflict");
    expect_state("L55 6BK", MatchState::unmatched, "postcode-unknown");
    expect_state("12 Elm Road, L55 6BK", MatchState::ambiguous, "postcode-conflict");
}

TEST(Postcode, WithOneConfusionIsRepairedAndSaysSo)
{
    for (const char* text : {"SGI IAA", "SG1 1AA", "5G1 1AA"}) {
        EXPECT_EQ(locate_text(text).level, MatchLevel::postcode) << text;
    }
    EXPECT_NE(locate_text("12 Elm Road, SG1 IAB").reason.find("postcode-repaired"), std::string::npos);
    EXPECT_EQ(locate_text("SG1 1AA").reason, "postcode");
}

TEST(Postcode, OfItsOwnFieldCountsAsIfItStoodInTheText)
{
    EXPECT_EQ(locate_text("12 Elm Road", "SG1 1AB").uprn, "112");
    EXPECT_EQ(locate_text("", "SG1 1AB").level, MatchLevel::postcode);
    EXPECT_EQ(locate_text("Church Street", "SG1 4DD").position.x_m, 9157.5);
}

TEST(Postcode, ThatContradictsStreetAndNumberIsNotOutvoted)
{
    expect_state("12 Elm Road, Newton, SG1 2BB", MatchState::ambiguous, "conflict");
    expect_state("12 Elm Road, Newton, SG10 6AA", MatchState::ambiguous, "conflict");
}

TEST(Postcode, OfAnotherPartOfTheStreetLeavesTheStreet)
{
    const LocatedIncident found = locate_text("12 Elm Road, SG1 1AA");
    EXPECT_EQ(found.level, MatchLevel::street);
    EXPECT_TRUE(found.uprn.empty());
    EXPECT_NE(found.reason.find("postcode-conflict"), std::string::npos);
}

TEST(Postcode, UnknownInAKnownDistrictIsForgivenToAnExactAddress)
{
    const LocatedIncident found = locate_text("12 Elm Road, Newton, SG1 8XX");
    EXPECT_EQ(found.uprn, "112");
    EXPECT_NE(found.reason.find("postcode-unknown"), std::string::npos);
    EXPECT_NE(locate_text("12 Elmm Road, Newton, SG1 8XX").state, MatchState::located);
}

TEST(Postcode, ThatEndedAgreesOnlyWithAddressesNearIt)
{
    const LocatedIncident found = locate_text("12 Elm Road, SG1 9ZZ");
    EXPECT_EQ(found.uprn, "112");
    EXPECT_NE(found.reason.find("postcode-historic"), std::string::npos);
    EXPECT_EQ(locate_text("3 Church Street, Upton, SG1 9ZZ").state, MatchState::ambiguous);
}

TEST(HouseNumber, ThatIsNotThereGivesTheStreetAndNeverAnotherNumber)
{
    const LocatedIncident found = locate_text("99 Elm Road");
    EXPECT_EQ(found.level, MatchLevel::street);
    EXPECT_NE(found.reason.find("number-not-found"), std::string::npos);
    EXPECT_TRUE(found.uprn.empty());
}

TEST(Street, InTwoLocalitiesIsAmbiguousUntilOneIsNamed)
{
    expect_state("3 Church Street", MatchState::ambiguous, "several-places");
    expect_state("Church Street, Newton", MatchState::ambiguous, "several-places");
    EXPECT_EQ(locate_text("3 Church Street").candidates.size(), 2U);
    expect_uprn("3 Church Street, Upton", "303");
    expect_uprn("3 Church Street, Downham, Newton", "403");
    expect_uprn("3 Church St SG1 4DD", "403");
}

// Found in a synthetic town: no. 11 stood twice in streets of one name 300 m apart, once as a block of flats.
TEST(HouseNumber, ThatStandsTwiceIsTwoPlacesAndThePostcodeTellsThemApart)
{
    std::vector<GazetteerEntry> entries;
    for (int n = 1; n <= 9; ++n) {
        entries.push_back(test::address({.uprn = std::to_string(n),
                                         .flat = std::to_string(n),
                                         .building = "Mill Court",
                                         .number = "11",
                                         .street = "Kestrel Lane",
                                         .postcode = "SG1 1AA",
                                         .position = {1000, 1000}}));
    }
    entries.push_back(test::address({.uprn = "20",
                                     .number = "11",
                                     .street = "Kestrel Lane",
                                     .postcode = "SG1 1AB",
                                     .position = {1300, 1000}}));
    const Gazetteer gazetteer = Gazetteer::in_memory({}, entries, "EPSG:27700");
    std::vector<IncidentRecord> records(3);
    records[0].location = "11 Kestrel Lane, SG1 1AB";
    records[1].location = "11 Kestrel Lane, SG1 1AA";
    records[2].location = "11 Kestrel Lane";
    const auto found = locate(records, gazetteer, {});
    EXPECT_EQ(found[0].uprn, "20");
    EXPECT_EQ(found[1].level, MatchLevel::building);
    EXPECT_EQ(found[1].position, (PointM{1000, 1000}));
    EXPECT_EQ(found[2].state, MatchState::ambiguous);
}

TEST(Street, IsNotMistakenForOneWithMoreWords)
{
    for (const char* text :
         {"12 Elm Road North", "12 Old Elm Road", "12 Victoria Elm Road", "12 Elm Road Close"}) {
        EXPECT_NE(locate_text(text).state, MatchState::located) << text << ": " << locate_text(text).reason;
    }
}

TEST(Street, InAnUnknownTownIsNotPlaced)
{
    expect_state("12 Elm Road, Manchester", MatchState::unmatched, "place-unknown");
    expect_state("Elm Road, Great Yarmouth", MatchState::unmatched, "place-unknown");
}

TEST(Junction, LiesWhereTheStreetsMeet)
{
    for (const char* text :
         {"Elm Road / Oak Lane", "junction of Elm Rd and Oak Ln", "corner of Oak Lane & Elm Road",
          "Elm Rd j/w Oak Lane, Newton", "Elm Road jct Oak Lane"}) {
        const LocatedIncident found = locate_text(text);
        EXPECT_EQ(found.level, MatchLevel::junction) << text << ": " << found.reason;
        EXPECT_LT(distance_m(found.position, {1000, 1000}), 30) << text;
    }
}

TEST(Junction, OfStreetsThatDoNotMeetIsNotPlaced)
{
    EXPECT_NE(locate_text("Elm Road / Church Street").state, MatchState::located);
}

TEST(Junction, WithAStreetThatIsNotKnownMayBeInAnotherTown)
{
    for (const char* text :
         {"Elm Road / London Road", "corner of London Rd and Elm Rd", "Elm Rd j/w London Rd"}) {
        expect_state(text, MatchState::ambiguous, "name-unsure");
    }
    EXPECT_EQ(locate_text("Elm Road / London Road, Newton").state, MatchState::located);
    EXPECT_EQ(locate_text("Elm Road and car park").state, MatchState::located);
}

TEST(Landmark, IsNeverReportedAsAnAddress)
{
    for (const char* text : {"outside the Tesco on Elm Road", "o/s Tesco, Elm Rd", "opp 12 Elm Road",
                             "near Harrow Court", "rear of 12 Elm Road", "in front of Harrow Court",
                             "Elm Road, outside no 12", "Harrow Court, outside"}) {
        const LocatedIncident found = locate_text(text);
        EXPECT_EQ(found.state, MatchState::located) << text << ": " << found.reason;
        EXPECT_EQ(found.level, MatchLevel::street) << text << ": " << found.reason;
        EXPECT_TRUE(found.uprn.empty() && found.building.empty()) << text;
    }
    EXPECT_EQ(locate_text("outside the Tesco on Elm Road").position, (PointM{1250, 1030}));
    expect_state("outside Tesco", MatchState::ambiguous, "several-places");
    EXPECT_EQ(locate_text("by the bus station").position, (PointM{4000, 4000}));
}

TEST(Landmark, WhoseNameIsUnknownGivesItsStreet)
{
    const LocatedIncident found = locate_text("outside the Lidl on Elm Road");
    EXPECT_EQ(found.level, MatchLevel::street);
}

// "UNIT 1 STEWARTBY PARK BROADMEAD ROAD BEDFORD, MK43" was placed at a bus stop named "Park" 30 km away.
TEST(Landmark, NamedForItsKindAloneIsNotTakenOutOfALongerName)
{
    const std::vector<GazetteerEntry> entries = {
        test::postcode("SG1 1AA", {1000, 1000}),
        test::named(GazetteerEntry::Kind::landmark, "Park", {2000, 2000}),
        test::named(GazetteerEntry::Kind::landmark, "Valley Park", {3000, 3000}),
        test::named(GazetteerEntry::Kind::landmark, "Tesco", {4000, 4000})};
    const Gazetteer gazetteer = Gazetteer::in_memory({}, entries, "EPSG:27700");
    const auto located = [&](const char* text, const char* postcode = "") {
        IncidentRecord record;
        record.location = text;
        record.postcode = postcode;
        return locate(std::vector{record}, gazetteer, {}).front();
    };
    for (const char* text : {"UNIT 1 STEWARTBY PARK BROADMEAD ROAD BEDFORD", "Stewartby Park",
                             "near Stewartby Park", "park, Stewartby", "Fairlands Valley Park"}) {
        EXPECT_NE(located(text).state, MatchState::located) << text << ": " << located(text).reason;
    }
    for (const char* text : {"in the park", "outside the park", "Valley Park", "youths shouting, Valley Park",
                             "large group outside Tesco"}) {
        EXPECT_EQ(located(text).state, MatchState::located) << text << ": " << located(text).reason;
    }
    EXPECT_NE(located("in the park", "MK43").state, MatchState::located)
        << "a district that is not in the gazetteer";
    EXPECT_EQ(located("in the park", "SG1").state, MatchState::located);
}

TEST(Landmark, IsTakenInTheTownThatTheTextNames)
{
    std::vector<GazetteerEntry> entries = {
        test::named(GazetteerEntry::Kind::landmark, "Bus Station", {1000, 1000}),
        test::named(GazetteerEntry::Kind::landmark, "Bus Station", {9000, 9000})};
    entries[0].town = "Newton";
    entries[1].town = "Marsham";
    IncidentRecord record;
    record.location = "Marsham bus station";
    const auto gazetteer = Gazetteer::in_memory({}, entries, "EPSG:27700");
    const LocatedIncident found = locate(std::vector{record}, gazetteer, {}).front();
    EXPECT_EQ(found.state, MatchState::located) << found.reason;
    EXPECT_EQ(found.position, (PointM{9000, 9000}));
}

TEST(District, ThatTheGazetteerDoesNotHaveContradictsEveryPlaceInIt)
{
    for (const char* text :
         {"12 Elm Road, MK43", "12 Elm Road MK43", "Harrow Court, MK43", "Oak Lane, MK43"}) {
        EXPECT_NE(locate_text(text).state, MatchState::located) << text << ": " << locate_text(text).reason;
    }
    EXPECT_EQ(locate_text("12 Elm Road, SG1").uprn, "112");
}

TEST(Landmark, AfterAnAddressOnlyDescribesIt) { expect_uprn("12 Elm Road, opposite the Tesco", "112"); }

TEST(WrittenCoordinates, ArePlacedToTheirDigits)
{
    const LocatedIncident reference = locate_text("TL 23746 23474");
    EXPECT_EQ(reference.level, MatchLevel::coordinates);
    EXPECT_EQ(reference.precision_m, 1);
    EXPECT_EQ(reference.position, (PointM{523746.5, 223474.5}));
    EXPECT_EQ(locate_text("grid ref TL 237 234").precision_m, 100);
    EXPECT_EQ(locate_text("Easting 523746 Northing 223474").position, (PointM{523746, 223474}));
    EXPECT_EQ(locate_text("523746 223474").state, MatchState::unmatched)
        << "far outside this gazetteer, unlabelled";
}

TEST(WrittenDegrees, ArePlacedWhereTheGazetteerIs)
{
    // The worked example of Ordnance Survey's "Transformations and OSGM15 user guide": 651409.804, 313177.451 by OSTN15.
    const LocatedIncident tower = locate_text("52°39'28.8282\"N 1°42'57.8663\"E");
    EXPECT_EQ(tower.level, MatchLevel::coordinates);
    EXPECT_EQ(tower.reason, "latitude-longitude");
    EXPECT_NEAR(tower.position.x_m, 651409.8, 5);  // 5 m: without the grid files of OSTN
    EXPECT_NEAR(tower.position.y_m, 313177.5, 5);
    EXPECT_EQ(tower.precision_m, 1);
    // Unlabelled degrees that lie far from the gazetteer are not taken for coordinates.
    EXPECT_NE(locate_text("52.65800, 1.71607").state, MatchState::located);
    // Slips of the hand name no place: a latitude beyond the pole, 60 minutes and more.
    for (const char* text : {"152°39'28.8282\"N 1°42'57.8663\"E", "52°61'28.8282\"N 1°42'57.8663\"E",
                             "52°39'60.8282\"N 1°42'57.8663\"E", "52°39'28.8282\"N 181°42'57.8663\"E"}) {
        EXPECT_NE(locate_text(text).state, MatchState::located) << text;
    }

    const std::vector<GazetteerEntry> entries = {test::postcode("SG1 1AA", {523746, 223474})};
    const Gazetteer stevenage = Gazetteer::in_memory({}, entries, "EPSG:27700");
    for (const char* text : {"51.89611, -0.20300", "-0.20300 51.89611", "lat 51.89611 lon -0.20300",
                             "pin dropped at 51.89611,-0.20300 by caller", "51.89611°N 0.20300°W"}) {
        IncidentRecord record;
        record.location = text;
        const LocatedIncident found = locate(std::vector{record}, stevenage, {}).front();
        ASSERT_EQ(found.reason, "latitude-longitude") << text;
        EXPECT_LT(distance_m(found.position, {523746, 223474}), 8) << text;
        EXPECT_NEAR(found.precision_m, 1.1, 0.02) << text;
    }
}

TEST(Location, ThatSaysNothingIsNoLocation)
{
    for (const char* text : {"", "No Location", "N/A", "-", "unknown"}) {
        const LocatedIncident found = locate_text(text);
        EXPECT_EQ(found.state, MatchState::unmatched) << text;
        EXPECT_EQ(found.reason, "no-location") << text;
    }
}

TEST(Location, OfATownAloneIsTooLittle) { expect_state("Newton", MatchState::unmatched, "too-little"); }

TEST(Sector, StandsForItsPostcodes)
{
    expect_level("SG1 1", MatchLevel::sector);
    EXPECT_EQ(locate_text("", "SG1 1").level, MatchLevel::sector);
    EXPECT_NE(locate_text("SG9 1").state, MatchState::located);
}

IncidentRecord record_at(std::optional<PointM> position, const std::string& location = {},
                         const std::string& uprn = {})
{
    IncidentRecord record;
    record.position = position;
    record.location = location;
    record.uprn = uprn;
    return record;
}

LocatedIncident locate_one(const IncidentRecord& record, const LocateOptions& options = {})
{
    return locate(std::vector{record}, town(), options).front();
}

TEST(GivenCoordinates, StandAsGivenAndTakeUpTheAddressOfTheirPlace)
{
    const LocatedIncident plain = locate_one(record_at(PointM{1234, 5678}));
    EXPECT_EQ(plain.level, MatchLevel::coordinates);
    EXPECT_EQ(plain.position, (PointM{1234, 5678}));
    const LocatedIncident both = locate_one(record_at(PointM{1405, 1005}, "Flat 3B Harrow Court"));
    EXPECT_EQ(both.uprn, "508");
    const LocatedIncident apart = locate_one(record_at(PointM{3000, 3000}, "Flat 3B Harrow Court"));
    EXPECT_EQ(apart.level, MatchLevel::coordinates);
    EXPECT_EQ(apart.reason, "coordinates+address-elsewhere");
}

TEST(GivenCoordinates, OfASnappedFileAreSnapPoints)
{
    const LocatedIncident found =
        locate_one(record_at(PointM{1405, 1005}, "Flat 3B Harrow Court"), {.snapped_files = {true}});
    EXPECT_EQ(found.level, MatchLevel::snap_point);
    EXPECT_TRUE(found.uprn.empty());
}

TEST(Uprn, IsFoundAndItsConflictWithCoordinatesIsNotHidden)
{
    EXPECT_EQ(locate_one(record_at(std::nullopt, "anything", "000000000112")).level, MatchLevel::uprn);
    EXPECT_EQ(locate_one(record_at(std::nullopt, "12 Elm Road", "999")).reason, "number+street+uprn-unknown");
    EXPECT_EQ(locate_one(record_at(PointM{1180, 990}, "", "112")).level, MatchLevel::uprn);
    EXPECT_EQ(locate_one(record_at(PointM{9000, 9000}, "", "112")).state, MatchState::ambiguous);
}

TEST(Locate, GivesTheSameForAnyThreadCountAndAnyOrder)
{
    std::vector<IncidentRecord> records;
    for (int i = 0; i < 5000; ++i) {
        IncidentRecord record;
        record.location = std::to_string(i % 25 + 1) + (i % 3 == 0 ? " Elm Raod" : " Church Street, Upton");
        record.ref = std::to_string(i);
        records.push_back(record);
    }
    const auto one = locate(records, town(), {.threads = 1});
    const auto four = locate(records, town(), {.threads = 4});
    std::vector<IncidentRecord> backwards(records.rbegin(), records.rend());
    const auto reversed = locate(backwards, town(), {.threads = 2});
    for (std::size_t i = 0; i < records.size(); ++i) {
        const LocatedIncident& other = reversed[records.size() - 1 - i];
        ASSERT_EQ(one[i].record, i);
        ASSERT_EQ(std::tie(one[i].position, one[i].reason, one[i].uprn, one[i].score),
                  std::tie(four[i].position, four[i].reason, four[i].uprn, four[i].score));
        ASSERT_EQ(std::tie(one[i].position, one[i].reason, one[i].uprn, one[i].score),
                  std::tie(other.position, other.reason, other.uprn, other.score));
    }
}

TEST(Locate, WorksWithAnEmptyGazetteer)
{
    const Gazetteer empty = Gazetteer::in_memory({}, {}, "EPSG:27700");
    const auto found = locate(std::vector{record_at(std::nullopt, "12 Elm Road, SG1 1AB")}, empty, {});
    EXPECT_EQ(found.front().state, MatchState::unmatched);
    EXPECT_EQ(locate(std::vector{record_at(PointM{1, 2}, "12 Elm Road")}, empty, {}).front().level,
              MatchLevel::coordinates);
}

}  // namespace
}  // namespace wardmap
