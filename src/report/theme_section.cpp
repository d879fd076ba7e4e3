#include "theme_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "html_table.hpp"
#include "map_figure.hpp"
#include "markup_text.hpp"
#include "public_section.hpp"
#include "trend_chart.hpp"

namespace wardmap::report {

namespace {

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
    return out + limited_table_html(about, layers.hotspots->table, rows);
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
           limited_table_html(about, layers.wards->table, features_by(layers.wards, "incidents", true));
}

std::string months_html(const ThemeLayers& layers, const std::string& id, const ThemeText& theme)
{
    const std::string chart =
        layers.monthly == nullptr
            ? ""
            : trend_html(
                  trend_of(*layers.monthly, ""),
                  {.id = id + "-trend",
                   .title =
                       theme.title +
                       ": incidents by month; grey: what is usual by the months before (control limits), "
                       "triangles: months beyond it"});
    return chart.empty() ? "" : "<h3>Months</h3>\n" + chart;
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
std::string knox_html(const FeatureTable& knox, const std::string& id, const ThemeText& theme)
{
    PlainTable table{
        .id = id + "-knox",
        .caption = theme.title +
                   ": pairs of incidents by distance and days apart, and in brackets how many times chance "
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

std::string near_repeats_html(const ThemeLayers& layers, const std::string& id, const ThemeText& theme)
{
    if (layers.knox == nullptr) {
        return {};
    }
    std::string out = "<h3>Near repeats and spates</h3>\n" + knox_html(*layers.knox, id, theme);
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
        out += limited_table_html(about, layers.spates->table, rows);
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
           limited_table_html(about, layers.clusters->table, rows);
}

}  // namespace

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
                        {.id = id + "-map", .marking = text.marking});
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
        out += hotspots_html(of_theme, id) + wards_html(of_theme, id) + months_html(of_theme, id, theme) +
               times_html(of_theme, id, theme) + near_repeats_html(of_theme, id, theme) +
               clusters_html(of_theme, id);
    }
    return out + "</section>\n";
}

}  // namespace wardmap::report
