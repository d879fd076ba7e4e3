#include "ward_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "html_table.hpp"
#include "markup_text.hpp"
#include "wardmap/geometry.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::report {

namespace {

constexpr std::size_t most_rows = 6;  // that a sheet has room for beside three themes
constexpr std::size_t longest_place = 40;
constexpr double least_for_caller = 5;  // fewer are easily one person's

/// The ranks in "1, 4".
std::set<std::int64_t> ranks_of(const std::string& list)
{
    std::set<std::int64_t> ranks;
    for (std::size_t at = 0; at < list.size();) {
        const std::size_t end = std::min(list.find(", ", at), list.size());
        if (const auto rank = parse_integer(std::string_view(list).substr(at, end - at))) {
            ranks.insert(*rank);
        }
        at = end + 2;
    }
    return ranks;
}

using Row = std::vector<std::string>;

void add_hotspots(const WardPlaces& of_theme, std::vector<Row>& rows)
{
    const Layer& wards = *of_theme.layers.wards;
    const auto ranks = ranks_of(text_of(wards.table, *of_theme.ward, "top_hotspots"));
    for (const Feature* hotspot : features_by(of_theme.layers.hotspots, "rank")) {
        const FeatureTable& table = of_theme.layers.hotspots->table;
        const auto rank = parse_integer(text_of(table, *hotspot, "rank"));
        if (!rank || !ranks.contains(*rank)) {
            continue;
        }
        const std::string place = text_of(table, *hotspot, "nearest_place");
        const std::string expected = shown(value_of(table, *hotspot, "expected"), 1);
        rows.push_back(
            {fmt::format("Hotspot {}{}", *rank, place.empty() ? "" : ", " + shortened(place, longest_place)),
             of_theme.title, shown(value_of(table, *hotspot, "incidents"), 0),
             expected.empty() ? "" : expected + " expected", text_of(table, *hotspot, "peak_time")});
    }
}

std::string block_notes(const FeatureTable& table, const Feature& block)
{
    std::string notes = value_of(table, block, "case_review") == Value{true} ? "case review due" : "";
    const auto share = value_number(value_of(table, block, "top_reporter_pct"));
    const auto incidents = value_number(value_of(table, block, "incidents"));
    if (share && *share >= 50 && incidents && *incidents >= least_for_caller) {
        notes += fmt::format("{}{} % from one reporter", notes.empty() ? "" : "; ", number_text(*share, 0));
    }
    return notes;
}

void add_blocks(const WardPlaces& of_theme, std::vector<Row>& rows)
{
    const auto* shape = std::get_if<MultiPolygon>(&of_theme.ward->geometry);
    for (const Feature* block : features_by(of_theme.layers.blocks, "incidents", true)) {
        const FeatureTable& table = of_theme.layers.blocks->table;
        const auto* at = std::get_if<PointM>(&block->geometry);
        const Value& incidents = value_of(table, *block, "incidents");
        if (shape == nullptr || at == nullptr || incidents == Value{std::int64_t{0}} ||
            !covers(*shape, *at)) {
            continue;
        }
        const std::string rate = shown(value_of(table, *block, "rate_per_100_dwellings"), 1);
        rows.push_back({"Tower block " + shortened(text_of(table, *block, "block_name"), longest_place),
                        of_theme.title, shown(incidents, 0), rate.empty() ? "" : rate + " per 100 dwellings",
                        block_notes(table, *block)});
    }
}

}  // namespace

std::string ward_places_html(const std::vector<WardPlaces>& places, const std::string& ward,
                             const std::string& id)
{
    PlainTable table{.id = id + "-places",
                     .caption = "Hotspots and tower blocks in " + ward +
                                "; a hotspot that reaches into other wards is counted whole",
                     .headers = {"Place", "Theme", "Incidents", "Compare with", "Note"},
                     .is_number = {false, false, true, false, false},
                     .rows = {}};
    for (const WardPlaces& of_theme : places) {
        add_hotspots(of_theme, table.rows);
    }
    for (const WardPlaces& of_theme : places) {
        add_blocks(of_theme, table.rows);
    }
    if (table.rows.empty()) {
        return "<p>No hotspot, and no tower block with an incident, lies in this ward.</p>\n";
    }
    const std::size_t more = table.rows.size() - std::min(table.rows.size(), most_rows);
    table.rows.resize(table.rows.size() - more);
    return plain_table_html(table) +
           (more == 0
                ? ""
                : fmt::format("<p class=\"soft\">and {} more in the tables of the themes.</p>\n", more));
}

}  // namespace wardmap::report
