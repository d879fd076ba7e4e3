#include "wardmap/target.hpp"

#include <algorithm>
#include <cmath>

#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

std::string count_text(std::uint64_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

/// How sure it is that there was a change at all.
std::string chance_text(const CountChange& change)
{
    return "; the change on the comparison is " + std::string(change_words(change));
}

std::string limit_text(double most) { return "at most " + fixed_text(std::floor(most), 0) + " meet it"; }

}  // namespace

std::string_view target_state_name(TargetState state) noexcept
{
    switch (state) {
        case TargetState::met:
            return "met";
        case TargetState::missed:
            return "missed";
        case TargetState::too_early:
            break;
    }
    return "too early to tell";
}

TargetOutcome judge_target(const TargetCounts& target)
{
    TargetOutcome outcome;
    if (!target.comparison_is_recorded) {
        outcome.why = "the records do not hold all of the comparison period";
        return outcome;
    }
    if (target.before == 0) {
        outcome.why = "the comparison period has no incident to measure a change by";
        return outcome;
    }
    outcome.most = static_cast<double>(target.before) * target.period.days() / target.comparison.days() *
                   (1 + target.change_pct / 100);
    const double whole_days = target.period.days();
    const CivilDay until = std::clamp(target.recorded_until, target.period.begin, target.period.end);
    const double days = Period{target.period.begin, until}.days();
    if (days > 0) {
        outcome.change = change_between(target.before, target.comparison.days(), target.count, days);
    }
    const auto count = static_cast<double>(target.count);
    // Less than a billionth is rounding: 90 % of 100 is 90.
    const bool exceeded = count > outcome.most * (1 + 1e-9);
    if (exceeded || days == whole_days) {
        outcome.state = exceeded ? TargetState::missed : TargetState::met;
        outcome.why = count_text(target.count) + " against " + count_text(target.before) + ", " +
                      limit_text(outcome.most) +
                      (days < whole_days ? "; the period is not over" : chance_text(outcome.change));
        return outcome;
    }
    outcome.why = "the records reach " + fixed_text(days, 0) + " of " + fixed_text(whole_days, 0) +
                  " days: " + count_text(target.count) + " so far, " + limit_text(outcome.most);
    return outcome;
}

}  // namespace wardmap
