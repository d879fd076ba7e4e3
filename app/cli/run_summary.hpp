#pragma once

#include <string>

#include "wardmap/run.hpp"

namespace wardmap::cli {

/// What a person reads after a run.
[[nodiscard]] std::string summary_text(const RunReport& report);
/// The same for a program: one JSON object on one line, ending in a newline.
[[nodiscard]] std::string summary_json(const RunReport& report);

}  // namespace wardmap::cli
