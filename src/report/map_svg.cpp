#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "label_placement.hpp"
#include "markup_text.hpp"
#include "svg_path.hpp"
#include "theme_map.hpp"
#include "wardmap/error.hpp"
#include "wardmap/report.hpp"

namespace wardmap {

namespace {

using report::escaped;
using report::px_text;

constexpr double margin_px = 24;
constexpr double map_width_px = 760;
constexpr double legend_width_px = 250;
constexpr double legend_font_px = 13;
constexpr double legend_line_px = 17;
constexpr std::size_t told_hotspots = 8;

/// A sheet that grows downwards line by line.
struct Sheet {
    std::string svg;
    double y = 0;

    void line(double x, double font_px, const std::string& text, const char* more = "")
    {
        y += font_px * 1.35;
        fmt::format_to(std::back_inserter(svg), "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{}>{}</text>",
                       px_text(x), px_text(y), px_text(font_px), more, escaped(text));
    }
    void lines(double x, double font_px, const std::vector<std::string>& texts, const char* more = "")
    {
        for (const std::string& text : texts) {
            line(x, font_px, text, more);
        }
    }
};

void draw_legend_part(Sheet& sheet, const report::LegendPart& part, double left)
{
    sheet.y += 6;
    sheet.lines(left, legend_font_px, report::wrapped(part.heading, legend_font_px * 1.08, legend_width_px),
                " font-weight=\"bold\"");
    sheet.y += 7;
    for (const report::LegendItem& item : part.items) {
        fmt::format_to(std::back_inserter(sheet.svg), "<g transform=\"translate({} {})\">{}</g>",
                       px_text(left), px_text(sheet.y), item.swatch);
        const double indent = report::swatch_width_px + 8;
        const double top = sheet.y;
        sheet.lines(left + indent, legend_font_px,
                    report::wrapped(item.label, legend_font_px, legend_width_px - indent));
        sheet.y = std::max(sheet.y + 6, top + report::swatch_height_px + 2);
    }
    sheet.y += 8;
}

void draw_hotspot_list(Sheet& sheet, const Layer* hotspots, double left)
{
    const auto ranked = report::features_by(hotspots, "rank");
    if (ranked.empty()) {
        return;
    }
    sheet.y += 6;
    sheet.line(left, legend_font_px, "Hotspots", " font-weight=\"bold\"");
    for (std::size_t i = 0; i < std::min(told_hotspots, ranked.size()); ++i) {
        const FeatureTable& table = hotspots->table;
        const std::string place = report::text_of(table, *ranked[i], "nearest_place");
        std::string text = report::text_of(table, *ranked[i], "rank") + ". " +
                           report::shortened(place.empty() ? "unnamed place" : place, 26);
        const std::string incidents = report::shown(report::value_of(table, *ranked[i], "incidents"), 0);
        if (!incidents.empty()) {
            text += " · " + incidents;
        }
        sheet.y += legend_line_px - legend_font_px * 1.35 + 1;
        sheet.line(left, legend_font_px, text);
    }
    if (ranked.size() > told_hotspots) {
        sheet.line(left, legend_font_px, fmt::format("and {} more", ranked.size() - told_hotspots));
    }
}

const ThemeText& theme_named(const ReportText& text, const std::string& theme)
{
    const auto at = std::ranges::find(text.themes, theme, &ThemeText::id);
    if (at == text.themes.end()) {
        throw Error(ErrorKind::usage, "theme " + theme, "the report names no such theme",
                    "Name one of the study's themes");
    }
    return *at;
}

std::string sheet_text(const Sheet& sheet, double height_px, const std::string& title,
                       const std::string& about)
{
    const double width_px = margin_px * 3 + map_width_px + legend_width_px;
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
        "role=\"img\" "
        "aria-labelledby=\"map-title map-about\" xml:lang=\"en-GB\">\n<title id=\"map-title\">{2}</title>\n"
        "<desc id=\"map-about\">{3}</desc>\n"
        "<style>text{{font-family:Helvetica,Arial,\"Liberation Sans\",\"DejaVu Sans\",sans-serif}}</style>\n"
        "<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n<g fill=\"#14181b\">{4}</g>\n</svg>\n",
        px_text(width_px), px_text(height_px), escaped(title), escaped(about), sheet.svg);
}

void draw_map(Sheet& sheet, const report::ThemeMap& map, const Layer* hotspots)
{
    const double top = sheet.y;
    fmt::format_to(std::back_inserter(sheet.svg), "<g transform=\"translate({} {})\">{}</g>",
                   px_text(margin_px), px_text(top), map.svg);
    const double left = margin_px * 2 + map_width_px;
    sheet.y -= 6;
    for (const report::LegendPart& part : map.legend) {
        draw_legend_part(sheet, part, left);
    }
    draw_hotspot_list(sheet, hotspots, left);
    sheet.y = std::max(sheet.y, top + map.height_px);
}

}  // namespace

std::string map_svg(const LayerSet& layers, const std::string& theme, const ReportText& text)
{
    const ThemeText& about = theme_named(text, theme);
    const report::ThemeLayers of_theme = report::theme_layers(layers, theme);
    const report::ThemeMap map =
        report::theme_map(of_theme, {.width_px = map_width_px, .id = "map", .marking = ""});
    const std::string title = report::map_title(of_theme, about, text);
    const double width_px = map_width_px + margin_px + legend_width_px;
    Sheet sheet;
    sheet.y = 12;
    if (!text.marking.empty()) {
        sheet.line(margin_px, 12, text.marking, " font-weight=\"bold\" letter-spacing=\"1\"");
    }
    sheet.lines(margin_px, 21, report::wrapped(title, 22, width_px), " font-weight=\"bold\"");
    sheet.y += 16;
    if (map.svg.empty()) {
        sheet.line(margin_px, 14, "Nothing to draw: no layer of this theme has a shape.");
    } else {
        draw_map(sheet, map, of_theme.hotspots);
    }
    sheet.y += 4;
    for (const std::string& source : text.sources) {
        sheet.lines(margin_px, 10.5, report::wrapped(source, 10.5, width_px), " fill=\"#4d575e\"");
    }
    if (!text.marking.empty()) {
        sheet.y += 2;
        sheet.line(margin_px, 12, text.marking, " font-weight=\"bold\" letter-spacing=\"1\"");
    }
    return sheet_text(sheet, sheet.y + 14, title, map.description);
}

}  // namespace wardmap
