#include "place_sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "html_table.hpp"
#include "markup_text.hpp"

namespace wardmap::report {

namespace {

/// True for a count that is known to be 0; a hidden count is not.
bool is_without_incident(const Layer& layer, const Feature& row)
{
    const auto number = value_number(value_of(layer.table, row, "incidents"));
    return number && *number == 0;
}

std::string blocks_html(const ThemeLayers& layers, const std::string& id)
{
    if (layers.blocks == nullptr || layers.blocks->table.features.empty()) {
        return {};
    }
    std::vector<const Feature*> rows;
    std::vector<std::string> quiet;
    for (const Feature* row : features_by(layers.blocks, "incidents", true)) {
        if (is_without_incident(*layers.blocks, *row)) {
            quiet.push_back(text_of(layers.blocks->table, *row, "block_name"));
        } else {
            rows.push_back(row);
        }
    }
    if (rows.empty()) {
        return "<p>No incident in any tower block.</p>\n";
    }
    const TableText about{
        .id = id + "-blocks",
        .caption = layers.blocks->title,
        .columns = {{"block_name"},
                    {"incidents"},
                    {"last_3_months"},
                    {"dwellings"},
                    {"rate_per_100_dwellings", 1, "dwelling_rate_low", "dwelling_rate_high"},
                    {"flats"},
                    {"repeats"},
                    {"top_reporter_pct", 0},
                    {"case_review"},
                    {"previous"},
                    {"change_words"}}};
    std::string out = limited_table_html(about, layers.blocks->table, rows);
    if (!quiet.empty()) {
        out += fmt::format("<p class=\"soft\">No incident: {}.</p>\n", escaped(listed_text(quiet)));
    }
    return out;
}

std::string patrol_html(const ThemeLayers& layers, const std::string& id)
{
    const auto rows = features_by(layers.patrol, "rank");
    if (rows.empty()) {
        return {};
    }
    const TableText about{.id = id + "-patrol",
                          .caption = layers.patrol->title,
                          .columns = {{"rank"},
                                      {"nearest_place"},
                                      {"ward_name"},
                                      {"incidents"},
                                      {"cumulative_pct", 1},
                                      {"peak_time"},
                                      {"visits"},
                                      {"x_m", 0},
                                      {"y_m", 0}}};
    return limited_table_html(about, layers.patrol->table, rows);
}

/// A part for each theme for which `part` has something to say.
std::string over_themes(const LayerSet& layers, const ReportText& text,
                        const std::function<std::string(const ThemeLayers&, const std::string&)>& part)
{
    std::string out;
    for (std::size_t i = 0; i < text.themes.size(); ++i) {
        const std::string content =
            text.themes[i].incidents == 0
                ? ""
                : part(theme_layers(layers, text.themes[i].id), fmt::format("theme-{}", i + 1));
        if (!content.empty()) {
            out += fmt::format("<h3>{}</h3>\n{}", escaped(text.themes[i].title), content);
        }
    }
    return out;
}

}  // namespace

std::string tower_blocks_html(const LayerSet& layers, const ReportText& text)
{
    const std::string tables = over_themes(layers, text, blocks_html);
    return fmt::format(
        "<section class=\"chapter\" aria-labelledby=\"blocks\">\n<h2 id=\"blocks\">Tower "
        "blocks</h2>\n{}</section>\n",
        tables.empty()
            ? "<p>No table: the study names no tower blocks, or positions are too coarse to give an incident "
              "to a building; the notices say which.</p>\n"
            : tables);
}

std::string patrol_places_html(const LayerSet& layers, const ReportText& text)
{
    const std::string tables = over_themes(layers, text, patrol_html);
    return tables.empty()
               ? tables
               : "<section class=\"chapter\" aria-labelledby=\"patrol\">\n<h2 id=\"patrol\">Patrol "
                 "places</h2>\n" +
                     tables + "</section>\n";
}

std::string surgeries_html(const LayerSet& layers)
{
    const auto found =
        std::ranges::find(layers.layers, "surgeries", [](const Layer& layer) { return layer.table.name; });
    if (found == layers.layers.end() || found->table.features.empty()) {
        return {};
    }
    const TableText about{.id = "surgeries-table",
                          .caption = found->title,
                          .columns = {{"rank"},
                                      {"venue_name"},
                                      {"ward_name"},
                                      {"incidents"},
                                      {"new_incidents"},
                                      {"months_since", 1},
                                      {"surgery_score", 1},
                                      {"surgery_why"}}};
    return "<section aria-labelledby=\"surgeries\">\n<h2 id=\"surgeries\">Resident surgeries</h2>\n<p>" +
           escaped(found->description) + "</p>\n" +
           limited_table_html(about, found->table, features_by(&*found, "rank")) + "</section>\n";
}

}  // namespace wardmap::report
