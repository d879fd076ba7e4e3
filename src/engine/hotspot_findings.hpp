#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "theme_analysis.hpp"

namespace wardmap {

/// Fewest incidents of which it is said that one caller makes them.
inline constexpr std::uint64_t least_for_caller = 5;

/// "3.4 %", "31 %".
[[nodiscard]] std::string share_text(double share);

/// What the hotspots hold and which of them are new; the foremost one by one.
void tell_hotspots(const Study& study, const LocatedSet& located, const ThemeAnalysis& analysis,
                   std::vector<std::string>& sentences);
/// How many cells were hot when.
void tell_history(const Study& study, const ThemeAnalysis& analysis, std::vector<std::string>& sentences);
void tell_near_repeats(const Study& study, const ThemeAnalysis& analysis,
                       std::vector<std::string>& sentences);
void tell_clusters(const ThemeAnalysis& analysis, std::vector<std::string>& sentences);

}  // namespace wardmap
