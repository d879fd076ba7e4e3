#include "public_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "html_table.hpp"
#include "markup_text.hpp"

namespace wardmap::report {

namespace {

struct Paragraph {
    const char* heading;
    const char* text;
};

constexpr std::array<Paragraph, 4> paragraphs = {{
    {"How the numbers were made",
     "Every number was counted from single records, then hidden or rounded as the front of the page says, "
     "totals from "
     "the true numbers. Before anything was published, a program put all numbers of the page together, and "
     "those of "
     "the release before where there was one, as an onlooker could: it would have stopped where fewer than "
     "three "
     "counts remained possible behind a number other than 0."},
    {"How the map was made",
     "From the hidden and rounded numbers of squares, not from places. A square holds no home or at least "
     "eight, and "
     "squares are as large as it takes so that the map hardly helps anybody to find single incidents again. "
     "Its edges "
     "are those of the squares: a dark square says nothing about which of its streets."},
    {"What is not here",
     "Points, addresses, postcodes, names of streets or people, texts of reports, days, hours, and smooth "
     "heat maps: "
     "such a map gives most of its incidents away to anybody who knows how it was drawn."},
    {"Rates",
     "A rate divides by residents. Places with many visitors, such as a town centre, have high rates for "
     "that reason "
     "alone. Differences between small numbers are often chance, and here they may be rounding."},
}};

/// The rows of the table of published numbers that belong to one part of the theme.
PlainTable numbers_table(const FeatureTable& numbers, const ThemeText& theme, std::string_view part)
{
    PlainTable table;
    for (const Feature& row : numbers.features) {
        if (text_of(numbers, row, "theme") == theme.id && text_of(numbers, row, "part") == part) {
            const std::string number = text_of(numbers, row, "incidents_published");
            const auto value = value_number(value_of(numbers, row, "incidents_published"));
            table.rows.push_back({text_of(numbers, row, "name"),
                                  value ? count_text(static_cast<std::size_t>(*value)) : number});
        }
    }
    table.is_number = {false, true};
    return table;
}

std::string numbers_html(const FeatureTable* numbers, const ThemeText& theme, const std::string& id,
                         const std::array<const char*, 3>& part_heading_column)
{
    const auto& [part, heading, column] = part_heading_column;
    if (numbers == nullptr) {
        return {};
    }
    PlainTable table = numbers_table(*numbers, theme, part);
    if (table.rows.empty()) {
        return {};
    }
    table.id = fmt::format("{}-{}s", id, part);
    table.caption = fmt::format("{}: {}", theme.title, heading);
    table.headers = {column, "Incidents"};
    return plain_table_html(table);
}

std::string public_wards_html(const Layer* wards, const std::string& id)
{
    if (wards == nullptr) {
        return {};
    }
    const TableText about{
        .id = id + "-wards",
        .caption = wards->title,
        .columns = {{"ward_name"}, {"incidents_published"}, {"population"}, {"rate_published", 1}}};
    return feature_table_html(about, wards->table, features_by(wards, "incidents_published", true));
}

}  // namespace

std::string caveats_html(const ReportText& text)
{
    std::string out =
        "<section aria-labelledby=\"reading\">\n<h2 id=\"reading\">How to read this page</h2>\n"
        "<ul class=\"findings\">\n";
    for (const std::string& caveat : text.caveats) {
        out += fmt::format("<li>{}</li>\n", escaped(caveat));
    }
    return out + "</ul>\n</section>\n";
}

std::string public_tables_html(const LayerSet& layers, const ThemeText& theme, const std::string& id)
{
    const auto found = std::ranges::find(layers.tables, "published_numbers", &FeatureTable::name);
    const FeatureTable* numbers = found == layers.tables.end() ? nullptr : &*found;
    const std::string tables =
        public_wards_html(theme_layers(layers, theme.id).wards, id) +
        numbers_html(numbers, theme, id, {"month", "incidents by month or quarter", "Month"}) +
        numbers_html(numbers, theme, id, {"block", "incidents by block of flats", "Block"});
    return tables.empty() ? "" : "<h3>Numbers as published</h3>\n" + tables;
}

std::string public_method_html()
{
    std::string out;
    for (const Paragraph& paragraph : paragraphs) {
        out += fmt::format("<div class=\"keep\"><h3>{}</h3>\n<p>{}</p></div>\n", paragraph.heading,
                           paragraph.text);
    }
    return out;
}

}  // namespace wardmap::report
