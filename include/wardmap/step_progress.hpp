#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace wardmap {

/// How far a long step has come.
struct StepProgress {
    std::string_view step;
    std::uint64_t done = 0;
    std::uint64_t of = 0;
    std::string_view unit;  ///< what is counted: "rows", "bytes"
};

/// Called now and then on the thread that called the step; may throw to end it.
using ProgressListener = std::function<void(const StepProgress& progress)>;

}  // namespace wardmap
