#include "html_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "markup_text.hpp"
#include "theme_layers.hpp"

namespace wardmap::report {

namespace {

constexpr std::array<std::string_view, 7> weekdays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                      "Friday", "Saturday", "Sunday"};
constexpr int shades = 5;
constexpr const char* missing = "–";

bool is_number(const Field& field)
{
    return field.type == FieldType::integer || field.type == FieldType::real;
}

std::string open_table(const std::string& id, const std::string& caption, const char* css_class)
{
    return fmt::format(
        "<section class=\"scroll\" tabindex=\"0\" aria-labelledby=\"{0}\"><table class=\"{2}\">"
        "<caption><span id=\"{0}\">{1}</span></caption>\n",
        id, escaped(caption), css_class);
}

constexpr const char* close_table = "</tbody></table></section>\n";

const Field& field_of(const FeatureTable& table, std::string_view name)
{
    return table.fields[*table.field_index(name)];
}

bool has_values(const FeatureTable& table, const std::vector<const Feature*>& rows, std::string_view field)
{
    return std::ranges::any_of(rows, [&](const Feature* row) {
        return !std::holds_alternative<std::monostate>(value_of(table, *row, field));
    });
}

std::string header_html(const FeatureTable& table, const Column& column)
{
    const Field& field = field_of(table, column.field);
    std::string text = escaped(field.label.empty() ? field.name : field.label);
    std::string unit = field.unit;
    if (!column.low.empty()) {
        unit += unit.empty() ? "95\u00A0% interval" : ", 95\u00A0% interval";
    }
    // "Incidents, incidents" would say it twice.
    const bool repeats = unit == "incidents" && field.label == "Incidents";
    if (!unit.empty() && !repeats) {
        text += fmt::format("<span class=\"unit\"> {}</span>", escaped(unit));
    }
    return fmt::format("<th scope=\"col\"{}>{}</th>", is_number(field) ? " class=\"n\"" : "", text);
}

std::string cell_html(const std::string& content, bool heads_row, bool number)
{
    const char* tag = heads_row ? "th" : "td";
    return fmt::format("<{0}{1}{2}>{3}</{0}>", tag, heads_row ? " scope=\"row\"" : "",
                       number ? " class=\"n\"" : "", content);
}

/// Escaped.
std::string content_of(const FeatureTable& table, const Feature& row, const Column& column)
{
    const std::string text = shown(value_of(table, row, column.field), column.decimals);
    const std::string low = shown(value_of(table, row, column.low), column.decimals);
    const std::string high = shown(value_of(table, row, column.high), column.decimals);
    if (text.empty()) {
        return missing;
    }
    return low.empty() || high.empty() ? escaped(text)
                                       : fmt::format("{} <span class=\"ci\">({} to {})</span>", escaped(text),
                                                     escaped(low), escaped(high));
}

struct HourTable {
    std::array<std::array<double, 24>, 7> weight{};
    double largest = 0;
    double total = 0;
};

HourTable hour_table(const FeatureTable& times)
{
    HourTable table;
    for (const Feature& row : times.features) {
        const std::string weekday = text_of(times, row, "weekday");
        const auto day = std::ranges::find(weekdays, weekday) - weekdays.begin();
        const auto hour = value_number(value_of(times, row, "hour"));
        const auto weight = value_number(value_of(times, row, "incidents_aoristic"));
        if (day == 7 || !hour || !(*hour >= 0 && *hour < 24) || !weight || !(*weight > 0)) {
            continue;
        }
        double& sum = table.weight[static_cast<std::size_t>(day)][static_cast<std::size_t>(*hour)];
        sum += *weight;
        table.largest = std::max(table.largest, sum);
        table.total += *weight;
    }
    return table;
}

/// 0 for nothing, and throughout where `largest` is 0: a row of totals is not shaded.
int shade_of(double weight, double largest)
{
    return weight <= 0 || largest <= 0
               ? 0
               : std::clamp(static_cast<int>(std::ceil(shades * weight / largest)), 1, shades);
}

/// Shares of an hour matter only where there is little.
std::string hour_text(double weight, int decimals)
{
    return number_text(weight, weight <= 0 || weight >= 10 ? 0 : decimals);
}

void append_hours(std::string& out, const std::array<double, 24>& hours, double largest, int decimals)
{
    double sum = 0;
    for (const double weight : hours) {
        fmt::format_to(std::back_inserter(out), "<td class=\"h{}\">{}</td>", shade_of(weight, largest),
                       hour_text(weight, decimals));
        sum += weight;
    }
    fmt::format_to(std::back_inserter(out), "<td class=\"sum\">{}</td></tr>\n", hour_text(sum, decimals));
}

}  // namespace

std::string feature_table_html(const TableText& about, const FeatureTable& table,
                               const std::vector<const Feature*>& rows)
{
    std::vector<Column> columns;
    std::ranges::copy_if(about.columns, std::back_inserter(columns), [&](const Column& column) {
        return table.field_index(column.field) && has_values(table, rows, column.field);
    });
    std::string out = open_table(about.id, about.caption, "data") + "<thead><tr>";
    for (const Column& column : columns) {
        out += header_html(table, column);
    }
    out += "</tr></thead>\n<tbody>";
    for (const Feature* row : rows) {
        out += "<tr>";
        for (std::size_t i = 0; i < columns.size(); ++i) {
            out += cell_html(content_of(table, *row, columns[i]), i == 0,
                             is_number(field_of(table, columns[i].field)));
        }
        out += "</tr>\n";
    }
    return out + close_table;
}

std::string limited_table_html(const TableText& about, const FeatureTable& table,
                               std::vector<const Feature*> rows)
{
    constexpr std::size_t most_rows = 40;
    const std::size_t all = rows.size();
    rows.resize(std::min(all, most_rows));
    std::string out = feature_table_html(about, table, rows);
    if (all > most_rows) {
        out += fmt::format("<p class=\"soft\">The first {} of {}; tables/{}.csv holds all.</p>\n", most_rows,
                           count_text(all), escaped(table.name));
    }
    return out;
}

std::string plain_table_html(const PlainTable& table)
{
    std::string out = open_table(table.id, table.caption, "data") + "<thead><tr>";
    for (std::size_t i = 0; i < table.headers.size(); ++i) {
        out += fmt::format("<th scope=\"col\"{}>{}</th>", table.is_number[i] ? " class=\"n\"" : "",
                           escaped(table.headers[i]));
    }
    out += "</tr></thead>\n<tbody>";
    for (const std::vector<std::string>& row : table.rows) {
        out += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i) {
            out += cell_html(row[i].empty() ? missing : escaped(row[i]), i == 0, table.is_number[i]);
        }
        out += "</tr>\n";
    }
    return out + close_table;
}

std::string hours_table_html(const std::string& id, const std::string& caption, const FeatureTable& times)
{
    const HourTable table = hour_table(times);
    if (table.total <= 0) {
        return {};
    }
    // Whole numbers, unless they would hide most of what there is.
    const int decimals = table.largest < 10 ? 1 : 0;
    std::string out = open_table(id, caption, "hours") + "<thead><tr><th scope=\"col\">Day</th>";
    for (int hour = 0; hour < 24; ++hour) {
        fmt::format_to(std::back_inserter(out), "<th scope=\"col\">{:02}</th>", hour);
    }
    out += "<th scope=\"col\" class=\"sum\">All</th></tr></thead>\n<tbody>";
    std::array<double, 24> whole_week{};
    for (std::size_t day = 0; day < weekdays.size(); ++day) {
        fmt::format_to(std::back_inserter(out), "<tr><th scope=\"row\"><abbr title=\"{}\">{}</abbr></th>",
                       weekdays[day], weekdays[day].substr(0, 3));
        append_hours(out, table.weight[day], table.largest, decimals);
        for (std::size_t hour = 0; hour < 24; ++hour) {
            whole_week[hour] += table.weight[day][hour];
        }
    }
    out += "<tr class=\"sum\"><th scope=\"row\">All</th>";
    append_hours(out, whole_week, 0, decimals);
    return out + close_table;
}

}  // namespace wardmap::report
