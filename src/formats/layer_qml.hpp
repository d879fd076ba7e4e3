#pragma once

#include <string>

#include "ogr_layers.hpp"
#include "wardmap/layer.hpp"

namespace wardmap::formats {

/// Features as they are drawn: with the layer's own style, or another.
struct DrawnTable {
    const FeatureTable& table;
    const Style& style;
    FieldNames names = FieldNames::full;  ///< by which names the file has its fields
    std::string stroke_mm_expression;     ///< of polygons: QGIS computes it for each; empty: the style's
};

/// What QGIS has of a style between the tags of a .qml file and of a project's layer alike.
[[nodiscard]] std::string style_xml(const DrawnTable& drawing);
[[nodiscard]] std::string raster_style_xml(const RasterLayer& layer);

/// False for a layer that was read and has none: nothing is then written about how it is drawn.
[[nodiscard]] inline bool has_style(const Layer& layer) noexcept
{
    return layer.style.kind != Style::Kind::single || !layer.style.classes.empty();
}

/// A layer's style as QGIS 3.22 and later reads it: renderer, labels, opacity, field aliases. `names`
/// says by which names the file has its fields.
[[nodiscard]] std::string layer_qml(const Layer& layer, FieldNames names = FieldNames::full);

/// The same for a raster of one band: discrete classes, nothing below the first.
[[nodiscard]] std::string raster_qml(const RasterLayer& layer);

}  // namespace wardmap::formats
