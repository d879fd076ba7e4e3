#pragma once

#include <string>

#include "wardmap/layer.hpp"

namespace wardmap::cli {

/// Writes a GeoPackage beside its place, private, and puts it there in one step: the file is all old or all new.
/// Throws Error (usage) for a name that does not end in .gpkg, Error (output) for what cannot be written.
void publish_geopackage(const std::string& file, const LayerSet& layers);

}  // namespace wardmap::cli
