#pragma once

#include <string>

#include "ogr_layers.hpp"
#include "wardmap/layer.hpp"

namespace wardmap::formats {

/// A layer's style as QGIS 3.22 and later reads it: renderer, labels, opacity, field aliases. `names`
/// says by which names the file has its fields.
[[nodiscard]] std::string layer_qml(const Layer& layer, FieldNames names = FieldNames::full);

/// The same for a raster of one band: discrete classes, nothing below the first.
[[nodiscard]] std::string raster_qml(const RasterLayer& layer);

}  // namespace wardmap::formats
