#pragma once

#include <string>

#include "wardmap/read_features.hpp"

namespace wardmap::formats {

/// Projects features that were read to the study's CRS and turns their rings as ours are. `stated`: the layer's own
/// CRS, empty if it says none. Throws Error (input) at `where`.
void put_into_study_crs(FeatureTable& table, const std::string& stated, const ReadOptions& options,
                        const std::string& where);

}  // namespace wardmap::formats
