#include "wardmap/synth.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 9> files{
    "incidents.csv",  "addresses.csv",  "postcodes.csv",       "streets.geojson",       "wards.geojson",
    "blocks.geojson", "venues.geojson", "truth/incidents.csv", "truth/hotspots.geojson"};

/// A folder of its own for each test, gone afterwards.
class Synth : public testing::Test {
protected:
    void SetUp() override
    {
        m_folder =
            fs::path(testing::TempDir()) /
            ("wardmap_synth_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
        fs::remove_all(m_folder);
    }
    void TearDown() override { fs::remove_all(m_folder); }
    [[nodiscard]] fs::path folder(const char* name) const { return m_folder / name; }

private:
    fs::path m_folder;
};

std::string content(const fs::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    EXPECT_TRUE(stream.is_open()) << path;
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::size_t lines(const fs::path& path)
{
    const std::string text = content(path);
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

ErrorKind kind_of_failure(const fs::path& folder, const SynthOptions& options)
{
    try {
        write_synthetic_town(folder, options);
    } catch (const Error& error) {
        EXPECT_FALSE(error.advice().empty());
        return error.kind();
    }
    return ErrorKind::internal;
}

TEST_F(Synth, makes_the_demo_town_of_this_repository_byte_for_byte)
{
    write_synthetic_town(folder("demo"), {});
    const fs::path kept = fs::path(WARDMAP_SOURCE_DIR) / "data/demo";
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder("demo"))) {
        if (entry.is_regular_file()) {
            const fs::path name = fs::relative(entry.path(), folder("demo"));
            EXPECT_TRUE(content(entry.path()) == content(kept / name)) << name;
        }
    }
    for (const char* const file : files) {
        EXPECT_TRUE(fs::exists(folder("demo") / file)) << file;
    }
}

TEST_F(Synth, gives_the_same_bytes_for_the_same_seed_and_others_for_another)
{
    write_synthetic_town(folder("a"), {.seed = 5, .addresses = 2'000, .incidents = 500, .months = 12});
    write_synthetic_town(folder("b"), {.seed = 5, .addresses = 2'000, .incidents = 500, .months = 12});
    write_synthetic_town(folder("c"), {.seed = 6, .addresses = 2'000, .incidents = 500, .months = 12});
    for (const char* const file : files) {
        EXPECT_TRUE(content(folder("a") / file) == content(folder("b") / file)) << file;
        EXPECT_FALSE(content(folder("a") / file) == content(folder("c") / file)) << file;
    }
}

TEST_F(Synth, writes_as_many_rows_as_asked_from_the_smallest_town_on)
{
    write_synthetic_town(folder("least"), {.seed = 1, .addresses = 100, .incidents = 50, .months = 1});
    EXPECT_EQ(lines(folder("least") / "addresses.csv"), 101U);
    EXPECT_EQ(lines(folder("least") / "incidents.csv"), 51U);
    EXPECT_EQ(lines(folder("least") / "truth/incidents.csv"), 51U);
    EXPECT_EQ(content(folder("least") / "incidents.csv").find("/02/2025 "), std::string::npos)
        << "one month only";
    EXPECT_EQ(lines(folder("least") / "wards.geojson"), 13U + 2U);
    write_synthetic_town(folder("one"), {.seed = 2, .addresses = 101, .incidents = 1, .months = 120});
    EXPECT_EQ(lines(folder("one") / "addresses.csv"), 102U);
    EXPECT_EQ(lines(folder("one") / "incidents.csv"), 2U);
}

TEST_F(Synth, makes_the_smallest_towns_of_many_seeds)
{
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const auto addresses = static_cast<std::uint32_t>(100 + 37 * seed);
        EXPECT_NO_THROW(write_synthetic_town(folder("town"),
                                             {seed, addresses, 60, 1 + static_cast<std::uint32_t>(seed)}));
    }
}

TEST_F(Synth, replaces_its_files_and_leaves_others_alone)
{
    fs::create_directories(folder("town"));
    std::ofstream(folder("town") / "incidents.csv") << "old";
    std::ofstream(folder("town") / "study.toml") << "mine";
    write_synthetic_town(folder("town"), {.seed = 1, .addresses = 100, .incidents = 10, .months = 1});
    EXPECT_EQ(lines(folder("town") / "incidents.csv"), 11U);
    EXPECT_EQ(content(folder("town") / "study.toml"), "mine");
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder("town"))) {
        EXPECT_NE(entry.path().extension(), ".part");
    }
}

TEST_F(Synth, refuses_options_out_of_range_before_it_writes_anything)
{
    for (const SynthOptions& options :
         {SynthOptions{.addresses = 99}, SynthOptions{.addresses = 1'000'001}, SynthOptions{.incidents = 0},
          SynthOptions{.incidents = 5'000'001}, SynthOptions{.months = 0}, SynthOptions{.months = 121}}) {
        EXPECT_EQ(kind_of_failure(folder("none"), options), ErrorKind::usage);
    }
    EXPECT_FALSE(fs::exists(folder("none")));
}

TEST_F(Synth, tells_of_a_folder_and_of_a_file_that_cannot_be_written)
{
    fs::create_directories(folder("").parent_path());
    std::ofstream(folder("file")) << "in the way";
    const SynthOptions small{.seed = 1, .addresses = 100, .incidents = 10, .months = 1};
    EXPECT_EQ(kind_of_failure(folder("file"), small), ErrorKind::output);
    EXPECT_EQ(kind_of_failure(folder("file") / "below", small), ErrorKind::output);
    fs::create_directories(folder("town") / "wards.geojson" / "in the way");
    EXPECT_EQ(kind_of_failure(folder("town"), small), ErrorKind::output);
    EXPECT_FALSE(fs::exists(folder("town") / "wards.geojson.part"));
}

}  // namespace
}  // namespace wardmap
