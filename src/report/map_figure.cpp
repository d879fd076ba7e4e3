#include "map_figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "map_canvas.hpp"
#include "markup_text.hpp"
#include "svg_path.hpp"

namespace wardmap::report {

namespace {

std::string legend_html(const std::vector<LegendPart>& legend)
{
    std::string out = "<div class=\"legend\">\n";
    for (const LegendPart& part : legend) {
        out += fmt::format("<div><p>{}</p><ul>\n", escaped(part.heading));
        for (const LegendItem& item : part.items) {
            out += fmt::format(
                "<li><svg width=\"{}\" height=\"{}\" aria-hidden=\"true\">{}</svg><span>{}</span></li>\n",
                px_text(swatch_width_px), px_text(swatch_height_px), item.swatch, escaped(item.label));
        }
        out += "</ul></div>\n";
    }
    return out + "</div>\n";
}

std::string drawing_html(const ThemeMap& map, const std::string& title, const std::string& id)
{
    return fmt::format(
        "<svg class=\"map\" viewBox=\"0 0 {1} {2}\" role=\"img\" "
        "aria-labelledby=\"{3}-title {3}-desc\"><title id=\"{3}-title\">{0}</title><desc "
        "id=\"{3}-desc\">{4}</desc>\n{5}</svg>\n",
        escaped(title), px_text(map.width_px), px_text(map.height_px), id, escaped(map.description), map.svg);
}

/// Where the classes begin: "57.2 163 198 221 298 incidents per km²".
std::string density_key_html(const Style& style)
{
    constexpr double swatch_px = 14;
    std::string items;
    for (const StyleClass& one : style.classes) {
        const std::string label = one.label.substr(0, one.label.find(' '));
        fmt::format_to(
            std::back_inserter(items),
            "<span><svg width=\"{0}\" height=\"10\" aria-hidden=\"true\"><rect width=\"{0}\" height=\"10\" "
            "{1} stroke=\"#8a9298\"/></svg> {2}</span> ",
            swatch_px, fill_text(one.fill, style.opacity), escaped(label == "up" ? "0" : label));
    }
    return items.empty() ? ""
                         : fmt::format("<p class=\"key\">{}{} and more</p>\n", items, escaped(style.unit));
}

}  // namespace

std::string map_html(const ThemeLayers& layers, const std::string& title, const MapOptions& options)
{
    const ThemeMap map = theme_map(layers, options);
    if (map.svg.empty()) {
        return "<p>No map: no layer of this theme has a shape.</p>\n";
    }
    std::string out = fmt::format("<figure>\n<figcaption>{}</figcaption>\n", escaped(title));
    out += drawing_html(map, title, options.id) + legend_html(map.legend);
    if (!map.unnamed.empty()) {
        out += fmt::format("<p class=\"soft\">No room on the map for the name of {}.</p>\n",
                           escaped(listed_text(map.unnamed)));
    }
    if (map.unnumbered > 0) {
        out += fmt::format("<p class=\"soft\">No room on the map for the numbers of {} hotspots.</p>\n",
                           count_text(map.unnumbered));
    }
    return out + "</figure>\n";
}

std::string small_map_html(const ThemeLayers& layers, const std::string& title, const MapOptions& options)
{
    const ThemeMap map = theme_map(layers, options);
    if (map.svg.empty()) {
        return {};
    }
    return "<figure>\n" + drawing_html(map, title, options.id) +
           (layers.density == nullptr ? "" : density_key_html(layers.density->style)) + "</figure>\n";
}

}  // namespace wardmap::report
