#pragma once

#include <string>
#include <vector>

#include "wardmap/protect_result.hpp"

namespace wardmap::cli {

/// What was published, checked and left out, and where it is.
[[nodiscard]] std::string release_text(const ProtectReport& report);
/// A table of what each thing that is handed out gives away.
[[nodiscard]] std::string shares_text(const std::vector<PlacedShares>& themes);

}  // namespace wardmap::cli
