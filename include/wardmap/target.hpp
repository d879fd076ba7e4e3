#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "wardmap/civil_time.hpp"
#include "wardmap/count_statistics.hpp"

namespace wardmap {

enum class TargetState { met, missed, too_early };
/// "met", "missed", "too early to tell".
[[nodiscard]] std::string_view target_state_name(TargetState state) noexcept;

/// A target of an action plan with the counts that it is judged by.
struct TargetCounts {
    double change_pct = 0;               ///< −10: a tenth fewer; above 0: a rise that is accepted
    Period period;                       ///< when it must be reached
    Period comparison;                   ///< against which
    CivilDay recorded_until;             ///< the first day of which the records hold nothing yet
    bool comparison_is_recorded = true;  ///< the records hold every month of it
    std::uint64_t count = 0;             ///< in `period`, as far as it is recorded
    std::uint64_t before = 0;            ///< in `comparison`
};

struct TargetOutcome {
    TargetState state = TargetState::too_early;
    double most = 0;  ///< incidents in the whole period that still meet it: the comparison's by days, changed
    CountChange change;  ///< of the recorded part against the comparison; p 1 when nothing is recorded yet
    std::string why;     ///< a clause in plain words with its numbers
};

/// met: the period is over and its count is at most the goal's; missed: it is more, even if the period is not
/// over yet; too early: the period is not over, or the comparison is not recorded or holds nothing to measure by.
[[nodiscard]] TargetOutcome judge_target(const TargetCounts& target);

}  // namespace wardmap
