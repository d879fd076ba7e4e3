#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wardmap/layer.hpp"

/// How the layers of a set lie on a map: the one stack of the QGIS project and of map.json.
namespace wardmap::formats {

/// A layer in its place of the stack. One layer may have two places, drawn in two ways.
struct StackedLayer {
    std::string id;                       ///< of the place: the layer's name, or with "_outline"
    const Layer* layer = nullptr;         ///< or
    const RasterLayer* raster = nullptr;  ///< one of the two
    std::string title;                    ///< in a panel under the theme's heading
    Style style;                          ///< how it is drawn here
    bool is_ward_outline = false;
    bool visible = false;
    bool in_legend = false;               ///< of printed pages
    std::string month;                    ///< of a surface of one month: as RasterLayer::month
    std::vector<std::string> instead_of;  ///< places that it stands for when its month is looked at
};

/// The layers of a theme, from the top of the map to the bottom: those of kinds that the stack does not
/// know first. Without rasters the density classes are filled in their place.
[[nodiscard]] std::vector<StackedLayer> stack_of_theme(const LayerSet& layers, const std::string& theme,
                                                       bool has_rasters);

/// The surfaces of single months of a theme, in their order: none of them is in the stack, each can take the place
/// of the whole period's density in it.
[[nodiscard]] std::vector<StackedLayer> months_of_theme(const LayerSet& layers, const std::string& theme);

/// The layers of no theme, which lie beneath all others.
[[nodiscard]] std::vector<StackedLayer> stack_of_background(const LayerSet& layers);

}  // namespace wardmap::formats
