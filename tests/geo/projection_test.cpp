#include "wardmap/projection.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

/// Ordnance Survey's "A guide to coordinate systems in Great Britain", Annex C: Caister water tower.
constexpr double caister_easting_m = 651409.903;
constexpr double caister_northing_m = 313177.270;
constexpr double caister_lon_deg = 1.0 + 43.0 / 60 + 4.5177 / 3600;    // OSGB36
constexpr double caister_lat_deg = 52.0 + 39.0 / 60 + 27.2531 / 3600;  // OSGB36

TEST(Projection, TheOrdnanceSurveysWorkedExampleIsMetToAMillimetre)
{
    const Projection to_grid("EPSG:4277", "EPSG:27700");
    std::array x{caister_lon_deg};
    std::array y{caister_lat_deg};
    EXPECT_EQ(to_grid.forward(x, y), 0U);
    EXPECT_NEAR(x[0], caister_easting_m, 0.002);  // the example's angles have 0.1 milliseconds of arc
    EXPECT_NEAR(y[0], caister_northing_m, 0.002);
}

TEST(Projection, XIsLongitudeAndYLatitudeWhateverTheAuthoritySays)
{
    const Projection from_epsg("EPSG:4326", "EPSG:27700");
    const Projection from_ogc("OGC:CRS84", "EPSG:27700");
    std::array x{-0.2, -0.2};
    std::array y{51.9, 51.9};
    (void)from_epsg.forward(std::span(x).first(1), std::span(y).first(1));
    (void)from_ogc.forward(std::span(x).last(1), std::span(y).last(1));
    EXPECT_NEAR(x[0], 523942, 10);
    EXPECT_NEAR(y[0], 223915, 10);
    EXPECT_EQ(x[0], x[1]);
    EXPECT_EQ(y[0], y[1]);
}

TEST(Projection, InverseUndoesForwardToTwoMillimetres)
{
    // not to the last digit: the datum shift is in three dimensions and the height is let go on the way
    constexpr double two_millimetres_deg = 2e-8;
    const Projection projection("EPSG:4326", "EPSG:27700");
    std::array x{-0.2, -5.7, 1.7, -3.2};
    std::array y{51.9, 50.1, 52.6, 58.6};
    const auto x_before = x;
    const auto y_before = y;
    EXPECT_EQ(projection.forward(x, y), 0U);
    EXPECT_EQ(projection.inverse(x, y), 0U);
    for (std::size_t i = 0; i < x.size(); ++i) {
        EXPECT_NEAR(x[i], x_before[i], two_millimetres_deg);
        EXPECT_NEAR(y[i], y_before[i], two_millimetres_deg);
    }
}

TEST(Projection, TellsTheOperationAndItsAccuracy)
{
    const Projection projection("EPSG:4326", "EPSG:27700");
    EXPECT_NE(projection.operation().find("OSGB"), std::string::npos) << projection.operation();
    ASSERT_TRUE(projection.accuracy_m().has_value());
    EXPECT_LE(*projection.accuracy_m(), 5);
}

TEST(Projection, TheSameSystemLeavesCoordinatesToTheLastBit)
{
    const Projection projection("EPSG:27700", "EPSG:27700");
    std::array x{523941.7283641, 0.1};
    std::array y{223914.5841239, 0.3};
    EXPECT_EQ(projection.forward(x, y), 0U);
    EXPECT_EQ(x, (std::array{523941.7283641, 0.1}));
    EXPECT_EQ(y, (std::array{223914.5841239, 0.3}));
    EXPECT_EQ(projection.accuracy_m(), 0);
}

TEST(Projection, WhatCannotBeTransformedBecomesNanAndIsCounted)
{
    const Projection projection("EPSG:4326", "EPSG:27700");
    const double inf = std::numeric_limits<double>::infinity();
    std::array x{-0.2, inf, 0.0, -0.2};
    std::array y{51.9, 51.9, 1000.0, std::nan("")};
    EXPECT_EQ(projection.forward(x, y), 3U);
    EXPECT_TRUE(std::isfinite(x[0]) && std::isfinite(y[0]));
    for (std::size_t i = 1; i < x.size(); ++i) {
        EXPECT_TRUE(std::isnan(x[i]) && std::isnan(y[i])) << i;
    }
}

TEST(Projection, ALongitudeBeyondAWholeTurnIsNoPlace)
{
    const Projection projection("EPSG:4326", "EPSG:27700");
    std::vector<double> x = {-0.2, 359.8, 500, -719.8};
    std::vector<double> y(x.size(), 51.9);
    EXPECT_EQ(projection.forward(x, y), 2U);
    EXPECT_NEAR(x[1], x[0], 1e-3) << "some files count from 0 to 360";
    EXPECT_TRUE(std::isnan(x[2]));
    EXPECT_TRUE(std::isnan(x[3]));
}

TEST(Projection, APairThatOnlyABallparkOperationJoinsIsRefused)
{
    try {
        const Projection projection("EPSG:4267", "EPSG:27700");
        FAIL() << projection.operation();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        EXPECT_NE(error.found().find("ballpark"), std::string::npos);
    }
}

TEST(Projection, AnUnknownSystemIsAnInputError)
{
    EXPECT_THROW(Projection("EPSG:99999999", "EPSG:27700"), Error);
    EXPECT_THROW(Projection("EPSG:4326", "no such thing"), Error);
    EXPECT_THROW((void)is_projected_in_metres(""), Error);
}

TEST(AreaOfUse, HoldsThePlacesThatASystemIsMeantFor)
{
    const AreaOfUse britain("EPSG:27700");
    EXPECT_TRUE(britain.is_known());
    EXPECT_TRUE(britain.contains(-0.2, 51.9));
    EXPECT_FALSE(britain.contains(51.9, -0.2));
    const AreaOfUse fiji("EPSG:3460");  // on both sides of 180 degrees
    EXPECT_TRUE(fiji.contains(179, -17));
    EXPECT_TRUE(fiji.contains(-179.5, -17));
    EXPECT_FALSE(fiji.contains(0, -17));
    const AreaOfUse unknown("+proj=tmerc +lat_0=49 +lon_0=-2 +ellps=airy +units=m");
    EXPECT_FALSE(unknown.is_known());
    EXPECT_TRUE(unknown.contains(100, 80));
    EXPECT_TRUE(is_in_degrees("EPSG:4326"));
    EXPECT_FALSE(is_in_degrees("EPSG:27700"));
}

TEST(Projection, KnowsMetresFromDegreesAndFeet)
{
    EXPECT_TRUE(is_projected_in_metres("EPSG:27700"));
    EXPECT_TRUE(is_projected_in_metres("EPSG:32630"));
    EXPECT_TRUE(is_projected_in_metres("EPSG:7405"));  // national grid with heights
    EXPECT_FALSE(is_projected_in_metres("EPSG:4326"));
    EXPECT_FALSE(is_projected_in_metres("EPSG:2263"));  // New York, US survey feet
    EXPECT_FALSE(is_projected_in_metres("EPSG:4978"));  // geocentric metres
}

IncidentSet incidents_in(const std::string& crs, std::initializer_list<GivenCoordinates> given)
{
    IncidentSet set;
    set.files.push_back({"incidents.csv", "generic", crs, given.size(), "UTF-8"});
    for (const GivenCoordinates pair : given) {
        IncidentRecord record;
        record.line = set.records.size() + 2;
        record.given = pair;
        set.records.push_back(record);
    }
    return set;
}

constexpr BoxM stevenage{521000, 220500, 527500, 227500};

TEST(ProjectGiven, SwappedDegreesAreRejectedAndMerelyDistantOnesKept)
{
    // Stevenage; the same swapped; Shetland; New York, far outside the grid's area of use
    IncidentSet set = incidents_in("EPSG:4326", {{-0.2, 51.9}, {51.9, -0.2}, {-1.15, 60.15}, {-73.9, 40.7}});
    Diagnostics diagnostics;
    const auto used = project_given(set, "EPSG:27700", diagnostics);
    ASSERT_EQ(set.records.size(), 3U);
    EXPECT_EQ(set.records[1].line, 4U);
    EXPECT_EQ(set.records[2].line, 5U);
    for (const IncidentRecord& record : set.records) {
        EXPECT_TRUE(record.position.has_value());
    }
    ASSERT_EQ(diagnostics.rejections().size(), 1U);
    EXPECT_EQ(diagnostics.rejections()[0].line, 3U);
    EXPECT_EQ(diagnostics.rejections()[0].reason, "swapped-coordinates");
    ASSERT_EQ(used.size(), 1U);
    EXPECT_EQ(used[0].source_crs, "EPSG:4326");
}

TEST(ProjectGiven, EverySwappedPlaceOfGreatBritainIsRecognised)
{
    IncidentSet set = incidents_in("EPSG:4326", {});
    for (double lon_deg = -7.5; lon_deg <= 1.7; lon_deg += 0.23) {
        for (double lat_deg = 49.9; lat_deg <= 60.8; lat_deg += 0.31) {
            for (const GivenCoordinates pair : {GivenCoordinates{lat_deg, lon_deg}, {lon_deg, lat_deg}}) {
                set.records.emplace_back().given = pair;
            }
        }
    }
    const std::size_t half = set.records.size() / 2;
    Diagnostics diagnostics;
    (void)project_given(set, "EPSG:27700", diagnostics);
    EXPECT_EQ(set.records.size(), half);
    EXPECT_EQ(diagnostics.rejected_by_reason()["swapped-coordinates"], half);
}

TEST(ProjectGiven, SwappedEastingAndNorthingAreRecognisedOnceTheStudySaysWhereItIs)
{
    const auto pairs = {
        GivenCoordinates{523941, 223914}, {223914, 523941}, {530000, 180000}, {384000, 398000}};
    IncidentSet set = incidents_in("EPSG:27700", pairs);
    Diagnostics diagnostics;
    (void)project_given(set, "EPSG:27700", diagnostics, stevenage);
    EXPECT_EQ(set.records.size(), 3U);
    ASSERT_EQ(diagnostics.rejections().size(), 1U);
    EXPECT_EQ(diagnostics.rejections()[0].line, 3U);
}

TEST(ProjectGiven, PlacesJustOutsideAStudyOnTheDiagonalOfTheGridAreNotTakenForSwapped)
{
    const BoxM manchester{380000, 390000, 390000, 400000};
    IncidentSet set = incidents_in("EPSG:27700", {{391000, 389000}, {398000, 384000}});
    Diagnostics diagnostics;
    (void)project_given(set, "EPSG:27700", diagnostics, manchester);
    EXPECT_EQ(set.records.size(), 2U);
}

TEST(ProjectGiven, RecordsWithoutCoordinatesPassAndOrderStays)
{
    IncidentSet set = incidents_in("EPSG:4326", {{-0.2, 51.9}, {0, 999}, {-0.21, 51.91}});
    set.records.insert(set.records.begin() + 1, IncidentRecord{});
    Diagnostics diagnostics;
    (void)project_given(set, "EPSG:27700", diagnostics);
    ASSERT_EQ(set.records.size(), 3U);
    EXPECT_FALSE(set.records[1].position.has_value());
    EXPECT_EQ(set.records[2].line, 4U);
    EXPECT_EQ(diagnostics.rejected_by_reason()["unprojectable-coordinates"], 1U);
}

TEST(ProjectGiven, CoordinatesWithoutASystemAreAnInputError)
{
    IncidentSet set = incidents_in("", {{-0.2, 51.9}});
    Diagnostics diagnostics;
    EXPECT_THROW((void)project_given(set, "EPSG:27700", diagnostics), Error);
}

}  // namespace
}  // namespace wardmap
