#pragma once

#include <string>

#include "feature_stream.hpp"
#include "shapefile_bytes.hpp"

namespace wardmap::formats {

/// Goes once over the features for what the files' headers must hold. Throws Error (output) at `where`, with the format
/// to use instead, if a short name, a value or the whole is more than a shapefile can hold: before anything is
/// written.
[[nodiscard]] ShapeExtent extent_fitting_shapefile(const FeatureStream& stream, const std::string& where);

}  // namespace wardmap::formats
