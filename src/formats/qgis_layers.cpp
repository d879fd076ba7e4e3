#include "qgis_layers.hpp"

#include <cpl_conv.h>
#include <fmt/format.h>

#include <algorithm>

#include "gdal_session.hpp"
#include "layer_qml.hpp"
#include "map_stack.hpp"
#include "xml_text.hpp"

namespace wardmap::formats {

namespace {

/// What an atlas draws thick: its ward. On other maps there is no atlas feature.
constexpr std::string_view ward_stroke = "if(@atlas_featureid = $id, 1, 0.35)";

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

ProjectLayer vector_layer(const StackedLayer& place, const std::string& crs)
{
    const Layer& layer = *place.layer;
    ProjectLayer result;
    result.id = project_id(place.id);
    result.source = "./wardmap.gpkg|layername=" + layer.table.name;
    result.provider = "ogr";
    result.name = place.title;
    result.legend =
        place.style.kind == Style::Kind::single ? place.style.classes.front().label : place.style.legend;
    result.visible = place.visible;
    result.in_legend = place.in_legend;
    const std::string stroke(place.is_ward_outline ? ward_stroke : "");
    const std::string content =
        fmt::format("<srs>{}</srs>\n{}<provider encoding=\"UTF-8\">ogr</provider>\n{}", crs_xml(crs),
                    metadata_xml(layer.title, layer.description),
                    style_xml({layer.table, place.style, FieldNames::full, stroke}));
    result.xml =
        map_layer_xml(result,
                      fmt::format("type=\"vector\" geometry=\"{}\" labelsEnabled=\"{}\"",
                                  geometry_name(layer.table.kind), place.style.label_field.empty() ? 0 : 1),
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

ProjectLayer raster_layer(const StackedLayer& place, const std::string& crs)
{
    const RasterLayer& layer = *place.raster;
    ProjectLayer result;
    result.id = project_id(place.id);
    result.source = fmt::format("./rasters/{}.tif", layer.name);
    result.provider = "gdal";
    result.name = place.title;
    result.legend = layer.style.legend;
    result.legend_lines = raster_legend_lines(layer.style.classes.size());
    result.visible = place.visible;
    result.in_legend = place.in_legend;
    result.xml =
        map_layer_xml(result, "type=\"raster\"",
                      fmt::format("<srs>{}</srs>\n{}<provider>gdal</provider>\n{}", crs_xml(crs),
                                  metadata_xml(layer.title, layer.description), raster_style_xml(layer)));
    return result;
}

ProjectGroup group_of(const LayerSet& layers, const QgisTheme& theme, bool has_rasters)
{
    ProjectGroup group{.theme = theme, .layers = {}, .ward_layer = {}};
    for (const StackedLayer& place : stack_of_theme(layers, theme.id, has_rasters)) {
        group.layers.push_back(place.raster != nullptr ? raster_layer(place, layers.crs)
                                                       : vector_layer(place, layers.crs));
        if (place.is_ward_outline) {
            group.ward_layer = group.layers.back().id;
        }
    }
    return group;
}

BoxM extent_of(const LayerSet& layers)
{
    const auto boundary =
        std::ranges::find(layers.layers, "boundary", [](const Layer& layer) { return layer.table.name; });
    BoxM box;
    for (const Layer& layer : layers.layers) {
        if (boundary != layers.layers.end() && &layer != &*boundary) {
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
    for (const StackedLayer& place : stack_of_background(layers)) {
        result.background.push_back(vector_layer(place, layers.crs));
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
