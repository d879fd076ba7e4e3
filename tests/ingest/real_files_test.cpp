#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "incidents_of.hpp"
#include "reference/naive_csv.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

const fs::path shared = WARDMAP_SHARED_DATA;

std::string bytes_of(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

#define SKIP_WITHOUT(path)                                                       \
    if (!fs::exists(path)) {                                                     \
        GTEST_SKIP() << "the larger test data is not here: " << (path).string(); \
    }

TEST(RealFiles, EveryRowOfStevenageIsARecordDuplicatesIncluded)
{
    const fs::path path = shared / "stevenage/police_uk_stevenage_11_months_to_2021-06.csv";
    SKIP_WITHOUT(path);
    const ReadFile read = incidents_of_path(path, "police.uk");
    EXPECT_EQ(read.error, "");
    EXPECT_EQ(read.set.records.size(), 9432U);
    EXPECT_EQ(read.set.files.front().rows_read, 9432U);
    EXPECT_TRUE(read.diagnostics.rejections().empty());
}

TEST(RealFiles, EveryRowOfHertfordshireIsARecordWithOrWithoutCoordinates)
{
    const fs::path folder = shared / "hertfordshire/street";
    SKIP_WITHOUT(folder);
    std::size_t files = 0;
    std::size_t rows = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() != ".csv") {
            continue;
        }
        ++files;
        const auto expected = reference::naive_csv(bytes_of(entry.path()), ',');
        const ReadFile read = incidents_of_path(entry.path(), "police.uk");
        EXPECT_EQ(read.set.records.size(), expected.size() - 1) << entry.path();
        EXPECT_TRUE(read.diagnostics.rejections().empty());
        rows += read.set.records.size();
        std::size_t without_place = 0;
        for (std::size_t i = 1; i < expected.size(); ++i) {
            without_place += expected[i][4].empty() ? 1U : 0U;
        }
        EXPECT_EQ(std::count_if(read.set.records.begin(), read.set.records.end(),
                                [](const IncidentRecord& record) { return !record.given; }),
                  static_cast<std::ptrdiff_t>(without_place));
    }
    EXPECT_EQ(files, 6U);
    EXPECT_EQ(rows, 48621U);
}

TEST(RealFiles, LondonAnimalRescuesAreReadAndTheirMangledUprnsRejected)
{
    const fs::path path = shared / "timed/lfb_animal_rescues_2009_2021.csv";
    SKIP_WITHOUT(path);
    const auto expected = reference::naive_csv(bytes_of(path), ',');
    std::size_t mangled = 0;
    for (std::size_t i = 1; i < expected.size(); ++i) {
        mangled += expected[i][21].find("E+") != std::string::npos ? 1U : 0U;
    }
    const ReadFile read = incidents_of_path(path);
    EXPECT_EQ(read.set.files.front().rows_read, expected.size() - 1);
    EXPECT_EQ(read.diagnostics.rejected_by_reason(),
              (std::map<std::string, std::size_t>{{"mangled-uprn", mangled}}));
    EXPECT_GT(mangled, 1000U);
    EXPECT_EQ(iso_second_text(read.set.records.front().when.from), "2009-01-01T03:01:00");
}

TEST(RealFiles, SanAntonioCallsNeedTheirOrderOfDatesStated)
{
    const fs::path path = shared / "timed/sapd_loud_music.csv";
    SKIP_WITHOUT(path);
    const auto month_first = [](IncidentMapping& mapping) {
        mapping.date_order = DateOrder::month_first;
        mapping.columns.category = "ProblemType";
    };
    const ReadFile read = incidents_of_path(path, "generic", month_first);
    EXPECT_EQ(read.set.records.size(), reference::naive_csv(bytes_of(path), ',').size() - 1);
    EXPECT_EQ(iso_second_text(read.set.records.front().when.from), "2022-11-01T00:00:39");
    EXPECT_EQ(read.set.records.front().category, "Disturbance Loud Music");
    EXPECT_EQ(read.notices(), "");
    EXPECT_NE(incidents_of_path(path).notices().find("State date_order"), std::string::npos);
    // the same moments by the column of milliseconds since 1970: San Antonio is five or six hours behind UTC; some
    // rows of the other column lack their AM or PM
    const ReadFile epoch = incidents_of_path(path, "generic", [](IncidentMapping& mapping) {
        mapping.columns.category = "ProblemType";
        mapping.columns.from = "ResponseDate";
        mapping.columns.from_time.clear();
        mapping.time_zone = TimeZone::utc;
    });
    ASSERT_EQ(epoch.set.records.size(), read.set.records.size());
    for (std::size_t i = 0; i < epoch.set.records.size(); ++i) {
        const auto behind = epoch.set.records[i].when.from - read.set.records[i].when.from;
        EXPECT_TRUE(behind % std::chrono::hours{12} == std::chrono::hours{5} ||
                    behind % std::chrono::hours{12} == std::chrono::hours{6})
            << i << ": " << behind.count() << " s";
    }
}

TEST(RealFiles, EveryCellOfEveryRealFileEqualsTheNaiveReaders)
{
    SKIP_WITHOUT(shared);
    std::size_t files = 0;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(shared)) {
        const std::string bytes = entry.path().extension() == ".csv" ? bytes_of(entry.path()) : "";
        const std::string start = bytes.substr(0, 3) == "\xEF\xBB\xBF" ? bytes.substr(3) : bytes;
        auto expected = reference::naive_csv(start, ',');
        const bool is_table =
            !expected.empty() && std::all_of(expected.begin(), expected.end(), [&](const auto& row) {
                return row.size() == expected.front().size();
            });
        if (!is_table) {
            continue;  // the listings of another program
        }
        CsvOptions options;
        for (std::size_t i = 0; i < expected.front().size(); ++i) {
            options.header.push_back("c" + std::to_string(i));
        }
        const auto source = open_csv(entry.path(), options);
        for (const auto& row : expected) {
            ASSERT_EQ(source->next(), RowSource::Step::row) << entry.path() << " line " << source->line();
            ASSERT_TRUE(std::equal(row.begin(), row.end(), source->cells().begin(), source->cells().end()));
        }
        EXPECT_EQ(source->next(), RowSource::Step::end);
        ++files;
    }
    EXPECT_GT(files, 20U);
}

}  // namespace
}  // namespace wardmap
