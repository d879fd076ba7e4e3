#include "front_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "html_table.hpp"
#include "map_figure.hpp"
#include "markup_text.hpp"
#include "ward_sheet.hpp"

namespace wardmap::report {

namespace {

constexpr std::size_t answer_lines = 10;  // over all themes: what a reader takes in at once
constexpr std::size_t most_maps = 3;  // beside each other on A4; with more themes there is no room for any
constexpr std::size_t longest_name = 40;

/// The first theme's findings are told one by one; more themes, fewer lines each.
std::string answer_html(const ReportText& text)
{
    std::string out = "<section aria-labelledby=\"answer\">\n<h2 id=\"answer\">The answer in brief</h2>\n";
    if (text.themes.empty()) {
        return out + "<p>The study names no theme, so there is nothing to tell.</p>\n</section>\n";
    }
    const std::size_t told = std::min(answer_lines, text.themes.size());
    const std::size_t each = answer_lines / told;
    for (std::size_t i = 0; i < told; ++i) {
        const ThemeText& theme = text.themes[i];
        out +=
            fmt::format("<div class=\"keep\"><h3>{}</h3>\n<ul class=\"findings\">\n", escaped(theme.title));
        for (std::size_t k = 0; k < std::min(each, theme.findings.size()); ++k) {
            out += fmt::format("<li>{}</li>\n", escaped(theme.findings[k]));
        }
        if (theme.findings.empty()) {
            out += "<li>Nothing was found.</li>\n";
        }
        out +=
            fmt::format("</ul>\n<p class=\"more\"><a href=\"#theme-{}\">Map and tables: {}</a></p></div>\n",
                        i + 1, escaped(theme.title));
    }
    if (told < text.themes.size()) {
        out += fmt::format("<p>{} more themes have sections of their own.</p>\n", text.themes.size() - told);
    }
    return out + "</section>\n";
}

/// The foremost themes' maps, to see at once how they differ.
std::string maps_html(const LayerSet& layers, const ReportText& text)
{
    std::string maps;
    std::size_t drawn = 0;
    for (std::size_t i = 0; i < text.themes.size() && text.themes.size() <= most_maps; ++i) {
        const ThemeText& theme = text.themes[i];
        const MapOptions options{.width_px = 320,
                                 .printed_width_mm = 58,
                                 .id = fmt::format("front-{}", i + 1),
                                 .has_names = false};
        const std::string map =
            theme.incidents == 0 ? "" : small_map_html(theme_layers(layers, theme.id), theme.title, options);
        if (!map.empty()) {
            maps += fmt::format("<div><h3><a href=\"#theme-{}\">{}</a></h3>\n{}</div>\n", i + 1,
                                escaped(theme.title), map);
            ++drawn;
        }
    }
    return maps.empty()
               ? maps
               : fmt::format(
                     "<section aria-labelledby=\"maps\">\n<h2 id=\"maps\" class=\"screen\">Maps</h2>\n"
                     "<div class=\"maps of-{}\">\n{}</div>\n</section>\n",
                     drawn, maps);
}

std::string named_with_count(const Layer* layer, const char* name_field)
{
    const auto rows = features_by(layer, "incidents", true);
    if (rows.empty()) {
        return {};
    }
    const Value& incidents = value_of(layer->table, *rows.front(), "incidents");
    const auto number = value_number(incidents);
    return !number || *number <= 0
               ? std::string{}
               : fmt::format("{} ({})",
                             shortened(text_of(layer->table, *rows.front(), name_field), longest_name),
                             shown(incidents, 0));
}

std::string foremost_hotspot(const Layer* hotspots)
{
    const auto ranked = features_by(hotspots, "rank");
    if (ranked.empty()) {
        return {};
    }
    const std::string place = text_of(hotspots->table, *ranked.front(), "nearest_place");
    const std::string count = shown(value_of(hotspots->table, *ranked.front(), "incidents"), 0);
    return fmt::format("{} ({})", place.empty() ? "Unnamed place" : shortened(place, longest_name),
                       count.empty() ? "not shown" : count);
}

std::string glance_html(const LayerSet& layers, const ReportText& text)
{
    PlainTable table{.id = "glance",
                     .caption = "At a glance; incidents in brackets",
                     .headers = {"Theme", "Incidents", "Hotspots", "Foremost hotspot", "Ward with the most",
                                 "Tower block with the most"},
                     .is_number = {false, true, true, false, false, false},
                     .rows = {}};
    const bool has_change =
        std::ranges::any_of(text.themes, [](const ThemeText& theme) { return !theme.change.empty(); });
    if (has_change) {
        table.headers.emplace_back("Change");
        table.is_number.push_back(false);
    }
    for (std::size_t i = 0; i < std::min(answer_lines, text.themes.size()); ++i) {
        const ThemeText& theme = text.themes[i];
        const ThemeLayers of_theme = theme_layers(layers, theme.id);
        table.rows.push_back(
            {theme.title, count_text(theme.incidents),
             count_text(features_by(of_theme.hotspots, "rank").size()), foremost_hotspot(of_theme.hotspots),
             named_with_count(of_theme.wards, "ward_name"), named_with_count(of_theme.blocks, "block_name")});
        if (has_change) {
            table.rows.back().push_back(theme.change);
        }
    }
    return text.themes.empty() ? "" : "<div class=\"glance\">" + plain_table_html(table) + "</div>\n";
}

std::string hit_rate_html(const ReportText& text)
{
    const Ledger& ledger = text.ledger;
    const std::size_t usable = ledger.read - std::min(ledger.read, ledger.rejected_total());
    std::string out = fmt::format(
        "<section aria-labelledby=\"hits\">\n<h2 id=\"hits\" class=\"screen\">Hit rate</h2>\n<p "
        "class=\"rate\"><strong>{}</strong> "
        "<span>hit rate: {} of {} usable rows were given a place.</span></p>\n",
        escaped(percent_text(ledger.hit_rate())), count_text(ledger.located), count_text(usable));
    if (usable > 0 && ledger.hit_rate() < good_hit_rate) {
        out +=
            "<p><strong>Warning:</strong> under 90&nbsp;% the rows that are missing from the maps may change "
            "the "
            "picture.</p>\n";
    }
    const PlainTable table{
        .id = "front_ledger",
        .caption = "Where the rows went",
        .headers = {"Rows", "Read", "Located", "Not found in the gazetteer", "More than one place fits",
                    "Rejected"},
        .is_number = {false, true, true, true, true, true},
        .rows = {{"Number", count_text(ledger.read), count_text(ledger.located), count_text(ledger.unmatched),
                  count_text(ledger.ambiguous), count_text(ledger.rejected_total())}}};
    return out + plain_table_html(table) + "</section>\n";
}

}  // namespace

std::string title_html(const LayerSet& layers, const ReportText& text)
{
    std::string links;
    const auto add = [&links](const std::string& id, const std::string& title) {
        links += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", id, escaped(title));
    };
    for (std::size_t i = 0; i < text.themes.size(); ++i) {
        add(fmt::format("theme-{}", i + 1), text.themes[i].title);
    }
    if (!text.is_public && has_ward_sheets(layers, text)) {
        add("wards", "Ward by ward");
    }
    if (!text.is_public) {
        add("blocks", "Tower blocks");
        add("records", "Records");
    }
    add("method", "Method");
    add("sources", "Sources");
    return fmt::format(
        "<div class=\"page title\">\n<h1>{}</h1>\n<p>{}{}</p>\n<nav "
        "aria-label=\"Contents\"><ul>\n{}</ul></nav>\n</div>\n",
        escaped(text.title), escaped(text.period),
        escaped(text.comparison.empty() ? "" : ", compared with " + text.comparison), links);
}

std::string front_html(const LayerSet& layers, const ReportText& text)
{
    return "<div class=\"front\">\n" + answer_html(text) + maps_html(layers, text) +
           glance_html(layers, text) + hit_rate_html(text) + "</div>\n";
}

}  // namespace wardmap::report
