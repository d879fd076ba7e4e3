#pragma once

#include <vector>

#include "theme_analysis.hpp"
#include "wardmap/layer.hpp"

namespace wardmap {

/// Every layer and table of the result, bottom of the map first.
[[nodiscard]] LayerSet result_layers(const Study& study, const StudyInputs& inputs, const LocatedSet& located,
                                     const std::vector<ThemeAnalysis>& themes);

}  // namespace wardmap
