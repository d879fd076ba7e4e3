#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "result_folder.hpp"
#include "temporary_folder.hpp"
#include "theme_analysis.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/run.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

const fs::path shared_data = WARDMAP_SHARED_DATA;
const fs::path source = WARDMAP_SOURCE_DIR;

/// Rows by ward from the raw files: even-odd on the GeoJSON's own degrees, nothing of wardmap's but CSV.
std::map<std::string, int> independent_ward_counts()
{
    std::ifstream input(shared_data / "stevenage/wards_2013.geojson");
    const auto wards = nlohmann::json::parse(input);
    std::map<std::string, int> counts;
    const auto rows = open_csv(shared_data / "stevenage/police_uk_stevenage_11_months_to_2021-06.csv");
    while (rows->next() == RowSource::Step::row) {
        const auto x = parse_double(rows->cells()[4]);
        const auto y = parse_double(rows->cells()[5]);
        std::string found = !x || !y ? "(not located)" : "(outside every ward)";
        for (const auto& ward : wards["features"]) {
            const auto& ring = ward["geometry"]["coordinates"][0];
            bool inside = false;
            for (std::size_t i = 1; x && y && i < ring.size(); ++i) {
                const double ax = ring[i - 1][0], ay = ring[i - 1][1], bx = ring[i][0], by = ring[i][1];
                inside ^= (ay > *y) != (by > *y) && *x < ax + (bx - ax) * (*y - ay) / (by - ay);
            }
            if (inside) {
                found = ward["properties"]["WD13NM"];
            }
        }
        ++counts[found];
    }
    return counts;
}

class Stevenage : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!fs::exists(shared_data / "stevenage")) {
            GTEST_SKIP() << "real data absent: " << shared_data / "stevenage";
        }
    }
    [[nodiscard]] RunReport run_into(const std::string& folder, unsigned threads = 0) const
    {
        const Study study = read_study(source / "data/studies/stevenage.toml");
        RunOptions options;
        options.data_folder = shared_data / "stevenage";
        options.output_folder = m_folder.path() / folder;
        options.threads = threads;
        return run(study, options);
    }
    test::TemporaryFolder m_folder;
};

TEST_F(Stevenage, KeepsEveryRowAndCallsTheMapsApproximate)
{
    const RunReport report = run_into("out");
    EXPECT_EQ(report.ledger.read, 9432U);
    EXPECT_TRUE(report.ledger.balances());
    EXPECT_EQ(report.ledger.rejected_total(), 0U);
    for (const auto& [level, rows] : report.located_by_level) {
        EXPECT_EQ(level, MatchLevel::snap_point);
    }
    const auto geojson = nlohmann::json::parse(test::bytes_of(m_folder.path() / "out/manifest.json"));
    EXPECT_TRUE(geojson["parameters"]["snap_points"]);
    EXPECT_NE(test::bytes_of(m_folder.path() / "out/report.html").find("approximate"), std::string::npos);
}

TEST_F(Stevenage, WardCountsEqualAnIndependentCount)
{
    static_cast<void>(run_into("out"));
    auto counts = test::csv_column(m_folder.path() / "out/tables/rows_by_ward.csv", "ward_name", "rows");
    int total = 0;
    const auto expected = independent_ward_counts();
    EXPECT_GE(expected.size(), 13U);
    for (const auto& [ward, rows] : expected) {
        EXPECT_EQ(counts[ward], std::to_string(rows)) << ward;
        total += rows;
    }
    EXPECT_EQ(total, 9432);
}

TEST_F(Stevenage, RunningAgainGivesTheSameBytesForAnyNumberOfThreads)
{
    static_cast<void>(run_into("one", 1));
    static_cast<void>(run_into("two", 2));
    const auto one = test::contents_of(m_folder.path() / "one");
    const auto two = test::contents_of(m_folder.path() / "two");
    ASSERT_EQ(one.size(), two.size());
    for (const auto& [file, bytes] : one) {
        EXPECT_TRUE(two.at(file) == bytes) << file;
    }
}

// Touching hot cells alone made one piece of 1.4 km² here, which helps nobody.
TEST_F(Stevenage, HotspotsAreOfASizeThatATeamCanHold)
{
    const Study study = read_study(source / "data/studies/stevenage.toml");
    StudyInputs inputs = read_inputs(study, shared_data / "stevenage");
    const LocatedSet located = locate_records(study, inputs, 0);
    const ThemeAnalysis asb = analyse_theme(study, inputs, located, 0);
    const auto hotspots = grid_hotspots(asb.points, asb.grid, asb.cells, study.hotspots);
    std::vector<int> times(asb.cells.size(), 0);
    std::set<std::uint32_t> peaks;
    for (const Hotspot& hotspot : hotspots) {
        EXPECT_LE(hotspot.area_m2, study.hotspots.max_area_m2);
        EXPECT_TRUE(peaks.insert(hotspot.peak_cell).second) << "one peak each";
        EXPECT_TRUE(std::ranges::binary_search(hotspot.cells, hotspot.peak_cell));
        for (const std::uint32_t cell : hotspot.cells) {
            ++times[cell];
            EXPECT_LE(asb.cells[cell].neighbourhood, asb.cells[hotspot.peak_cell].neighbourhood);
        }
    }
    for (std::size_t cell = 0; cell < times.size(); ++cell) {
        EXPECT_EQ(times[cell], asb.cells[cell].bin >= study.hotspots.min_bin ? 1 : 0) << cell;
    }
}

TEST_F(Stevenage, HotspotsAreCalledByStreetsAndLandmarksThatThereAre)
{
    static_cast<void>(run_into("out"));
    const auto names =
        test::csv_column(m_folder.path() / "out/tables/hotspots_asb.csv", "hotspot_id", "nearest_place");
    ASSERT_GE(names.size(), 15U);
    std::size_t with_landmark = 0;
    for (const auto& [id, name] : names) {
        EXPECT_FALSE(name.empty()) << id;
        const std::string street = name.substr(0, name.find_first_of(",("));
        EXPECT_FALSE(is_generic_place(street)) << name;
        with_landmark +=
            name.find(", by ") != std::string::npos || name.find('(') != std::string::npos ? 1U : 0U;
    }
    EXPECT_GE(with_landmark, names.size() / 2);
    EXPECT_EQ(names.at("asb-1"), "Swingate (supermarket)");
}

// Stevenage's homes are not spread over its parks: against them, land that nobody lives on is no reason for a hotspot
// elsewhere.
TEST_F(Stevenage, TheNullMaySpreadIncidentsOverPostcodes)
{
    Study study = read_study(source / "data/studies/stevenage.toml");
    RunOptions options;
    options.data_folder = shared_data / "stevenage";
    options.output_folder = m_folder.path() / "land";
    static_cast<void>(run(study, options));
    study.exposure.by = Study::Exposure::By::postcodes;
    options.output_folder = m_folder.path() / "postcodes";
    const RunReport report = run(study, options);
    const auto area = [&](const char* folder) {
        double km2 = 0;
        const auto table = m_folder.path() / folder / "tables/hotspots_asb.csv";
        for (const auto& [id, value] : test::csv_column(table, "hotspot_id", "area_km2")) {
            km2 += parse_double(value).value();
        }
        return km2;
    };
    EXPECT_LT(area("postcodes"), 0.8 * area("land"));
    EXPECT_NE(report.themes[0].sentences.at(0).find("spread by the gazetteer's postcodes"),
              std::string::npos);
}

TEST_F(Stevenage, SnapPointsAreNeverAssignedToTowerBlocks)
{
    Study study = read_study(source / "data/studies/stevenage.toml");
    study.blocks = Study::Polygons{};
    study.blocks->file = "wards_2013.geojson";  // any polygons will do: they must not be used
    study.block_fields.id = "WD13CD";
    study.block_fields.name = "WD13NM";
    RunOptions options;
    options.data_folder = shared_data / "stevenage";
    options.output_folder = m_folder.path() / "out";
    const RunReport report = run(study, options);
    const bool told = std::any_of(report.notices.begin(), report.notices.end(), [](const Notice& notice) {
        return notice.where == "tower_blocks" && notice.severity == Severity::warning;
    });
    EXPECT_TRUE(told);
    EXPECT_FALSE(fs::exists(m_folder.path() / "out/tables/blocks_asb.csv"));
}

TEST(Hertfordshire, CountsWhatLiesOutsideTheWardsApart)
{
    if (!fs::exists(shared_data / "hertfordshire")) {
        GTEST_SKIP() << "real data absent: " << shared_data / "hertfordshire";
    }
    const test::TemporaryFolder folder;
    RunOptions options;
    options.data_folder = shared_data / "hertfordshire";
    options.output_folder = folder.path() / "out";
    const RunReport report = run(read_study(source / "data/studies/hertfordshire.toml"), options);
    EXPECT_TRUE(report.ledger.balances());
    EXPECT_GT(report.ledger.read, 45'000U);
    for (const ThemeFindings& theme : report.themes) {
        EXPECT_EQ(theme.rows, theme.used + theme.outside_period + theme.unlocated + theme.too_coarse +
                                  theme.outside_area);
        EXPECT_GT(theme.outside_wards, theme.used / 2) << "most of the county is not Stevenage";
    }
    auto rows = test::csv_column(folder.path() / "out/tables/rows_by_ward.csv", "ward_name", "rows");
    std::int64_t total = 0;
    for (const auto& [ward, count] : rows) {
        total += parse_integer(count).value();
    }
    EXPECT_EQ(static_cast<std::size_t>(total), report.ledger.read);
}

}  // namespace
}  // namespace wardmap
