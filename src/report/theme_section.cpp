#include "theme_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "html_table.hpp"
#include "markup_text.hpp"
#include "public_section.hpp"
#include "svg_path.hpp"
#include "theme_map.hpp"

namespace wardmap::report {

namespace {

constexpr std::size_t most_rows = 40;  // of a table on the page; the files hold all
constexpr std::size_t most_named = 8;

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

std::string names_text(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(most_named, names.size()); ++i) {
        text += (i == 0 ? "" : ", ") + names[i];
    }
    return names.size() <= most_named ? text : fmt::format("{} and {} more", text, names.size() - most_named);
}

std::string map_html(const ThemeLayers& layers, const std::string& title, const MapOptions& options)
{
    const ThemeMap map = theme_map(layers, options);
    if (map.svg.empty()) {
        return "<p>No map: no layer of this theme has a shape.</p>\n";
    }
    std::string out = fmt::format(
        "<figure>\n<figcaption>{0}</figcaption>\n<svg class=\"map\" viewBox=\"0 0 {1} {2}\" role=\"img\" "
        "aria-labelledby=\"{3}-title {3}-desc\"><title id=\"{3}-title\">{0}</title><desc "
        "id=\"{3}-desc\">{4}</desc>\n{5}</svg>\n",
        escaped(title), px_text(map.width_px), px_text(map.height_px), options.id, escaped(map.description),
        map.svg);
    out += legend_html(map.legend);
    if (!map.unnamed.empty()) {
        out += fmt::format("<p class=\"soft\">No room on the map for the name of {}.</p>\n",
                           escaped(names_text(map.unnamed)));
    }
    if (map.unnumbered > 0) {
        out += fmt::format("<p class=\"soft\">No room on the map for the numbers of {} hotspots.</p>\n",
                           count_text(map.unnumbered));
    }
    return out + "</figure>\n";
}

/// The table, or its first rows and a word on the rest.
std::string limited_table(const TableText& about, const Layer& layer, std::vector<const Feature*> rows)
{
    const std::size_t all = rows.size();
    rows.resize(std::min(all, most_rows));
    std::string out = feature_table_html(about, layer.table, rows);
    if (all > most_rows) {
        out += fmt::format("<p class=\"soft\">The first {} of {}; tables/{}.csv holds all.</p>\n", most_rows,
                           count_text(all), escaped(layer.table.name));
    }
    return out;
}

std::string hotspots_html(const ThemeLayers& layers, const std::string& id)
{
    std::string out = "<h3>Hotspots</h3>\n";
    const auto rows = features_by(layers.hotspots, "rank");
    if (rows.empty()) {
        return out + "<p>No hotspot: nowhere are there more incidents than chance would give.</p>\n";
    }
    const TableText about{.id = id + "-hotspots",
                          .caption = layers.hotspots->title,
                          .columns = {{"rank"},
                                      {"nearest_place"},
                                      {"wards"},
                                      {"incidents"},
                                      {"expected", 1},
                                      {"share_pct", 1},
                                      {"area_km2", 3},
                                      {"places"},
                                      {"top_place_pct", 0},
                                      {"peak_time"},
                                      {"pattern"},
                                      {"hot_since"},
                                      {"hot_before"}}};
    return out + limited_table(about, *layers.hotspots, rows);
}

std::string wards_html(const ThemeLayers& layers, const std::string& id)
{
    if (layers.wards == nullptr) {
        return "<h3>Wards</h3>\n<p>The study names no wards.</p>\n";
    }
    const Column rate{"rate_per_1000", 1, "rate_low", "rate_high"};
    const auto has_rate = [&](const Feature& row) {
        return value_number(value_of(layers.wards->table, row, rate.field)).has_value();
    };
    // Without residents, land is the next best thing to divide by.
    const bool has_rates = std::ranges::any_of(layers.wards->table.features, has_rate);
    const TableText about{.id = id + "-wards",
                          .caption = layers.wards->title,
                          .columns = {{"ward_name"},
                                      {"incidents"},
                                      {"share_pct", 1},
                                      {"population"},
                                      has_rates ? rate : Column{"density_per_km2", 1},
                                      {"previous"},
                                      {"change_words"},
                                      {"signal_months"},
                                      {"top_hotspots"},
                                      {"peak_time"}}};
    return "<h3>Wards</h3>\n" +
           (layers.wards->description.empty()
                ? ""
                : fmt::format("<p>{}</p>\n", escaped(layers.wards->description))) +
           limited_table(about, *layers.wards, features_by(layers.wards, "incidents", true));
}

/// True for a count that is known to be 0; a hidden count is not.
bool is_without_incident(const Layer& layer, const Feature& row)
{
    const auto number = value_number(value_of(layer.table, row, "incidents"));
    return number && *number == 0;
}

std::string blocks_html(const ThemeLayers& layers, const std::string& id)
{
    std::string out = "<h3>Tower blocks</h3>\n";
    if (layers.blocks == nullptr || layers.blocks->table.features.empty()) {
        return out +
               "<p>No table: the study names no tower blocks, or positions are too coarse to give an "
               "incident "
               "to a building; the notices say which.</p>\n";
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
        return out + "<p>No incident in any tower block.</p>\n";
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
    out += limited_table(about, *layers.blocks, rows);
    if (!quiet.empty()) {
        out += fmt::format("<p class=\"soft\">No incident: {}.</p>\n", escaped(names_text(quiet)));
    }
    return out;
}

std::string times_html(const ThemeLayers& layers, const std::string& id, const ThemeText& theme)
{
    std::string out = "<h3>Hours and weekdays</h3>\n";
    const std::string caption = theme.title + ": incidents by weekday and hour, darker is more";
    const std::string table =
        layers.times == nullptr ? "" : hours_table_html(id + "-hours", caption, *layers.times);
    return out + (table.empty() ? "<p>No table: the records hold no times of day.</p>\n" : table);
}

/// Knox's table as people read it: distance down, days across; observed pairs and their ratio to chance.
std::string knox_html(const FeatureTable& knox, const std::string& id)
{
    PlainTable table{
        .id = id + "-knox",
        .caption =
            "Pairs of incidents by distance and days apart, and in brackets how many times chance "
            "that is; * more than chance would give (p below 0.05, 1.2 times or more)",
        .headers = {"Distance apart"},
        .is_number = {false},
        .rows = {}};
    for (const Feature& row : knox.features) {
        const std::string distance = text_of(knox, row, "distance_band");
        if (table.rows.empty() || table.rows.back().front() != distance) {
            table.rows.push_back({distance});
        }
        if (table.rows.size() == 1) {
            table.headers.push_back(text_of(knox, row, "days_band"));
            table.is_number.push_back(true);
        }
        const std::string ratio = shown(value_of(knox, row, "knox_ratio"), 2);
        const Value& repeats = value_of(knox, row, "near_repeat");
        table.rows.back().push_back(fmt::format("{} ({}{})", shown(value_of(knox, row, "pairs"), 0),
                                                ratio.empty() ? "–" : ratio,
                                                repeats == Value{true} ? "*" : ""));
    }
    return plain_table_html(table);
}

std::string near_repeats_html(const ThemeLayers& layers, const std::string& id)
{
    if (layers.knox == nullptr) {
        return {};
    }
    std::string out = "<h3>Near repeats and spates</h3>\n" + knox_html(*layers.knox, id);
    const auto rows = features_by(layers.spates, "rank");
    if (!rows.empty()) {
        const TableText about{.id = id + "-spates",
                              .caption = layers.spates->title,
                              .columns = {{"rank"},
                                          {"incidents"},
                                          {"first_day"},
                                          {"last_day"},
                                          {"places"},
                                          {"top_place_pct", 0},
                                          {"area_km2", 3}}};
        out += limited_table(about, *layers.spates, rows);
    }
    return out;
}

std::string clusters_html(const ThemeLayers& layers, const std::string& id)
{
    const auto rows = features_by(layers.clusters, "rank");
    if (rows.empty()) {
        return {};
    }
    const TableText about{.id = id + "-clusters",
                          .caption = layers.clusters->title,
                          .columns = {{"rank"},
                                      {"incidents"},
                                      {"share_pct", 1},
                                      {"places"},
                                      {"top_place_pct", 0},
                                      {"area_km2", 3},
                                      {"density_per_km2", 1}}};
    return fmt::format("<h3>Clusters</h3>\n<p>{}</p>\n", escaped(layers.clusters->description)) +
           limited_table(about, *layers.clusters, rows);
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
    return "<h3>Patrol places</h3>\n" + limited_table(about, *layers.patrol, rows);
}

}  // namespace

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
           limited_table(about, *found, features_by(&*found, "rank")) + "</section>\n";
}

std::string theme_section_html(const LayerSet& layers, const ReportText& text, std::size_t index)
{
    const ThemeText& theme = text.themes[index];
    const ThemeLayers of_theme = theme_layers(layers, theme.id);
    const std::string id = fmt::format("theme-{}", index + 1);
    // A theme without incidents is told in a line: no sheet of paper of its own, no empty map, no empty table.
    const bool is_empty = theme.incidents == 0;
    std::string out = fmt::format("<section{2} aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n", id,
                                  escaped(theme.title), is_empty ? "" : " class=\"theme\"");
    if (!is_empty) {
        out += map_html(of_theme, map_title(of_theme, theme, text),
                        {.width_px = 640, .id = id + "-map", .marking = text.marking});
    }
    out += "<h3>Findings</h3>\n<ul class=\"findings\">\n";
    for (const std::string& finding : theme.findings) {
        out += fmt::format("<li>{}</li>\n", escaped(finding));
    }
    if (theme.findings.empty()) {
        out += "<li>Nothing was found.</li>\n";
    }
    out += "</ul>\n";
    if (text.is_public) {
        out += public_tables_html(layers, theme, id);
    } else if (!is_empty) {
        out += hotspots_html(of_theme, id) + wards_html(of_theme, id) + blocks_html(of_theme, id) +
               times_html(of_theme, id, theme) + near_repeats_html(of_theme, id) +
               clusters_html(of_theme, id) + patrol_html(of_theme, id);
    }
    return out + "</section>\n";
}

}  // namespace wardmap::report
