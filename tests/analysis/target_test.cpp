#include "wardmap/target.hpp"

#include <gtest/gtest.h>

namespace wardmap {
namespace {

CivilDay day(const char* text) { return *parse_iso_day(text); }

/// A tenth fewer in 2025 than in 2024.
TargetCounts tenth_fewer(std::uint64_t before, std::uint64_t count, const char* recorded_until)
{
    return {.change_pct = -10,
            .period = {day("2025-01-01"), day("2026-01-01")},
            .comparison = {day("2023-01-01"), day("2024-01-01")},
            .recorded_until = day(recorded_until),
            .count = count,
            .before = before};
}

TEST(Target, IsMetByTheVeryNumberAndMissedByOneMore)
{
    EXPECT_EQ(judge_target(tenth_fewer(100, 90, "2026-01-01")).state, TargetState::met);
    EXPECT_EQ(judge_target(tenth_fewer(100, 91, "2026-01-01")).state, TargetState::missed);
}

TEST(Target, SaysWhetherTheChangeIsMoreThanChance)
{
    EXPECT_EQ(judge_target(tenth_fewer(100, 90, "2026-01-01")).why,
              "90 against 100, at most 90 meet it; the change on the comparison is within normal variation");
    EXPECT_EQ(
        judge_target(tenth_fewer(100, 40, "2026-01-01")).why,
        "40 against 100, at most 90 meet it; the change on the comparison is lower than chance would give");
}

TEST(Target, IsTooEarlyWhileThePeriodRunsUnlessItIsLostAlready)
{
    const TargetOutcome running = judge_target(tenth_fewer(100, 30, "2025-07-01"));
    EXPECT_EQ(running.state, TargetState::too_early);
    EXPECT_EQ(running.why, "the records reach 181 of 365 days: 30 so far, at most 90 meet it");
    EXPECT_EQ(judge_target(tenth_fewer(100, 91, "2025-07-01")).state, TargetState::missed);
    EXPECT_EQ(judge_target(tenth_fewer(100, 0, "2024-07-01")).state, TargetState::too_early);
}

TEST(Target, CannotBeJudgedAgainstNothing)
{
    EXPECT_EQ(judge_target(tenth_fewer(0, 5, "2026-01-01")).state, TargetState::too_early);
    TargetCounts unrecorded = tenth_fewer(20, 5, "2026-01-01");
    unrecorded.comparison_is_recorded = false;
    EXPECT_EQ(judge_target(unrecorded).state, TargetState::too_early);
}

TEST(Target, ScalesAComparisonOfAnotherLength)
{
    TargetCounts target = tenth_fewer(200, 90, "2026-01-01");
    target.comparison = {day("2022-01-01"), day("2024-01-01")};
    EXPECT_EQ(judge_target(target).state, TargetState::met);
    target.count = 91;
    EXPECT_EQ(judge_target(target).state, TargetState::missed);
}

}  // namespace
}  // namespace wardmap
