#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "feature_stream.hpp"

namespace wardmap::formats {

/// The same file as the public writer makes, without styles. `crs` may be empty where no stream has geometry.
void write_geopackage(const std::filesystem::path& file, const std::string& crs,
                      const std::vector<FeatureStream>& streams);

}  // namespace wardmap::formats
