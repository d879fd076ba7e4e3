#include "wardmap/qgis_project.hpp"

#include <fmt/format.h>

#include "qgis_layers.hpp"
#include "qgis_layouts.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/version.hpp"
#include "xml_text.hpp"
#include "zip_file.hpp"

namespace wardmap {

namespace {

using formats::ProjectGroup;
using formats::ProjectLayer;
using formats::ProjectLayers;
using formats::TreeUse;
using formats::xml_text;

std::string extent_xml(const BoxM& box)
{
    return fmt::format("<xmin>{}</xmin><ymin>{}</ymin><xmax>{}</xmax><ymax>{}</ymax>",
                       shortest_text(box.min_x_m), shortest_text(box.min_y_m), shortest_text(box.max_x_m),
                       shortest_text(box.max_y_m));
}

/// The panel: a group per theme, of which the first is on.
std::string tree_xml(const ProjectLayers& layers)
{
    std::string xml = "<layer-tree-group><customproperties><Option/></customproperties>\n";
    for (const ProjectGroup& group : layers.groups) {
        const bool first = &group == &layers.groups.front();
        xml += fmt::format(
            "<layer-tree-group name=\"{}\" checked=\"{}\" expanded=\"{}\">"
            "<customproperties><Option/></customproperties>\n",
            xml_text(group.theme.title), first ? "Qt::Checked" : "Qt::Unchecked", first ? 1 : 0);
        for (const ProjectLayer& layer : group.layers) {
            xml += tree_layer_xml(layer, TreeUse::panel);
        }
        xml += "</layer-tree-group>\n";
    }
    for (const ProjectLayer& layer : layers.background) {
        xml += tree_layer_xml(layer, TreeUse::panel);
    }
    return xml + "</layer-tree-group>\n";
}

std::string layers_xml(const ProjectLayers& layers)
{
    std::string xml = "<projectlayers>\n";
    std::string order = "<layerorder>\n";
    const auto add = [&](const std::vector<ProjectLayer>& list) {
        for (const ProjectLayer& layer : list) {
            xml += layer.xml;
            order += fmt::format("<layer id=\"{}\"/>\n", xml_text(layer.id));
        }
    };
    for (const ProjectGroup& group : layers.groups) {
        add(group.layers);
    }
    add(layers.background);
    return xml + "</projectlayers>\n" + order + "</layerorder>\n";
}

/// Map themes: what is visible when one of the themes is looked at, and on its pages.
std::string map_themes_xml(const ProjectLayers& layers)
{
    std::string xml = "<visibility-presets>\n";
    for (const ProjectGroup& group : layers.groups) {
        const std::string title = xml_text(group.theme.title);
        xml += fmt::format(
            "<visibility-preset name=\"{}\" has-expanded-info=\"0\" has-checked-group-info=\"1\">\n", title);
        for (const auto* list : {&group.layers, &layers.background}) {
            for (const ProjectLayer& layer : *list) {
                if (layer.visible) {
                    xml += fmt::format("<layer id=\"{}\" style=\"default\" visible=\"1\" expanded=\"1\"/>\n",
                                       xml_text(layer.id));
                }
            }
        }
        xml += fmt::format(
            "<checked-group-nodes><checked-group-node id=\"{}\"/></checked-group-nodes>\n"
            "</visibility-preset>\n",
            title);
    }
    return xml + "</visibility-presets>\n";
}

std::string abstract_of(const QgisText& text)
{
    std::string abstract = fmt::format("{}, {}.", text.area_name, text.period);
    for (const std::string& source : text.sources) {
        abstract += "\n" + source;
    }
    return abstract + (text.marking.empty() ? "" : "\n" + text.marking);
}

std::string metadata_xml(const QgisText& text)
{
    return fmt::format(
        "<projectMetadata><identifier/><parentidentifier/><language>EN</language><type/><title>{}</title>"
        "<abstract>{}</abstract><links/><author>wardmap {}</author></projectMetadata>\n",
        xml_text(text.title), xml_text(abstract_of(text)), version());
}

std::string project_xml(const LayerSet& set, const QgisText& text)
{
    const ProjectLayers layers = formats::project_layers(set, text);
    const std::string crs = formats::crs_xml(set.crs);
    const std::string extent = extent_xml(layers.extent);
    std::string layouts;
    for (const ProjectGroup& group : layers.groups) {
        layouts += formats::layouts_xml(group, layers.extent, text);
    }
    return fmt::format(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        "<qgis projectname=\"{}\" version=\"3.22.0\">\n<homePath path=\"\"/>\n<title>{}</title>\n"
        "<projectCrs>{}</projectCrs>\n{}"
        "<mapcanvas name=\"theMapCanvas\" annotationsVisible=\"1\"><units>meters</units>"
        "<extent>{}</extent><rotation>0</rotation><destinationsrs>{}</destinationsrs></mapcanvas>\n"
        "{}<properties><Paths><Absolute type=\"bool\">false</Absolute></Paths>"
        "<SpatialRefSys><ProjectionsEnabled "
        "type=\"int\">1</ProjectionsEnabled></SpatialRefSys></properties>\n"
        "{}{}<Layouts>\n{}</Layouts>\n</qgis>\n",
        xml_text(text.title), xml_text(text.title), crs, tree_xml(layers), extent, crs, layers_xml(layers),
        map_themes_xml(layers), metadata_xml(text), layouts);
}

}  // namespace

void write_qgis_project(const std::filesystem::path& file, const LayerSet& layers, const QgisText& text)
{
    formats::write_zip(file, file.stem().string() + ".qgs", project_xml(layers, text));
}

}  // namespace wardmap
