#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "result_folder.hpp"
#include "temporary_folder.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/plan_patrol.hpp"
#include "wardmap/plan_surgeries.hpp"
#include "wardmap/run.hpp"
#include "wardmap/synth.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

const fs::path demo = fs::path(WARDMAP_SOURCE_DIR) / "data/demo";
const fs::path stevenage = fs::path(WARDMAP_SHARED_DATA) / "stevenage";

Period months_of(int year, unsigned first, unsigned last)
{
    const std::chrono::year y{year};
    return {CivilDay{y / std::chrono::month{first} / 1},
            CivilDay{y / std::chrono::month{last} / std::chrono::last} + std::chrono::days{1}};
}

bool any_has(const std::vector<std::string>& sentences, const std::string& text)
{
    return std::any_of(sentences.begin(), sentences.end(),
                       [&](const std::string& one) { return one.find(text) != std::string::npos; });
}

/// A whole invented town, from its files: the last half-year against the same months before.
class WholeTown : public ::testing::TestWithParam<int> {
protected:
    WholeTown()
    {
        write_synthetic_town(m_folder.path() / "town",
                             {.seed = static_cast<std::uint64_t>(GetParam()), .incidents = 12'000});
        m_study = read_study(demo / "study.toml");
        m_study.period = months_of(2026, 1, 6);
        m_study.comparison = months_of(2025, 1, 6);
        m_study.geojson = m_study.shapefile = m_study.geotiff = m_study.report = m_study.qgis = false;
        RunOptions options;
        options.data_folder = m_folder.path() / "town";
        options.output_folder = m_folder.path() / "out";
        m_report = run(m_study, options);
    }
    [[nodiscard]] fs::path table(const std::string& name) const
    {
        return m_folder.path() / "out/tables" / (name + ".csv");
    }
    /// What was planted: effect → subject.
    [[nodiscard]] std::map<std::string, std::string> effects() const
    {
        return test::csv_column(m_folder.path() / "town/truth/effects.csv", "effect", "subject");
    }
    test::TemporaryFolder m_folder;
    Study m_study;
    RunReport m_report;
};

TEST_P(WholeTown, ABlockThatOneCallerMakesIsToldAsSuchAndNoOtherIs)
{
    const std::string block = effects().at("one_caller");
    const auto counts = test::csv_column(table("blocks_asb"), "block_id", "incidents");
    const auto names = test::csv_column(table("blocks_asb"), "block_id", "block_name");
    for (const auto& [id, share] : test::csv_column(table("blocks_asb"), "block_id", "top_reporter_pct")) {
        if (parse_double(counts.at(id)).value() >= 5) {
            EXPECT_EQ(parse_double(share).value_or(0) >= 50, id == block) << id << " " << share;
        }
    }
    const auto told = std::count_if(
        m_report.themes[0].sentences.begin(), m_report.themes[0].sentences.end(), [](const std::string& one) {
            return one.starts_with("Tower block") && one.find("one caller makes") != std::string::npos;
        });
    EXPECT_EQ(told, 1);
    EXPECT_TRUE(any_has(m_report.themes[0].sentences, "Tower block " + names.at(block)));
    const auto reviews = test::csv_column(table("case_reviews_asb"), "review_subject", "review_by");
    const auto caller = test::csv_column(m_folder.path() / "town/truth/effects.csv", "effect", "reporter");
    EXPECT_EQ(reviews.at(caller.at("one_caller")), "reporter");
}

TEST_P(WholeTown, TheRisingWardIsToldInWords)
{
    const auto words = test::csv_column(table("wards_asb"), "ward_id", "change_words");
    EXPECT_EQ(words.at(effects().at("ward_rise")), "higher than chance would give");
}

TEST_P(WholeTown, HoursOfWardsAddUpToThoseOfTheTownAndPeaksAreTheEvenings)
{
    std::map<std::string, double> sums;
    const auto rows = open_csv(table("place_times_car_cruising"));
    while (rows->next() == RowSource::Step::row) {
        sums[std::string(rows->cells()[1])] += parse_double(rows->cells()[6]).value();
    }
    EXPECT_NEAR(sums.at("ward"), sums.at("area"), 0.01) << "the wards tile the town";
    EXPECT_GT(sums.at("hotspot"), 0);
    EXPECT_LE(sums.at("hotspot"), sums.at("area") + 0.01);
    const auto peaks = test::csv_column(table("peaks_car_cruising"), "part", "peak_time");
    EXPECT_NE(peaks.at("area").find("to Sunday 2"), std::string::npos) << peaks.at("area");
}

TEST_P(WholeTown, TheRotaIsWithinItsBudgetAndItsFilesAgree)
{
    double staff_minutes = 0;
    std::size_t visits = 0;
    const auto rows = open_csv(table("rota_asb"));
    while (rows->next() == RowSource::Step::row) {
        staff_minutes += m_study.rota.staff *
                         (parse_double(rows->cells()[6]).value() + parse_double(rows->cells()[7]).value());
        ++visits;
    }
    EXPECT_GT(visits, 50U);
    EXPECT_LE(staff_minutes / 60, m_study.rota.staff_hours + 1) << "ways are rounded to minutes in the table";
    const std::string gpx = test::bytes_of(m_folder.path() / "out/patrol/patrol_asb.gpx");
    std::size_t stops = 0;
    for (std::size_t at = gpx.find("<rtept"); at != std::string::npos; at = gpx.find("<rtept", at + 1)) {
        ++stops;
    }
    EXPECT_EQ(stops, visits);
    EXPECT_TRUE(any_has(m_report.themes[0].sentences, "they would have held"));
    EXPECT_TRUE(any_has(m_report.themes[0].sentences, "fell in the hours named"));
}

INSTANTIATE_TEST_SUITE_P(Seeds, WholeTown, ::testing::Values(501, 502, 503));

TEST(PlanPatrol, OnMapPointsWithoutTimesSaysSoAndStillPlans)
{
    if (!fs::exists(stevenage)) {
        GTEST_SKIP() << "real data absent: " << stevenage;
    }
    const PatrolReport report =
        plan_patrol(read_study(fs::path(WARDMAP_SOURCE_DIR) / "data/studies/stevenage.toml"),
                    {.data_folder = stevenage, .themes = {"asb"}});
    ASSERT_EQ(report.themes.size(), 1U);
    EXPECT_EQ(report.themes[0].places.features.size(), 10U);
    EXPECT_GT(report.themes[0].rota.features.size(), 20U);
    EXPECT_TRUE(any_has(report.themes[0].sentences,
                        "Chosen without May 2021 to June 2021, they would have held 81 of 593"));
    EXPECT_TRUE(any_has(report.themes[0].sentences, "no times of day are known"));
}

TEST(PlanPatrol, WritesTheSameBytesAgainAndRefusesAnotherProfile)
{
    const test::TemporaryFolder folder;
    Study study = read_study(demo / "study.toml");
    for (const char* name : {"one", "two"}) {
        static_cast<void>(plan_patrol(study, {.output_folder = folder.path() / name, .themes = {"drugs"}}));
    }
    const auto one = test::contents_of(folder.path() / "one");
    EXPECT_EQ(one, test::contents_of(folder.path() / "two"));
    for (const char* file :
         {"patrol.gpkg", "patrol_drugs.csv", "rota_drugs.csv", "patrol_drugs.gpx", "manifest.json"}) {
        EXPECT_TRUE(one.contains(file)) << file;
    }
    study.profile = Profile::partner;
    EXPECT_THROW(static_cast<void>(plan_patrol(study, {})), Error);
}

TEST(PlanSurgeries, TowerBlocksStandInWhereNoVenuesAreNamed)
{
    Study study = read_study(demo / "study.toml");
    study.surgeries.reset();
    const SurgeryReport report = plan_surgeries(study, {});
    ASSERT_FALSE(report.venues.features.empty());
    const auto kind = report.venues.field_index("venue_kind").value();
    EXPECT_EQ(value_text(report.venues.features[0].values[kind]), "tower block");
}

}  // namespace
}  // namespace wardmap
