#include "wardmap/evaluate.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "wardmap/error.hpp"

namespace wardmap {
namespace {

Evaluation of_stevenage(std::uint32_t windows)
{
    const Study study = read_study(WARDMAP_SOURCE_DIR "/data/studies/stevenage.toml");
    return evaluate(study, {.data_folder = WARDMAP_SHARED_DATA "/stevenage", .windows = windows});
}

class EvaluateStevenage : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(WARDMAP_SHARED_DATA "/stevenage/wards_2013.geojson")) {
            GTEST_SKIP() << "the Stevenage files are not here";
        }
    }
};

TEST_F(EvaluateStevenage, PatrolPlacesHoldNoLessThanDensityCellsOfEqualLandInLaterMonths)
{
    const Evaluation made = of_stevenage(1);
    ASSERT_EQ(made.windows.size(), 1U);
    EXPECT_EQ(iso_day_text(made.windows[0].test.begin), "2021-05-01");
    for (const ThemeEvaluation& theme : made.themes) {
        double patrol_pai = 0;
        for (const EvaluationRow& row : theme.rows) {
            patrol_pai = row.method == "patrol places" ? row.score.pai : patrol_pai;
        }
        for (const EvaluationRow& row : theme.rows) {
            if (row.as_patrol && row.method.starts_with("density")) {
                EXPECT_LE(row.score.pai, patrol_pai) << theme.id << ", " << row.method;
            }
        }
    }
}

TEST_F(EvaluateStevenage, WindowsLieBeforeEachOtherAndTrainingNeverSeesItsTest)
{
    const Evaluation made = of_stevenage(2);
    ASSERT_EQ(made.windows.size(), 2U);
    EXPECT_EQ(made.windows[1].test.end, made.windows[0].test.begin);
    for (const HoldoutWindow& window : made.windows) {
        EXPECT_EQ(window.train.end, window.test.begin);
    }
}

TEST_F(EvaluateStevenage, EveryMethodIsScoredOnTheSameIncidents)
{
    for (const ThemeEvaluation& theme : of_stevenage(1).themes) {
        for (const EvaluationRow& row : theme.rows) {
            EXPECT_EQ(row.counts.incidents, theme.rows.front().counts.incidents);
            EXPECT_LE(row.counts.hits, row.counts.incidents);
        }
    }
}

}  // namespace
}  // namespace wardmap
