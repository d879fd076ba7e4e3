#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "wardmap/step_progress.hpp"

namespace wardmap::cli {

/// One line on a terminal that is rewritten at each step; nothing when piped.
class ProgressLine {
public:
    explicit ProgressLine(bool shown);
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ~ProgressLine();

    void tell(std::string_view step) const;
    /// With rate and time left, ten times a second at most. They count from the first call, and anew where the count
    /// goes back or is one of something else.
    void tell(const StepProgress& progress);

private:
    using Clock = std::chrono::steady_clock;
    bool m_shown;
    std::uint64_t m_of = 0;          ///< of the count that goes on
    std::uint64_t m_first_done = 0;  ///< where it began
    std::uint64_t m_last_done = 0;
    Clock::time_point m_begin;
    Clock::time_point m_told;  ///< when the line was last written
};

/// "cells_asb: 40,960 of 1,000,000 rows, 85,000 a second, 11 s left"; without the latter two as long as `seconds` have
/// brought nothing.
[[nodiscard]] std::string progress_text(const StepProgress& progress, std::uint64_t done_before,
                                        double seconds);

}  // namespace wardmap::cli
