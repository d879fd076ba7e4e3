#pragma once

#include <string>

#include "layer_qml.hpp"

namespace wardmap::formats {

/// A layer's style as OGC Styled Layer Descriptor 1.0.0: a rule per class with a filter on the field, markers and
/// strokes in pixels of 0.28 mm, labels. For GeoServer, MapServer, QGIS and others that know no .qml.
[[nodiscard]] std::string layer_sld(const Layer& layer, FieldNames names);

/// The same for a raster of one band: intervals of a colour map, nothing below the first class.
[[nodiscard]] std::string raster_sld(const RasterLayer& layer);

}  // namespace wardmap::formats
