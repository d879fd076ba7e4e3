#include "qgis_layers.hpp"

#include <cpl_conv.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "gdal_session.hpp"
#include "layer_qml.hpp"
#include "wardmap/number_text.hpp"
#include "xml_text.hpp"

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
constexpr std::array<StackPlace, 11> stack = {{
    {"incidents", "Incidents", Drawing::own_style, false, false},
    {"blocks", "Tower blocks", Drawing::own_style, true, true},
    {"wards", "Ward boundaries", Drawing::ward_outlines, true, true},
    {"patrol", "Patrol places", Drawing::own_style, false, false},
    {"hotspots", "Hotspots", Drawing::own_style, true, true},
    {"spates", "Spates", Drawing::own_style, false, false},
    {"clusters", "Clusters", Drawing::own_style, false, false},
    {"emerging_cells", "New, lasting and former hot cells", Drawing::own_style, false, false},
    {"cells", "Hot and cold cells", Drawing::own_style, false, false},
    {"density_classes", "Density contours", Drawing::contour_lines, true, false},
    {"wards", "Wards by rate", Drawing::own_style, false, false},
}};
/// The density raster lies under this place of the stack.
constexpr std::string_view above_raster = "density_classes";
/// What an atlas draws thick: its ward. On other maps there is no atlas feature.
constexpr std::string_view ward_stroke = "if(@atlas_featureid = $id, 1, 0.35)";

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

std::string metadata_xml(const std::string& title, const std::string& abstract)
{
    return fmt::format(
        "<resourceMetadata><identifier/><language/><type>dataset</type><title>{}</title>"
        "<abstract>{}</abstract></resourceMetadata>\n",
        xml_text(title), xml_text(abstract));
}

std::string_view geometry_name(GeometryKind kind)
{
    switch (kind) {
        case GeometryKind::point:
            return "Point";
        case GeometryKind::line:
            return "Line";
        case GeometryKind::polygon:
            return "Polygon";
        case GeometryKind::none:
            break;
    }
    return "No geometry";
}

/// The parts of <maplayer> that vector and raster layers share.
std::string map_layer_xml(const ProjectLayer& layer, std::string_view attributes, std::string_view content)
{
    return fmt::format(
        "<maplayer {} hasScaleBasedVisibilityFlag=\"0\" "
        "styleCategories=\"AllStyleCategories\">\n<id>{}</id>\n"
        "<datasource>{}</datasource>\n<layername>{}</layername>\n{}</maplayer>\n",
        attributes, xml_text(layer.id), xml_text(layer.source), xml_text(layer.name), content);
}

/// QGIS gives an id of ten characters or fewer a new one on opening, and then nothing fits together.
std::string project_id(const std::string& name) { return "wardmap_" + name; }

ProjectLayer vector_layer(const Layer& layer, const StackPlace& place, const std::string& crs)
{
    ProjectLayer result;
    result.id = project_id(layer.table.name);
    Style style = layer.style;
    std::string stroke;
    if (place.drawing == Drawing::ward_outlines) {
        result.id += "_outline";
        style = ward_outlines(layer.style);
        stroke = ward_stroke;
    } else if (place.drawing == Drawing::contour_lines) {
        style = contour_lines();
    }
    result.source = "./wardmap.gpkg|layername=" + layer.table.name;
    result.provider = "ogr";
    result.name = place.name;
    result.legend = style.kind == Style::Kind::single ? style.classes.front().label : style.legend;
    result.visible = place.visible;
    result.in_legend = place.in_legend;
    const std::string content =
        fmt::format("<srs>{}</srs>\n{}<provider encoding=\"UTF-8\">ogr</provider>\n{}", crs_xml(crs),
                    metadata_xml(layer.title, layer.description),
                    style_xml({layer.table, style, FieldNames::full, stroke}));
    result.xml =
        map_layer_xml(result,
                      fmt::format("type=\"vector\" geometry=\"{}\" labelsEnabled=\"{}\"",
                                  geometry_name(layer.table.kind), style.label_field.empty() ? 0 : 1),
                      content);
    return result;
}

/// QGIS's legend of a raster begins with the band's name and with what lies below the first class,
/// which is clear.
std::string raster_legend_lines(std::size_t classes)
{
    std::string lines;
    for (std::size_t i = 0; i < classes; ++i) {
        lines += fmt::format("{}{}", i == 0 ? "" : ",", i + 2);
    }
    return lines;
}

ProjectLayer raster_layer(const RasterLayer& layer, const std::string& crs)
{
    ProjectLayer result;
    result.id = project_id(layer.name);
    result.source = fmt::format("./rasters/{}.tif", layer.name);
    result.provider = "gdal";
    result.name = "Density";
    result.legend = layer.style.legend;
    result.legend_lines = raster_legend_lines(layer.style.classes.size());
    result.visible = true;
    result.in_legend = true;
    result.xml =
        map_layer_xml(result, "type=\"raster\"",
                      fmt::format("<srs>{}</srs>\n{}<provider>gdal</provider>\n{}", crs_xml(crs),
                                  metadata_xml(layer.title, layer.description), raster_style_xml(layer)));
    return result;
}

const Layer* layer_named(const LayerSet& layers, const std::string& name)
{
    const auto at =
        std::ranges::find(layers.layers, name, [](const Layer& layer) { return layer.table.name; });
    return at == layers.layers.end() ? nullptr : &*at;
}

/// Layers of the theme of a kind that the stack does not know: on top, to be switched on.
void add_others(const LayerSet& layers, ProjectGroup& group)
{
    for (const Layer& layer : layers.layers) {
        const std::string& name = layer.table.name;
        const bool known = std::ranges::any_of(stack, [&](const StackPlace& place) {
            return name == fmt::format("{}_{}", place.kind, group.theme.id);
        });
        if (layer.theme == group.theme.id && !known) {
            group.layers.push_back(vector_layer(layer, {"", layer.title}, layers.crs));
        }
    }
}

ProjectGroup group_of(const LayerSet& layers, const QgisTheme& theme, bool has_rasters)
{
    ProjectGroup group{.theme = theme, .layers = {}, .ward_layer = {}};
    add_others(layers, group);
    const auto raster = std::ranges::find(layers.rasters, "density_" + theme.id, &RasterLayer::name);
    const bool with_raster = has_rasters && raster != layers.rasters.end();
    for (StackPlace place : stack) {
        const Layer* layer = layer_named(layers, fmt::format("{}_{}", place.kind, theme.id));
        if (layer != nullptr) {
            if (place.drawing == Drawing::contour_lines && !with_raster) {
                place.drawing = Drawing::own_style;
                place.in_legend = true;
            }
            group.layers.push_back(vector_layer(*layer, place, layers.crs));
            if (place.drawing == Drawing::ward_outlines) {
                group.ward_layer = group.layers.back().id;
            }
        }
        if (place.kind == above_raster && with_raster) {
            group.layers.push_back(raster_layer(*raster, layers.crs));
        }
    }
    return group;
}

BoxM extent_of(const LayerSet& layers)
{
    const Layer* boundary = layer_named(layers, "boundary");
    BoxM box;
    for (const Layer& layer : layers.layers) {
        if (boundary != nullptr && &layer != boundary) {
            continue;
        }
        for (const Feature& feature : layer.table.features) {
            const BoxM one = bounds(feature.geometry);
            box = {std::min(box.min_x_m, one.min_x_m), std::min(box.min_y_m, one.min_y_m),
                   std::max(box.max_x_m, one.max_x_m), std::max(box.max_y_m, one.max_y_m)};
        }
    }
    return box.is_empty() ? BoxM{0, 0, 1, 1} : box;  // nothing to show: any place will do
}

std::string text_option(std::string_view name, const std::string& value)
{
    return fmt::format("<Option type=\"QString\" name=\"{}\" value=\"{}\"/>", name, xml_text(value));
}

std::string wkt_of(OGRSpatialReferenceH reference)
{
    char* text = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", nullptr};
    OSRExportToWktEx(reference, &text, options);
    std::string wkt = text != nullptr ? text : "";
    CPLFree(text);
    return wkt;
}

}  // namespace

ProjectLayers project_layers(const LayerSet& layers, const QgisText& text)
{
    ProjectLayers result;
    result.extent = extent_of(layers);
    for (const QgisTheme& theme : text.themes) {
        result.groups.push_back(group_of(layers, theme, text.has_rasters));
    }
    for (const Layer& layer : layers.layers) {
        if (layer.theme.empty()) {
            const bool boundary = layer.table.name == "boundary";
            result.background.push_back(
                vector_layer(layer, {"", layer.title, Drawing::own_style, boundary, false}, layers.crs));
        }
    }
    return result;
}

std::string crs_xml(const std::string& crs)
{
    const OwnedReference reference = spatial_reference(crs);
    const char* authority = OSRGetAuthorityName(reference.get(), nullptr);
    const char* code = OSRGetAuthorityCode(reference.get(), nullptr);
    const std::string id =
        authority != nullptr && code != nullptr ? fmt::format("{}:{}", authority, code) : "";
    return fmt::format("<spatialrefsys nativeFormat=\"Wkt\"><wkt>{}</wkt><authid>{}</authid></spatialrefsys>",
                       xml_text(wkt_of(reference.get())), xml_text(id));
}

std::string tree_layer_xml(const ProjectLayer& layer, TreeUse use)
{
    std::string properties = "<Option/>";
    if (use == TreeUse::legend) {
        properties = fmt::format(
            "<Option type=\"Map\">{}{}</Option>", text_option("legend/title-label", layer.legend),
            layer.legend_lines.empty() ? "" : text_option("legend/node-order", layer.legend_lines));
    }
    return fmt::format(
        "<layer-tree-layer id=\"{}\" name=\"{}\" source=\"{}\" providerKey=\"{}\" checked=\"{}\" "
        "expanded=\"{}\"><customproperties>{}</customproperties></layer-tree-layer>\n",
        xml_text(layer.id), xml_text(layer.name), xml_text(layer.source), layer.provider,
        layer.visible || use == TreeUse::legend ? "Qt::Checked" : "Qt::Unchecked", layer.visible ? 1 : 0,
        properties);
}

}  // namespace wardmap::formats
