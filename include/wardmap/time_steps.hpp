#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/civil_time.hpp"

namespace wardmap {

/// A length of time steps: whole months, or days; one of the two is 0.
struct StepLength {
    std::int32_t months = 1;
    std::int32_t days = 0;
    friend bool operator==(const StepLength&, const StepLength&) = default;
};
/// "1month", "2weeks", "10days"; nullopt for anything else.
[[nodiscard]] std::optional<StepLength> step_length_named(std::string_view text);

/// Whole steps of equal length up to the end of a period.
struct TimeSteps {
    std::vector<std::int32_t> of_time;  ///< 0 … count-1; -1: before the first whole step, or after the period
    std::size_t count = 0;
    std::size_t left_out = 0;      ///< times without a step
    std::vector<CivilDay> begins;  ///< first day of each step
};

/// Cuts `period` into steps, counted back from its end; what is left over at its beginning is no whole step. With steps
/// of months, a month that the period only touches counts as whole. A time that is known to the month is in that
/// month's step: with steps of days there must be none. At most 100,000 steps.
[[nodiscard]] TimeSteps time_steps(std::span<const TimeSpan> times, const Period& period,
                                   const StepLength& length);

/// "2026-03" for steps of months, else "2026-03-09".
[[nodiscard]] std::string step_text(CivilDay begin, const StepLength& length);

}  // namespace wardmap
