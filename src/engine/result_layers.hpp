#pragma once

#include <vector>

#include "theme_analysis.hpp"
#include "wardmap/layer.hpp"

namespace wardmap {

/// Every layer and table of the result, bottom of the map first.
[[nodiscard]] LayerSet result_layers(const AnalysedStudy& analysed);

}  // namespace wardmap
