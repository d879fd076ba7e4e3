#include "earlier_release.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "temporary_folder.hpp"
#include "wardmap/csv.hpp"

namespace wardmap {
namespace {

TEST(EarlierRelease, NamesThatBeginAsFormulasAreReadAsTheyWereBeforeTheyWereGuarded)
{
    const test::TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() / "tables");
    std::string text;
    append_csv_row(text, {"theme", "period", "part", "name", "incidents_published", "hidden_below"});
    for (const char* name : {"=Ward", "'s-Hertogen Ward", "St Mary's"}) {
        append_csv_row(text, {"asb", "2025-07-01/2026-06-30", "ward", name, "25", "8"});
    }
    std::ofstream(folder.path() / "tables/published_numbers.csv") << text;
    const EarlierRelease earlier = read_earlier_release(folder.path().string());
    ASSERT_EQ(earlier.numbers.size(), 3U);
    EXPECT_EQ(earlier.numbers[0].name, "=Ward");
    EXPECT_EQ(earlier.numbers[1].name, "'s-Hertogen Ward");
    EXPECT_EQ(earlier.numbers[2].name, "St Mary's");
    EXPECT_EQ(earlier.lines.back(), 4U);
}

}  // namespace
}  // namespace wardmap
