#pragma once

#include <filesystem>

#include "wardmap/layer.hpp"
#include "wardmap/qgis_project.hpp"

namespace wardmap {

/// The newest edition of the map document that this program writes and reads.
inline constexpr int map_document_schema = 1;

/// map.json: what wardmap.qgz says to QGIS, for any other program. Words of the map, the stack of layers
/// from the top to the bottom with their styles, and the labels and units of all fields. Checked by
/// reading it back; same input, same bytes. Throws Error (output).
void write_map_document(const std::filesystem::path& file, const LayerSet& layers, const QgisText& text);

}  // namespace wardmap
