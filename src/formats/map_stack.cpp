#include "map_stack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wardmap::formats {

namespace {

enum class Drawing { own_style, ward_outlines, contour_lines };

/// A kind of layer of a theme (`kind_theme` is the layer's name), in its place of the stack.
struct StackPlace {
    std::string_view kind;
    std::string_view name;  ///< in the panel
    Drawing drawing = Drawing::own_style;
    bool visible = false;
    bool in_legend = false;
};

/// From the top of the map to the bottom. Cells lie over the density in nearly its own colours, so they
/// wait to be switched on; patrol places have numbers like the hotspots'.
constexpr std::array<StackPlace, 12> stack = {{
    {"incidents", "Incidents", Drawing::own_style, false, false},
    {"blocks", "Tower blocks", Drawing::own_style, true, true},
    {"wards", "Ward boundaries", Drawing::ward_outlines, true, true},
    {"patrol", "Patrol places", Drawing::own_style, false, false},
    {"hotspots", "Hotspots", Drawing::own_style, true, true},
    {"spates", "Spates", Drawing::own_style, false, false},
    {"clusters", "Clusters", Drawing::own_style, false, false},
    {"emerging_cells", "New, lasting and former hot cells", Drawing::own_style, false, false},
    {"cells", "Hot and cold cells", Drawing::own_style, false, false},
    {"heat", "Squares by how much happens", Drawing::own_style, true, true},
    {"density_classes", "Density contours", Drawing::contour_lines, true, false},
    {"wards", "Wards by rate", Drawing::own_style, false, false},
}};
/// The density raster lies under this place of the stack.
constexpr std::string_view above_raster = "density_classes";

Style ward_outlines(const Style& own)
{
    Style style;
    style.classes.push_back({.label = "Ward boundary", .fill = {255, 255, 255, 0}, .category = {}});
    style.stroke = own.stroke;
    style.stroke_mm = 0.35;
    style.label_field = own.label_field;
    return style;
}

Style contour_lines()
{
    Style style;
    style.classes.push_back(
        {.label = "Border between density classes", .fill = {255, 255, 255, 0}, .category = {}});
    style.stroke = {120, 60, 20, 130};
    style.stroke_mm = 0.12;
    return style;
}

StackedLayer placed(const Layer& layer, const StackPlace& place)
{
    StackedLayer result;
    result.id = layer.table.name;
    result.layer = &layer;
    result.title = place.name;
    result.style = layer.style;
    result.visible = place.visible;
    result.in_legend = place.in_legend;
    if (place.drawing == Drawing::ward_outlines) {
        result.id += "_outline";
        result.style = ward_outlines(layer.style);
        result.is_ward_outline = true;
    } else if (place.drawing == Drawing::contour_lines) {
        result.style = contour_lines();
    }
    return result;
}

StackedLayer placed(const RasterLayer& raster)
{
    StackedLayer result;
    result.id = raster.name;
    result.raster = &raster;
    result.title = "Density";
    result.style = raster.style;
    result.visible = true;
    result.in_legend = true;
    return result;
}

const Layer* layer_named(const LayerSet& layers, const std::string& name)
{
    const auto at =
        std::ranges::find(layers.layers, name, [](const Layer& layer) { return layer.table.name; });
    return at == layers.layers.end() ? nullptr : &*at;
}

/// Layers of the theme of a kind that the stack does not know: on top, to be switched on.
std::vector<StackedLayer> other_layers(const LayerSet& layers, const std::string& theme)
{
    std::vector<StackedLayer> others;
    for (const Layer& layer : layers.layers) {
        const bool known = std::ranges::any_of(stack, [&](const StackPlace& place) {
            return layer.table.name == fmt::format("{}_{}", place.kind, theme);
        });
        if (layer.theme == theme && !known) {
            others.push_back(placed(layer, {"", layer.title}));
        }
    }
    return others;
}

}  // namespace

std::vector<StackedLayer> stack_of_theme(const LayerSet& layers, const std::string& theme, bool has_rasters)
{
    std::vector<StackedLayer> result = other_layers(layers, theme);
    const auto raster = std::ranges::find(layers.rasters, "density_" + theme, &RasterLayer::name);
    const bool with_raster = has_rasters && raster != layers.rasters.end();
    for (StackPlace place : stack) {
        const Layer* layer = layer_named(layers, fmt::format("{}_{}", place.kind, theme));
        if (layer != nullptr) {
            if (place.drawing == Drawing::contour_lines && !with_raster) {
                place.drawing = Drawing::own_style;
                place.in_legend = true;
            }
            result.push_back(placed(*layer, place));
        }
        if (place.kind == above_raster && with_raster) {
            result.push_back(placed(*raster));
        }
    }
    return result;
}

std::vector<StackedLayer> months_of_theme(const LayerSet& layers, const std::string& theme)
{
    std::vector<StackedLayer> result;
    for (const RasterLayer& raster : layers.rasters) {
        if (raster.theme == theme && !raster.month.empty()) {
            result.push_back(placed(raster));
            result.back().visible = false;
            result.back().month = raster.month;
            result.back().instead_of = {fmt::format("{}_{}", above_raster, theme), "density_" + theme};
        }
    }
    return result;
}

std::vector<StackedLayer> stack_of_background(const LayerSet& layers)
{
    std::vector<StackedLayer> result;
    std::vector<StackedLayer> context;
    for (const Layer& layer : layers.layers) {
        const bool is_context = layer.table.name.starts_with("context_");
        if (layer.theme.empty()) {
            (is_context ? context : result)
                .push_back(placed(layer, {"", layer.title, Drawing::own_style,
                                          is_context || layer.table.name == "boundary", false}));
        }
    }
    result.insert(result.end(), context.rbegin(), context.rend());  // given from the bottom up
    return result;
}

}  // namespace wardmap::formats
