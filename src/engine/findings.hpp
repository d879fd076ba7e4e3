#pragma once

#include <string>
#include <vector>

#include "theme_analysis.hpp"

namespace wardmap {

/// What a theme's analysis says, one sentence each, every number from the tables.
[[nodiscard]] std::vector<std::string> theme_sentences(const Study& study, const StudyInputs& inputs,
                                                       const LocatedSet& located,
                                                       const ThemeAnalysis& analysis);

}  // namespace wardmap
