#include "qgis_layouts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "wardmap/number_text.hpp"
#include "xml_text.hpp"

namespace wardmap::formats {

namespace {

/// A place on the page (A4 upright: 210 × 297 mm), from its top left corner.
struct PageBox {
    double x_mm, y_mm, width_mm, height_mm;
};
constexpr PageBox page = {0, 0, 210, 297};
constexpr PageBox top_marking = {10, 5, 190, 5};
constexpr PageBox heading = {10, 11, 165, 9};
constexpr PageBox subheading = {10, 20, 165, 6};
constexpr PageBox north = {184, 10, 16, 16};
constexpr PageBox map = {10, 28, 190, 200};
constexpr PageBox legend = {10, 231, 120, 36};
constexpr PageBox scale_bar = {140, 232, 60, 10};
constexpr PageBox facts = {140, 246, 60, 24};
constexpr PageBox method = {10, 273, 190, 13};
constexpr PageBox bottom_marking = {10, 287, 190, 5};

/// What a label looks like; Qt's numbers of alignment: 1 left, 4 centre across.
struct LabelLook {
    int points = 9;
    bool bold = false;
    int align = 1;
};

/// Qt 5's text form of a font, which Qt 6 reads as well. A family that is not there is replaced.
std::string font_xml(std::string_view tag, int points, bool bold)
{
    return fmt::format("<{} description=\"Arial,{},-1,5,{},0,0,0,0,0\" style=\"\"/>", tag, points,
                       bold ? 75 : 50);
}

std::string item_attributes(int type, const std::string& id, const PageBox& box)
{
    return fmt::format(
        "type=\"{}\" id=\"{}\" uuid=\"{}\" templateUuid=\"{}\" position=\"{},{},mm\" "
        "positionOnPage=\"{},{},mm\" size=\"{},{},mm\" visibility=\"1\" opacity=\"1\" referencePoint=\"0\" "
        "itemRotation=\"0\" positionLock=\"false\" excludeFromExports=\"0\" blendMode=\"0\" groupUuid=\"\"",
        type, id, id, id, box.x_mm, box.y_mm, box.x_mm, box.y_mm, box.width_mm, box.height_mm);
}

std::string label_xml(const std::string& id, const PageBox& box, const std::string& text, LabelLook look)
{
    return fmt::format(
        "<LayoutItem {} labelText=\"{}\" htmlState=\"0\" halign=\"{}\" valign=\"32\" marginX=\"0\" "
        "marginY=\"0\" frame=\"false\" background=\"false\">{}<FontColor red=\"30\" green=\"30\" blue=\"30\" "
        "alpha=\"255\"/></LayoutItem>\n",
        item_attributes(65641, id, box), xml_text(text), look.align,
        font_xml("LabelFont", look.points, look.bold));
}

/// What is read as text must not be taken for an expression of QGIS, which stands between [% and %].
std::string plain_words(std::string text)
{
    for (std::size_t at = text.find("[%"); at != std::string::npos; at = text.find("[%", at + 1)) {
        text.insert(at + 1, " ");
    }
    return text;
}

/// The extent with the sides in the ratio of the map's, and a margin: QGIS would else bend the item.
BoxM extent_for_map(const BoxM& extent)
{
    constexpr double margin = 1.04;
    const double ratio = map.width_mm / map.height_mm;
    double width_m = std::max(1.0, extent.max_x_m - extent.min_x_m) * margin;
    double height_m = std::max(1.0, extent.max_y_m - extent.min_y_m) * margin;
    width_m = std::max(width_m, height_m * ratio);
    height_m = width_m / ratio;
    const double x_m = (extent.min_x_m + extent.max_x_m) / 2;
    const double y_m = (extent.min_y_m + extent.max_y_m) / 2;
    return {x_m - width_m / 2, y_m - height_m / 2, x_m + width_m / 2, y_m + height_m / 2};
}

std::string map_xml(const std::string& id, const std::string& theme, const BoxM& extent, bool atlas)
{
    return fmt::format(
        "<LayoutItem {} frame=\"true\" outlineWidthM=\"0.2,mm\" background=\"true\" mapRotation=\"0\" "
        "followPreset=\"true\" followPresetName=\"{}\" keepLayerSet=\"false\" mapFlags=\"0\" "
        "drawCanvasItems=\"false\">"
        "<Extent xmin=\"{}\" ymin=\"{}\" xmax=\"{}\" ymax=\"{}\"/><LayerSet/>"
        "<AtlasMap scalingMode=\"2\" margin=\"0.15\" atlasDriven=\"{}\"/></LayoutItem>\n",
        item_attributes(65639, id, map), xml_text(theme), shortest_text(extent.min_x_m),
        shortest_text(extent.min_y_m), shortest_text(extent.max_x_m), shortest_text(extent.max_y_m),
        atlas ? 1 : 0);
}

std::string legend_style(std::string_view name, int points, bool bold, double above_mm)
{
    return fmt::format(
        "<style name=\"{}\" alignment=\"1\" indent=\"0\" marginLeft=\"{}\" marginTop=\"{}\">{}</style>", name,
        name == "symbolLabel" ? 2 : 0, shortest_text(above_mm), font_xml("styleFont", points, bold));
}

std::string legend_xml(const std::string& id, const std::string& map_id, const ProjectGroup& group)
{
    std::string tree;
    for (const ProjectLayer& layer : group.layers) {
        if (layer.in_legend) {
            tree += tree_layer_xml(layer, TreeUse::legend);
        }
    }
    return fmt::format(
        "<LayoutItem {} map_uuid=\"{}\" title=\"\" columnCount=\"2\" splitLayer=\"0\" equalColumnWidth=\"0\" "
        "symbolWidth=\"6\" symbolHeight=\"3.4\" boxSpace=\"0\" columnSpace=\"6\" lineSpacing=\"0.6\" "
        "resizeToContents=\"1\" legendFilterByAtlas=\"0\" wrapChar=\"\" fontColor=\"#1e1e1e\" "
        "rasterBorder=\"0\" frame=\"false\" background=\"false\"><styles>{}{}{}{}{}</styles>"
        "<layer-tree-group><customproperties><Option/></customproperties>\n{}</layer-tree-group>"
        "</LayoutItem>\n",
        item_attributes(65642, id, legend), map_id, legend_style("title", 10, true, 0),
        legend_style("group", 9, true, 2), legend_style("subgroup", 8, true, 2),
        legend_style("symbol", 8, false, 1), legend_style("symbolLabel", 8, false, 1), tree);
}

std::string scale_bar_xml(const std::string& id, const std::string& map_id)
{
    return fmt::format(
        "<LayoutItem {} mapUuid=\"{}\" style=\"Single Box\" unitType=\"meters\" unitLabel=\"m\" "
        "numMapUnitsPerScaleBarUnit=\"1\" numSegments=\"2\" numSegmentsLeft=\"0\" segmentSizeMode=\"1\" "
        "minBarWidth=\"25\" maxBarWidth=\"50\" numUnitsPerSegment=\"500\" segmentMillimeters=\"20\" "
        "height=\"2\" labelBarSpace=\"1.5\" boxContentSpace=\"0\" outlineWidth=\"0.2\" alignment=\"0\" "
        "frame=\"false\" background=\"false\"><text-style fontFamily=\"Arial\" fontSize=\"8\" "
        "fontSizeUnit=\"Point\" fontWeight=\"50\" namedStyle=\"Regular\" textColor=\"30,30,30,255\" "
        "textOpacity=\"1\"/></LayoutItem>\n",
        item_attributes(65646, id, scale_bar), map_id);
}

/// One of the arrows that QGIS carries in itself.
std::string north_xml(const std::string& id, const std::string& map_id)
{
    return fmt::format(
        "<LayoutItem {} mapUuid=\"{}\" file=\":/images/north_arrows/layout_default_north_arrow.svg\" "
        "mode=\"0\" resizeMode=\"0\" anchorPoint=\"0\" northMode=\"0\" northOffset=\"0\" "
        "svgFillColor=\"30,30,30,255\" svgBorderColor=\"30,30,30,255\" svgBorderWidth=\"0.2\" "
        "pictureRotation=\"0\" frame=\"false\" background=\"false\"/>\n",
        item_attributes(65640, id, north), map_id);
}

std::string page_xml(const std::string& id)
{
    return fmt::format(
        "<PageCollection><LayoutItem {} frame=\"false\" background=\"true\">"
        "<symbol type=\"fill\" name=\"\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">"
        "<layer class=\"SimpleFill\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">"
        "<Option type=\"QString\" name=\"color\" value=\"255,255,255,255\"/>"
        "<Option type=\"QString\" name=\"outline_style\" value=\"no\"/>"
        "<Option type=\"QString\" name=\"style\" value=\"solid\"/></Option></layer></symbol></LayoutItem>"
        "<GuideCollection visible=\"1\"/></PageCollection>\n",
        item_attributes(65638, id, page));
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& part : parts) {
        text += (text.empty() ? "" : "; ") + part;
    }
    return text;
}

std::string foot_text(const ProjectGroup& group, const QgisText& text)
{
    std::string foot = group.theme.method;
    if (!text.sources.empty()) {
        foot += (foot.empty() ? "" : "\n") + ("Sources: " + joined(text.sources));
    }
    return plain_words(foot);
}

/// What the ward's row says; a value that the profile hides, or that there is not, is "–".
constexpr std::string_view ward_facts =
    "[% \"ward_name\" %]\n"
    "Incidents: [% coalesce(format_number(\"incidents\", 0), '–') %]\n"
    "Per 1,000 residents: [% coalesce(format_number(\"rate_per_1000\", 1), '–') %]\n"
    "Per km²: [% coalesce(format_number(\"density_per_km2\", 1), '–') %]\n"
    "Rank among the wards: [% coalesce(\"rank\", '–') %]";

constexpr std::string_view public_ward_facts =
    "[% \"ward_name\" %]\n"
    "Incidents: [% coalesce(\"incidents_published\", '–') %]\n"
    "Per 1,000 residents: [% coalesce(format_number(\"rate_published\", 1), '–') %]\n"
    "Residents: [% coalesce(format_number(\"population\", 0), '–') %]";

std::string layout_xml(const ProjectGroup& group, const BoxM& extent, const QgisText& text, bool atlas)
{
    const std::string prefix = fmt::format("{}_{}_", group.theme.id, atlas ? "ward" : "town");
    const std::string map_id = prefix + "map";
    const std::string title = plain_words(
        fmt::format("{}: {}", group.theme.title, text.is_public ? "recorded incidents" : "hotspots"));
    std::string xml = fmt::format(
        "<Layout name=\"{}\" units=\"mm\" printResolution=\"300\" worldFileMap=\"{}\">\n"
        "<Snapper snapToItems=\"1\" snapToGuides=\"1\" snapToGrid=\"0\" tolerance=\"5\"/>\n"
        "<Grid resolution=\"10\" resUnits=\"mm\" offsetX=\"0\" offsetY=\"0\" offsetUnits=\"mm\"/>\n{}",
        xml_text(group.theme.title + (atlas ? ": wards" : "")), map_id, page_xml(prefix + "page"));
    xml += map_xml(map_id, group.theme.title, extent_for_map(extent), atlas);
    xml += label_xml(prefix + "heading", heading, title + (atlas ? " in [% \"ward_name\" %]" : ""),
                     {.points = 18, .bold = true});
    xml += label_xml(prefix + "period", subheading,
                     plain_words(fmt::format("{}, {}", text.area_name, text.period)), {.points = 11});
    xml += legend_xml(prefix + "legend", map_id, group);
    xml += scale_bar_xml(prefix + "scale", map_id);
    xml += north_xml(prefix + "north", map_id);
    xml += label_xml(prefix + "method", method, foot_text(group, text), {.points = 7});
    if (atlas) {
        xml += label_xml(prefix + "facts", facts,
                         std::string(text.is_public ? public_ward_facts : ward_facts), {.points = 9});
    }
    if (!text.marking.empty()) {
        const LabelLook look = {.points = 9, .bold = true, .align = 4};
        xml += label_xml(prefix + "marking_top", top_marking, plain_words(text.marking), look);
        xml += label_xml(prefix + "marking_bottom", bottom_marking, plain_words(text.marking), look);
    }
    if (atlas) {
        xml += fmt::format(
            "<Atlas enabled=\"1\" hideCoverage=\"0\" coverageLayer=\"{0}\" coverageLayerName=\"\" "
            "coverageLayerSource=\"\" coverageLayerProvider=\"ogr\" "
            "pageNameExpression=\"&quot;ward_name&quot;\" "
            "filenamePattern=\"'{1}_' || &quot;ward_id&quot;\" sortFeatures=\"1\" "
            "sortKey=\"&quot;ward_name&quot;\" sortAscending=\"1\" filterFeatures=\"0\"/>\n",
            group.ward_layer, xml_text(group.theme.id));
    }
    return xml + "</Layout>\n";
}

}  // namespace

std::string layouts_xml(const ProjectGroup& group, const BoxM& extent, const QgisText& text)
{
    std::string xml = layout_xml(group, extent, text, false);
    if (!group.ward_layer.empty()) {
        xml += layout_xml(group, extent, text, true);
    }
    return xml;
}

}  // namespace wardmap::formats
