#include <fmt/format.h>

#include <algorithm>

#include "front_page.hpp"
#include "html_table.hpp"
#include "markup_text.hpp"
#include "method_text.hpp"
#include "page_style.hpp"
#include "place_sections.hpp"
#include "public_section.hpp"
#include "theme_section.hpp"
#include "ward_sheet.hpp"
#include "wardmap/report.hpp"

namespace wardmap {

namespace {

using report::count_text;
using report::escaped;
using report::percent_text;

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
        if (!is_always_told && rate.share() >= report::good_hit_rate) {
            continue;  // all of them are in tables/hit_rate.csv
        }
        table.rows.push_back({rate.by, rate.group, count_text(rate.rows), count_text(rate.located),
                              count_text(rate.at_address), percent_text(rate.share())});
    }
    return table;
}

std::string records_html(const ReportText& text)
{
    std::string out =
        "<section class=\"chapter\" aria-labelledby=\"records\">\n<h2 id=\"records\">Records and hit "
        "rate</h2>\n";
    out += report::plain_table_html(ledger_table(text.ledger));
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
    out += "<header>\n" + marking_html(text) + report::title_html(layers, text) +
           "</header>\n<main class=\"page\">\n";
    out += text.is_public ? report::caveats_html(text) : report::front_html(layers, text);
    for (std::size_t i = 0; i < text.themes.size(); ++i) {
        out += report::theme_section_html(layers, text, i);
    }
    if (!text.is_public) {
        out += report::ward_sheets_html(layers, text) + report::tower_blocks_html(layers, text) +
               report::patrol_places_html(layers, text) + report::surgeries_html(layers) + records_html(text);
    }
    out += method_section_html(text) + sources_html(text);
    return out + "</main>\n<footer>\n" + marking_html(text) + "</footer>\n</body>\n</html>\n";
}

}  // namespace wardmap
