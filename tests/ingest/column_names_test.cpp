#include "wardmap/column_names.hpp"

#include <gtest/gtest.h>

namespace wardmap {
namespace {

TEST(ColumnNames, ThoseOfRealExportsAreShown)
{
    const std::vector<std::string> police = {"Crime ID", "Month", "Reported by", "Longitude", "LSOA code"};
    EXPECT_EQ(columns_text(police), "its columns are: Crime ID, Month, Reported by, Longitude, LSOA code");
    EXPECT_TRUE(looks_like_column_names(
        {"Address 1", "oseast1m", "wd25cd", "1st line of address", "Date/Time", "No."}));
}

TEST(ColumnNames, AFirstLineThatHoldsAnIncidentIsNot)
{
    for (const char* cell : {"523746.2", "25/05/2021", "SG1 1AA", "Flat 2, 12 High Street, SG12 9ZZ",
                             "12 High Street", "7a, Oak Court", "jo@example.org", "<html>"}) {
        EXPECT_EQ(columns_text({"ASB", cell}), "its first line does not look like the names of columns")
            << cell;
    }
}

}  // namespace
}  // namespace wardmap
