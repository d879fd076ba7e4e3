#include "findings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace wardmap {
namespace {

CivilDay day_of(int year, unsigned month, unsigned day)
{
    return CivilDay{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)};
}

/// A theme with incidents and nothing else; each test adds what it is about.
struct Findings : ::testing::Test {
    Findings()
    {
        analysis.findings.used = 100;
        analysis.findings.id = "asb";
        located.period = {day_of(2025, 1, 1), day_of(2026, 1, 1)};
        inputs.wards.emplace();
    }
    [[nodiscard]] std::vector<std::string> told() const
    {
        return theme_sentences(study, inputs, located, analysis);
    }
    void expect_told(const std::string& sentence) const
    {
        const std::vector<std::string> sentences = told();
        std::string all;
        for (const std::string& one : sentences) {
            all += one + '\n';
        }
        EXPECT_TRUE(std::ranges::find(sentences, sentence) != sentences.end()) << sentence << "\nis not in\n"
                                                                               << all;
    }
    void expect_nothing_of(const std::string& words) const
    {
        for (const std::string& one : told()) {
            EXPECT_EQ(one.find(words), std::string::npos) << one;
        }
    }
    void add_ward(const std::string& name, std::uint64_t count, std::optional<double> rate)
    {
        AreaRow row;
        row.area = static_cast<std::uint32_t>(inputs.wards->areas.size());
        row.count = count;
        row.share = static_cast<double>(count) / 100;
        row.rank = row.area + 1;
        if (rate) {
            row.rate_per_1000 = rate;
            row.rate_interval = Interval{*rate / 2, *rate * 2};
            row.funnel.emplace();
        }
        inputs.wards->areas.push_back({name, name, {}, {}});
        analysis.wards = analysis.wards ? analysis.wards : AreaTable{};
        analysis.wards->rows.push_back(row);
    }
    void add_block(const std::string& name, std::uint64_t count, double top_reporter_share)
    {
        BlockRow row;
        row.block = static_cast<std::uint32_t>(inputs.blocks.size());
        row.count = count;
        row.top_reporter_share = top_reporter_share;
        TowerBlock block;
        block.name = name;
        inputs.blocks.push_back(block);
        analysis.blocks.push_back(row);
    }

    Study study;
    StudyInputs inputs;
    LocatedSet located;
    ThemeAnalysis analysis;
};

TEST_F(Findings, OfAThemeWithoutIncidentsThereIsOneSentence)
{
    analysis.findings.used = 0;
    EXPECT_EQ(told(),
              std::vector<std::string>{"No incident of this theme lies in the study area and the period."});
}

TEST_F(Findings, ATargetIsToldEvenWhereNoIncidentIsLeft)
{
    analysis.findings.used = 0;
    TargetRow target;
    target.counts.change_pct = -10;
    target.counts.period = located.period;
    target.outcome.state = TargetState::met;
    target.outcome.why = "0 against 24, at most 21 meet it";
    analysis.targets = {target};
    expect_told(
        "Target -10 % in the study area (January 2025 to December 2025): met: 0 against 24, at most 21 meet "
        "it.");
    analysis.targets[0].ward = "West";
    analysis.targets[0].counts.change_pct = 5;
    expect_told(
        "Target +5 % in West (January 2025 to December 2025): met: 0 against 24, at most 21 meet it.");
}

TEST_F(Findings, AWardWithoutResidentsHasACountButNoRate)
{
    add_ward("Old Town", 60, 7.0);
    add_ward("Business Park", 40, std::nullopt);
    expect_told("Ward Old Town: 60 incidents, 60 %, 7.0 per 1,000 residents (95 % interval 3.5 to 14.0).");
    expect_told("Ward Business Park: 40 incidents, 40 %.");
    expect_told("No rate for Business Park: without population.");
    expect_told("No ward stands out from the others for its residents.");
    analysis.wards->overdispersion = 2.5;
    expect_told(
        "No ward stands out from the others for its residents; wards vary 2.5 times as much as chance alone "
        "would make them, which the limits allow for.");
}

TEST_F(Findings, WhereNoWardHasResidentsNothingIsSaidOfRates)
{
    add_ward("Old Town", 60, std::nullopt);
    expect_nothing_of("residents");
    expect_nothing_of("without population");
    analysis.wards->rows[0].count = 0;
    expect_nothing_of("Ward");
}

TEST_F(Findings, WardsThatStandOutAreNamedWithWhatWasToBeExpected)
{
    add_ward("Old Town", 60, 7.0);
    add_ward("New Town", 40, 3.0);
    analysis.wards->rows[0].funnel->category = FunnelCategory::high;
    analysis.wards->rows[0].funnel->expected = 35;
    expect_told(
        "For their residents stand out: Old Town high (60 where residents would lead to expect 35.0).");
}

TEST_F(Findings, AChangeIsToldWithTheLengthsOfPeriodsThatDiffer)
{
    add_ward("Old Town", 60, std::nullopt);
    analysis.wards->rows[0].previous = 50;
    analysis.wards->rows[0].change = CountChange{};
    const auto with = [&](const CivilDay& begin, const CivilDay& end) {
        study.comparison = Period{begin, end};
        const std::vector<std::string> all = told();
        const auto ward =
            std::ranges::find_if(all, [](const std::string& one) { return one.starts_with("Ward "); });
        return ward == all.end() ? std::string{} : *ward;
    };
    EXPECT_TRUE(with(day_of(2024, 1, 1), day_of(2025, 1, 1))
                    .starts_with("Ward Old Town: 60 incidents, 60 %; 50 in January 2024 to December 2024: "))
        << "366 days are as good as 365";
    EXPECT_TRUE(
        with(day_of(2024, 7, 1), day_of(2025, 1, 1))
            .starts_with(
                "Ward Old Town: 60 incidents, 60 %; 50 in July 2024 to December 2024 (184 days against "
                "365): "));
}

TEST_F(Findings, BlocksComeByCountAndOneThatACallerMakesIsToldWhateverItsRank)
{
    add_block("Ash Court", 1, 1);
    add_block("Birch Court", 20, 0.4);
    add_block("Cedar Court", 30, 0.5);
    add_block("Elm Court", 8, 0.75);
    add_block("Fir Court", 10, 0.1);
    add_block("Holly Court", 0, 0);
    add_block("Ivy Court", 4, 1);
    analysis.blocks[1].per_100_dwellings = 12.5;
    analysis.blocks[1].case_review = true;
    expect_told(
        "Tower block Cedar Court: 30 incidents, 50 % of them from one reporter: one caller makes this "
        "block.");
    expect_told("Tower block Birch Court: 20 incidents, 12.5 per 100 dwellings, case review due.");
    expect_told("Tower block Fir Court: 10 incidents.");
    expect_told("Tower block Elm Court: one caller makes it, with 75 % of its 8 incidents.");
    expect_nothing_of("Ivy Court");  // four are too few to say so
    expect_nothing_of("Ash Court");
    expect_nothing_of("Holly Court");
}

TEST_F(Findings, FiveMonthsOutOfTheUsualAreNamedAndTheRestCounted)
{
    MonthlySeries series;
    series.name = "The study area";
    for (std::int32_t i = 0; i < 8; ++i) {
        series.months.push_back(
            {12 * 2024 + 11 + i, 30, 40});  // from December 2024, which is not in the period
        ControlPoint point;
        point.lower = 5;
        point.upper = 30;
        point.signal = 1;
        series.points.push_back(point);
    }
    analysis.monthly = {series};
    expect_told(
        "Out of the usual by month: The study area in January 2025 (40 where 5 to 30 is usual); The study "
        "area in "
        "February 2025 (40 where 5 to 30 is usual); The study area in March 2025 (40 where 5 to 30 is "
        "usual); The "
        "study area in April 2025 (40 where 5 to 30 is usual); The study area in May 2025 (40 where 5 to 30 "
        "is "
        "usual); and 2 more.");
}

TEST_F(Findings, AZoneIsComparedOnlyWhereThereWasSomethingBefore)
{
    study.zone = Study::Zone{};
    study.zone->name = "The injunction area";
    study.zone->date = day_of(2025, 4, 1);
    analysis.zone = {{"asb", "inside", {2, 8}, std::nullopt}};
    expect_told("The injunction area since 1 April 2025: too few incidents before it to compare with.");
    analysis.zone = {{"asb", "inside", {20, 8}, EstimatedDifference{-9.6, 3, {-15.4, -3.7}}},
                     {"asb", "around", {20, 31}, EstimatedDifference{12.2, 3, {6.3, 18.1}}},
                     {"asb", "elsewhere", {50, 48}, std::nullopt}};
    expect_told(
        "The injunction area since 1 April 2025: inside 20 before and 8 after, 10 incidents fewer than the "
        "trend "
        "elsewhere would have given (95 % interval -15 to -4), fewer than elsewhere's trend; around 20 "
        "before and "
        "31 after, 12 incidents more than the trend elsewhere would have given (95 % interval 6 to 18), more "
        "than "
        "elsewhere's trend.");
}

TEST_F(Findings, ASeasonNeedsEveryMonthAndOneThatIsSurelyAboveThem)
{
    for (SeasonMonth& month : analysis.seasons) {
        month.years = 2;
        month.index = 0.9;
        month.interval = {0.7, 1.1};
    }
    expect_nothing_of("months of the year");
    analysis.seasons[6].index = 1.6;
    analysis.seasons[6].interval = {1.3, 1.9};
    expect_told(
        "Of the months of the year July has the most for its days: 1.60 times the average (95 % interval "
        "1.30 to "
        "1.90; 2 years).");
    analysis.seasons[0].years = 0;
    expect_nothing_of("months of the year");
}

}  // namespace
}  // namespace wardmap
