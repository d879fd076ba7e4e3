#pragma once

#include <string>
#include <vector>

#include "wardmap/layer.hpp"

namespace wardmap {

/// What of an internal result's layers, tables and rasters partners may have, by name: whatever is not known to be for
/// them is left out, so that a new table of few incidents does not leave the house by default.
[[nodiscard]] LayerSet layers_for_partners(LayerSet layers, const std::vector<std::string>& theme_ids);

}  // namespace wardmap
