#include "hotspot_findings.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace wardmap {
namespace {

/// Two hotspots of 20 and 10 of 100 incidents on a hundredth of the land each.
struct TwoHotspots : ::testing::Test {
    TwoHotspots()
    {
        located.area.area_m2 = 1'000'000;
        for (const double incidents : {20.0, 10.0}) {
            Hotspot hotspot;
            hotspot.incidents = incidents;
            hotspot.expected = 1;
            hotspot.area_m2 = 10'000;
            hotspot.share = incidents / 100;
            analysis.hotspots.push_back(hotspot);
        }
        analysis.hotspot_notes.resize(2);
    }
    [[nodiscard]] std::string head() const
    {
        std::vector<std::string> sentences;
        tell_hotspots(study, located, analysis, sentences);
        return sentences.at(0);
    }
    void keep_one()
    {
        analysis.hotspots.pop_back();
        analysis.hotspot_notes.pop_back();
    }

    Study study;
    LocatedSet located;
    ThemeAnalysis analysis;
};

const std::string two = "2 hotspots hold 30 % of the incidents on 2.0 % of the land (95 % level)";
const std::string one = "1 hotspot holds 20 % of the incidents on 1.0 % of the land (95 % level)";

TEST_F(TwoHotspots, WithoutHistoryOrComparisonNothingIsSaidOfTheirAge) { EXPECT_EQ(head(), two + "."); }

TEST_F(TwoHotspots, NewOnesAreCountedWithTheMonthTheyBegan)
{
    analysis.emerging.emplace();
    analysis.hotspot_notes[0].pattern = "persistent";
    analysis.hotspot_notes[1] = {.pattern = "emerging", .hot_since = "2026-03"};
    EXPECT_EQ(head(), two + "; one of them is new since March 2026.");
    analysis.hotspot_notes[0] = {.pattern = "emerging", .hot_since = "2026-02"};
    EXPECT_EQ(head(), two + "; two of them are new since February 2026 or later.");
    analysis.hotspot_notes[1].hot_since = "2026-02";
    EXPECT_EQ(head(), two + "; two of them are new since February 2026.");
    keep_one();
    analysis.hotspot_notes[0].hot_since = "2026-02-09";  // a step of days
    EXPECT_EQ(head(), one + "; it is new since 9 February 2026.");
}

TEST_F(TwoHotspots, AreNotSaidToBeOldWhereNoStepIsHotByItself)
{
    analysis.emerging.emplace();
    analysis.hotspot_notes[0].pattern = "intermittent";
    analysis.hotspot_notes[1].pattern = "former";
    EXPECT_EQ(head(), two + "; none of them is new.");
    analysis.hotspot_notes[1].pattern = "none";
    EXPECT_EQ(head(), two + "; none of them is known to be new.");
    analysis.hotspot_notes[0].pattern = "none";
    EXPECT_EQ(head(), two + ".");
    keep_one();
    EXPECT_EQ(head(), one + ".");
    analysis.hotspot_notes[0].pattern = "persistent";
    EXPECT_EQ(head(), one + "; it is not new.");
}

TEST_F(TwoHotspots, AreComparedWithTheEarlierPeriod)
{
    study.comparison =
        Period{CivilDay{std::chrono::year{2025} / 1 / 1}, CivilDay{std::chrono::year{2025} / 2 / 1}};
    analysis.hotspot_notes[0].hot_before = true;
    analysis.hotspot_notes[1].hot_before = true;
    EXPECT_EQ(head(), two + "; all of them were hot in January 2025 too.");
    analysis.hotspot_notes[1].hot_before = false;
    EXPECT_EQ(head(), two + "; one of them was not hot in January 2025.");
    analysis.hotspot_notes[0].hot_before = false;
    EXPECT_EQ(head(), two + "; two of them were not hot in January 2025.");
    analysis.emerging.emplace();  // steps that tell nothing leave the word to the comparison
    analysis.hotspot_notes[0].pattern = analysis.hotspot_notes[1].pattern = "none";
    EXPECT_EQ(head(), two + "; two of them were not hot in January 2025.");
    analysis.hotspot_notes[0].hot_before = true;
    keep_one();
    EXPECT_EQ(head(), one + "; it was hot in January 2025.");
}

TEST_F(TwoHotspots, TheSpreadThatTheyAreHeldAgainstIsNamed)
{
    using By = Study::Exposure::By;
    const auto against = [](const std::string& what) {
        return two.substr(0, two.size() - 1) + ", against a spread by " + what + ").";
    };
    study.exposure.by = By::addresses;
    EXPECT_EQ(head(), against("the gazetteer's addresses"));
    study.exposure.by = By::postcodes;
    EXPECT_EQ(head(), against("the gazetteer's postcodes"));
    study.exposure.by = By::layer;
    study.exposure.layer.file = "census.gpkg";
    EXPECT_EQ(head(), against("census.gpkg"));
    study.exposure.count = "dwellings";
    EXPECT_EQ(head(), against("census.gpkg (dwellings)"));
    analysis.hotspots.clear();
    EXPECT_EQ(head(),
              "No hotspot: nowhere are there more incidents than chance would give (95 % level, against a "
              "spread by census.gpkg (dwellings)).");
}

TEST_F(TwoHotspots, OneCallerIsToldFromFiveIncidentsAndHalfOfThemOn)
{
    const auto second = [&](double incidents, double share) {
        analysis.hotspots[1].incidents = incidents;
        analysis.hotspot_notes[1].top_reporter_share = share;
        std::vector<std::string> sentences;
        tell_hotspots(study, located, analysis, sentences);
        return sentences.at(2);
    };
    const std::string caller = " of them from one reporter: one caller makes this hotspot.";
    EXPECT_EQ(second(10, 0.5),
              "2. Unnamed place: 10 incidents where 1.0 would be expected, 1.0 ha, 50 %" + caller);
    EXPECT_EQ(second(5, 0.8),
              "2. Unnamed place: 5 incidents where 1.0 would be expected, 1.0 ha, 80 %" + caller);
    EXPECT_EQ(second(10, 0.4), "2. Unnamed place: 10 incidents where 1.0 would be expected, 1.0 ha.");
    EXPECT_EQ(second(4, 1), "2. Unnamed place: 4 incidents where 1.0 would be expected, 1.0 ha.");
}

TEST_F(TwoHotspots, OfNoneTheLevelIsToldThatWasNotReached)
{
    analysis.hotspots.clear();
    analysis.hotspot_notes.clear();
    for (const auto& [bin, level] : {std::pair<int, const char*>{1, "90"}, {2, "95"}, {3, "99"}}) {
        study.hotspots.min_bin = static_cast<std::int8_t>(bin);
        EXPECT_EQ(head(),
                  std::string("No hotspot: nowhere are there more incidents than chance would give (") +
                      level + " % level).");
    }
}

TEST(HistoryFindings, StepsOfMonthsAndDaysAreNamedAsTheyAre)
{
    Study study;
    ThemeAnalysis analysis;
    std::vector<std::string> sentences;
    tell_history(study, analysis, sentences);
    EXPECT_TRUE(sentences.empty());
    analysis.emerging.emplace();
    analysis.emerging->step_begins = {CivilDay{std::chrono::year{2025} / 1 / 6}, {}, {}};
    analysis.emerging->cells.resize(4);
    analysis.emerging->cells[1].simple = SimplePattern::emerging;
    analysis.emerging->cells[2].simple = SimplePattern::emerging;
    const auto told = [&](std::int32_t months, std::int32_t days) {
        study.emerging.step = {months, days};
        sentences.clear();
        tell_history(study, analysis, sentences);
        return sentences.at(0);
    };
    EXPECT_EQ(told(1, 0),
              "Over 3 months from January 2025: 0 cells of 100 m were hot in at least 90 % of them and still "
              "are, 2 are "
              "newly hot, 0 were hot now and then, 0 no longer are.");
    EXPECT_TRUE(told(3, 0).starts_with("Over 3 steps of 3 months from January 2025:"));
    EXPECT_TRUE(told(0, 14).starts_with("Over 3 steps of 14 days from 6 January 2025:"));
}

/// A table of one band of distance and one of days: same place, to 100 m, over; to 6 days, longer.
NearRepeatResult repeats(const KnoxCell& same_place, const KnoxCell& near)
{
    NearRepeatResult result;
    result.used = 30;
    result.table.columns = 2;
    result.table.cells = {same_place, {}, near, {}, {}, {}};
    return result;
}

TEST(NearRepeatFindings, TheSurestBandIsToldIfItIsSureEnoughForOneOfSoMany)
{
    Study study;
    study.near_repeats.knox.bands_m = {100};
    study.near_repeats.knox.bands_days = {6};
    ThemeAnalysis analysis;
    const auto told = [&](const KnoxCell& same_place, const KnoxCell& near) {
        analysis.near_repeats = repeats(same_place, near);
        std::vector<std::string> sentences;
        tell_near_repeats(study, analysis, sentences);
        return sentences.at(0);
    };
    const KnoxCell nothing;
    EXPECT_EQ(told({.observed = 8, .ratio = 4, .p = 0.001, .is_near_repeat = true}, nothing),
              "Near repeats: 8 pairs of incidents at the same place and 0 to 6 days apart, 4.0 times as many "
              "as chance "
              "would give.");
    EXPECT_EQ(told(nothing, {.observed = 12, .ratio = 2.5, .p = 0.02, .is_near_repeat = true}),
              "Near repeats: 12 pairs of incidents to 100 m and 0 to 6 days apart, 2.5 times as many as "
              "chance would "
              "give.");
    EXPECT_EQ(
        told(nothing, {.observed = 3,
                       .ratio = std::numeric_limits<double>::quiet_NaN(),
                       .p = 0.001,
                       .is_near_repeat = true}),
        "Near repeats: 3 pairs of incidents to 100 m and 0 to 6 days apart, where chance would give none.");
    const std::string none =
        "No near repeats: an incident draws no others near it soon after (30 incidents).";
    EXPECT_EQ(told(nothing, {.observed = 12, .ratio = 2.5, .p = 0.03, .is_near_repeat = true}), none)
        << "one of two bands at 3 % is found by chance in 6 of 100 studies";
    EXPECT_EQ(told(nothing, nothing), none);
}

}  // namespace
}  // namespace wardmap
