#include "wardmap/read_points.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>

#include "temporary_folder.hpp"

namespace wardmap {
namespace {

std::map<std::string, std::size_t> rejected_of(const std::string& text, std::size_t points)
{
    const test::TemporaryFolder folder;
    std::ofstream(folder.path() / "p.csv") << text;
    Diagnostics diagnostics;
    const PointFile file = read_points(folder.path() / "p.csv", {.to_crs = "EPSG:27700"}, diagnostics);
    EXPECT_EQ(file.points.size(), points);
    EXPECT_EQ(file.rows, points + diagnostics.rejected_rows());
    return diagnostics.rejected_by_reason();
}

using Rejected = std::map<std::string, std::size_t>;

TEST(RejectedPoints, SwappedLongitudeAndLatitudeAreRejectedAndMerelyDistantOnesKept)
{
    EXPECT_EQ(rejected_of("lon,lat\n-0.2,51.9\n51.9,-0.2\n-0.19,51.9\n51.9,-0.21\n13.4,52.5\n", 3),
              (Rejected{{"swapped-coordinates", 2}}));
}

TEST(RejectedPoints, WhatASpreadsheetHasSpoiltHasItsReason)
{
    EXPECT_EQ(
        rejected_of("easting,northing\n\"523,210\",\"224,416\"\n523672,224721\n5.23E+05,224000\n0,0\nNaN,1\n",
                    1),
        (Rejected{{"thousands-comma", 1},
                  {"mangled-coordinates", 1},
                  {"zero-coordinates", 1},
                  {"unreadable-coordinates", 1}}));
}

}  // namespace
}  // namespace wardmap
