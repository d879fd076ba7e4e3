#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "html_table.hpp"
#include "markup_text.hpp"
#include "method_text.hpp"
#include "page_style.hpp"
#include "public_section.hpp"
#include "theme_section.hpp"
#include "wardmap/report.hpp"

namespace wardmap {

namespace {

using report::count_text;
using report::escaped;
using report::percent_text;

constexpr std::size_t answer_lines = 10;  // over all themes: what a reader takes in at once
constexpr double good_hit_rate = 0.9;     // below it maps mislead (methods.md §8; Ratcliffe 2004: 85 %)

std::string head_html(const ReportText& text)
{
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; "
        "img-src data:\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
        escaped(text.title + ", " + text.period), report::page_style(text.marking));
}

std::string marking_html(const ReportText& text)
{
    return text.marking.empty() ? "" : fmt::format("<p class=\"marking\">{}</p>\n", escaped(text.marking));
}

std::string title_html(const ReportText& text)
{
    std::string out =
        fmt::format("<div class=\"page title\">\n<h1>{}</h1>\n<p>{}</p>\n<nav aria-label=\"Contents\"><ul>\n",
                    escaped(text.title), escaped(text.period));
    for (std::size_t i = 0; i < text.themes.size(); ++i) {
        out += fmt::format("<li><a href=\"#theme-{}\">{}</a></li>\n", i + 1, escaped(text.themes[i].title));
    }
    return out + (text.is_public ? "" : "<li><a href=\"#records\">Records</a></li>\n") +
           "<li><a href=\"#method\">Method</a></li>\n"
           "<li><a href=\"#sources\">Sources</a></li>\n</ul></nav>\n</div>\n";
}

std::string answer_html(const ReportText& text)
{
    std::string out = "<section aria-labelledby=\"answer\">\n<h2 id=\"answer\">The answer in brief</h2>\n";
    if (text.themes.empty()) {
        return out + "<p>The study names no theme, so there is nothing to tell.</p>\n</section>\n";
    }
    const std::size_t each = std::max<std::size_t>(1, answer_lines / text.themes.size());
    for (std::size_t i = 0; i < text.themes.size(); ++i) {
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
    return out + "</section>\n";
}

std::string named_with_count(const Layer* layer, const char* name_field)
{
    const auto rows = report::features_by(layer, "incidents", true);
    if (rows.empty()) {
        return {};
    }
    const Value& incidents = report::value_of(layer->table, *rows.front(), "incidents");
    const std::string name = report::text_of(layer->table, *rows.front(), name_field);
    const auto number = value_number(incidents);
    return !number || *number <= 0 ? std::string{}
                                   : fmt::format("{} ({})", name, report::shown(incidents, 0));
}

std::string glance_html(const LayerSet& layers, const ReportText& text)
{
    report::PlainTable table{.id = "glance",
                             .caption = "At a glance; incidents in brackets",
                             .headers = {"Theme", "Incidents", "Hotspots", "Foremost hotspot",
                                         "Ward with the most", "Tower block with the most"},
                             .is_number = {false, true, true, false, false, false},
                             .rows = {}};
    for (const ThemeText& theme : text.themes) {
        const report::ThemeLayers of_theme = report::theme_layers(layers, theme.id);
        const auto hotspots = report::features_by(of_theme.hotspots, "rank");
        std::string first;
        if (!hotspots.empty()) {
            const std::string place =
                report::text_of(of_theme.hotspots->table, *hotspots.front(), "nearest_place");
            const std::string count =
                report::shown(report::value_of(of_theme.hotspots->table, *hotspots.front(), "incidents"), 0);
            first = fmt::format("{} ({})", place.empty() ? "Unnamed place" : place,
                                count.empty() ? "not shown" : count);
        }
        table.rows.push_back({theme.title, count_text(theme.incidents), count_text(hotspots.size()), first,
                              named_with_count(of_theme.wards, "ward_name"),
                              named_with_count(of_theme.blocks, "block_name")});
    }
    return text.themes.empty() ? "" : "<div class=\"glance\">" + report::plain_table_html(table) + "</div>\n";
}

report::PlainTable ledger_table(const Ledger& ledger)
{
    const auto share = [&](std::size_t rows) {
        return ledger.read == 0 ? std::string{}
                                : percent_text(static_cast<double>(rows) / static_cast<double>(ledger.read));
    };
    report::PlainTable table{.id = "ledger",
                             .caption = "Where every row that was read went",
                             .headers = {"Rows", "Number", "Share"},
                             .is_number = {false, true, true},
                             .rows = {}};
    const auto add = [&](std::string name, std::size_t rows) {
        table.rows.push_back({std::move(name), count_text(rows), share(rows)});
    };
    add("Located", ledger.located);
    add("Not found in the gazetteer", ledger.unmatched);
    add("More than one place fits", ledger.ambiguous);
    for (const auto& [reason, rows] : ledger.rejected) {
        add("Rejected: " + reason, rows);
    }
    add("All rows read", ledger.read);
    return table;
}

/// The hit rates of themes, files, months and wards, so that a gap in one of them is seen.
report::PlainTable hit_rate_table(const std::vector<HitRate>& rates)
{
    report::PlainTable table{
        .id = "hit_rates",
        .caption = "Hit rate by level and theme, and every file, month and ward under 90 %",
        .headers = {"By", "Group", "Rows", "Located", "At an address", "Hit rate"},
        .is_number = {false, false, true, true, true, true},
        .rows = {}};
    for (const HitRate& rate : rates) {
        const bool is_always_told = rate.by == "all" || rate.by == "level" || rate.by == "theme";
        if (!is_always_told && rate.share() >= good_hit_rate) {
            continue;  // all of them are in tables/hit_rate.csv
        }
        table.rows.push_back({rate.by, rate.group, count_text(rate.rows), count_text(rate.located),
                              count_text(rate.at_address), percent_text(rate.share())});
    }
    return table;
}

std::string records_html(const ReportText& text)
{
    const Ledger& ledger = text.ledger;
    std::string out = "<section aria-labelledby=\"records\">\n<h2 id=\"records\">Records and hit rate</h2>\n";
    const std::size_t usable = ledger.read - std::min(ledger.read, ledger.rejected_total());
    out += fmt::format(
        "<p class=\"rate\"><strong>{}</strong> <span>hit rate: {} of {} usable rows were given a "
        "place.</span></p>\n",
        escaped(percent_text(ledger.hit_rate())), count_text(ledger.located), count_text(usable));
    if (usable > 0 && ledger.hit_rate() < good_hit_rate) {
        out +=
            "<p><strong>Warning:</strong> under 90&nbsp;% the rows that are missing from the maps may change "
            "the picture.</p>\n";
    }
    out += report::plain_table_html(ledger_table(ledger));
    if (!text.hit_rates.empty()) {
        out += report::plain_table_html(hit_rate_table(text.hit_rates));
    }
    if (!text.notices.empty()) {
        out += "<h3>Notices</h3>\n<ul class=\"notices\">\n";
        for (const Notice& notice : text.notices) {
            out += fmt::format(
                "<li>{}{}{}</li>\n", notice.severity == Severity::warning ? "<strong>Warning:</strong> " : "",
                notice.where.empty() ? "" : escaped(notice.where + ": "), escaped(notice.text));
        }
        out += "</ul>\n";
    }
    return out + "</section>\n";
}

std::string method_section_html(const ReportText& text)
{
    report::PlainTable table{.id = "parameters",
                             .caption = "What this page was made with",
                             .headers = {"Setting", "Value"},
                             .is_number = {false, false},
                             .rows = {}};
    for (const auto& [name, value] : text.parameters) {
        table.rows.push_back({name, value});
    }
    return fmt::format(
        "<section class=\"method\" aria-labelledby=\"method\">\n<h2 id=\"method\">Method, and what the "
        "numbers do "
        "not say</h2>\n{}{}</section>\n",
        table.rows.empty() ? "" : report::plain_table_html(table),
        text.is_public ? report::public_method_html() : report::method_html());
}

std::string sources_html(const ReportText& text)
{
    std::string out = "<section aria-labelledby=\"sources\">\n<h2 id=\"sources\">Sources and licences</h2>\n";
    if (text.sources.empty()) {
        return out + "<p>The study names no source.</p>\n</section>\n";
    }
    out += "<ul class=\"sources\">\n";
    for (const std::string& source : text.sources) {
        out += fmt::format("<li>{}</li>\n", escaped(source));
    }
    return out + "</ul>\n</section>\n";
}

}  // namespace

std::string report_html(const LayerSet& layers, const ReportText& text)
{
    std::string out = head_html(text);
    out += "<header>\n" + marking_html(text) + title_html(text) + "</header>\n<main class=\"page\">\n";
    out += text.is_public ? report::caveats_html(text)
                          : answer_html(text) + glance_html(layers, text) + records_html(text);
    for (std::size_t i = 0; i < text.themes.size(); ++i) {
        out += report::theme_section_html(layers, text, i);
    }
    out += report::surgeries_html(layers);
    out += method_section_html(text) + sources_html(text);
    return out + "</main>\n<footer>\n" + marking_html(text) + "</footer>\n</body>\n</html>\n";
}

}  // namespace wardmap
