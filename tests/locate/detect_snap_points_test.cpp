#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "wardmap/locate.hpp"

namespace wardmap {
namespace {

IncidentRecord at(double x_m, double y_m, std::string location = "On or near Elm Road")
{
    IncidentRecord record;
    record.position = PointM{x_m, y_m};
    record.location = std::move(location);
    return record;
}

std::vector<IncidentRecord> stacked(double spacing_m, const std::string& location = "On or near Elm Road")
{
    std::vector<IncidentRecord> records;
    for (int place = 0; place < 100; ++place) {
        for (int k = 0; k < 5; ++k) {
            records.push_back(at(500000 + spacing_m * (place % 10),
                                 200000 + spacing_m * std::floor(place / 10.0), location));
        }
    }
    return records;
}

TEST(SnapPoints, AreStackedAndFarApart)
{
    const SnapPointTest test = detect_snap_points(stacked(80));
    EXPECT_TRUE(test.snapped);
    EXPECT_EQ(test.records, 500U);
    EXPECT_EQ(test.distinct_positions, 100U);
}

TEST(SnapPoints, AreNotRepeatIncidentsAtNeighbouringHouses)
{
    EXPECT_FALSE(detect_snap_points(stacked(8)).snapped);
}

TEST(SnapPoints, AreNotAddressesEvenIfStackedAndFarApart)
{
    EXPECT_FALSE(detect_snap_points(stacked(80, "12 Elm Road")).snapped);
    auto records = stacked(80);
    for (IncidentRecord& record : records) {
        record.uprn = "100";
    }
    EXPECT_FALSE(detect_snap_points(records).snapped);
}

TEST(SnapPoints, AreNotScatteredPositions)
{
    std::mt19937 random(2);
    std::uniform_real_distribution<double> metres(0, 10'000);
    std::vector<IncidentRecord> records;
    for (int i = 0; i < 1000; ++i) {
        records.push_back(at(metres(random), metres(random)));
    }
    EXPECT_FALSE(detect_snap_points(records).snapped);
}

TEST(SnapPoints, CannotBeToldFromFewRecordsOrNone)
{
    EXPECT_FALSE(detect_snap_points({}).snapped);
    auto records = stacked(80);
    records.resize(100);
    EXPECT_FALSE(detect_snap_points(records).snapped);
    std::vector<IncidentRecord> without(500);
    EXPECT_EQ(detect_snap_points(without).records, 0U);
}

}  // namespace
}  // namespace wardmap
