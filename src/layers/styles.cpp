#include "styles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "colours.hpp"
#include "wardmap/make_layers.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::layers {

namespace {

constexpr Colour pale{242, 242, 240, 255};

/// "2 to 43 incidents", "1 incident".
std::string label_with_unit(std::string_view values, std::string_view unit)
{
    const bool is_one = values == "1" && unit.ends_with('s');
    return fmt::format("{} {}", values, is_one ? unit.substr(0, unit.size() - 1) : unit);
}

std::string legend_number(double value) { return significant_text(value, 3); }

std::string class_label(double lower, double upper, bool whole_numbers, bool last)
{
    if (std::isinf(upper)) {
        return legend_number(lower) + " or more";
    }
    if (!whole_numbers && lower > 0 && lower < upper / 1000) {
        return "up to " + legend_number(upper);  // nobody is helped by "0.00000139 to 12.1"
    }
    const double shown = whole_numbers && !last ? upper - 1 : upper;
    if (shown <= lower) {
        return legend_number(lower);
    }
    return legend_number(lower) + " to " + legend_number(shown);
}

Style graduated(const Measure& measure)
{
    Style style;
    style.kind = Style::Kind::graduated;
    style.field = measure.field;
    style.legend = measure.legend;
    style.unit = measure.unit;
    return style;
}

/// The values of a column that are there, ascending.
std::vector<double> sorted_values(const FeatureTable& table, std::string_view field)
{
    std::vector<double> values;
    const auto index = table.field_index(field);
    if (!index) {
        return values;
    }
    for (const Feature& feature : table.features) {
        if (const auto number = value_number(feature.values[*index])) {
            values.push_back(*number);
        }
    }
    std::ranges::sort(values);
    return values;
}

/// Ascending, distinct lower ends of classes with about the same number of values.
std::vector<double> equal_count_breaks(std::span<const double> sorted, std::size_t classes)
{
    std::vector<double> breaks;
    for (std::size_t i = 0; i < classes && !sorted.empty(); ++i) {
        const double value = sorted[i * sorted.size() / classes];
        if (breaks.empty() || value > breaks.back()) {
            breaks.push_back(value);
        }
    }
    return breaks;
}

/// The field holds whole numbers.
bool is_whole(const FeatureTable& table, std::string_view field)
{
    const auto index = table.field_index(field);
    return index && table.fields[*index].type == FieldType::integer;
}

StyleClass pale_class(std::string_view label, double upper)
{
    return {.label = std::string(label), .fill = pale, .lower = 0, .upper = upper, .category = {}};
}

/// Classes between the breaks, the last without an upper end.
void append_open_classes(Style& style, std::span<const double> breaks, bool whole)
{
    const std::vector<Colour> colours = sequential_colours(breaks.size());
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        const double upper = i + 1 < breaks.size() ? breaks[i + 1] : std::numeric_limits<double>::infinity();
        style.classes.push_back(
            {.label = label_with_unit(class_label(breaks[i], upper, whole, false), style.unit),
             .fill = colours[i],
             .lower = breaks[i],
             .upper = upper,
             .category = {}});
    }
}

}  // namespace

Style comparison_style(std::span<const double> breaks, Comparison comparison, const Measure& measure)
{
    Style style = graduated(measure);
    if (comparison == Comparison::ratio) {
        style.unit = "times";
    }
    append_open_classes(style, breaks, false);
    const double middle = no_change(comparison);
    const auto below = static_cast<std::size_t>(
        std::ranges::count_if(style.classes, [&](const StyleClass& one) { return one.upper <= middle; }));
    const auto above = static_cast<std::size_t>(
        std::ranges::count_if(style.classes, [&](const StyleClass& one) { return one.lower >= middle; }));
    for (std::size_t i = 0; i < style.classes.size(); ++i) {
        StyleClass& one = style.classes[i];
        if (comparison == Comparison::log_ratio) {
            one.label += fmt::format(": {} times",
                                     class_label(std::exp(one.lower), std::exp(one.upper), false, false));
        }
        if (one.upper <= middle) {
            one.fill = change_colour(false, below - i, std::max(below, above));
        } else if (one.lower >= middle) {
            one.fill = change_colour(true, i + 1 + above - style.classes.size(), std::max(below, above));
        } else {
            one.fill = pale;
            one.fill.alpha = 0;  // the map beneath must stay readable
        }
    }
    return style;
}

Style break_style(std::span<const double> breaks, const Measure& measure)
{
    Style style = graduated(measure);
    append_open_classes(style, breaks, false);
    return style;
}

Style quantile_style(const FeatureTable& table, const Measure& measure, std::size_t classes)
{
    Style style = graduated(measure);
    const std::vector<double> values = sorted_values(table, measure.field);
    if (values.empty()) {
        return style;
    }
    const auto first_positive = std::ranges::upper_bound(values, 0.0);
    const std::span<const double> positive(first_positive, values.end());
    const std::vector<double> breaks = equal_count_breaks(positive, classes);
    const bool whole = is_whole(table, measure.field);
    if (first_positive != values.begin()) {
        style.classes.push_back(
            pale_class(fmt::format("0 {}", measure.unit), breaks.empty() ? 0 : breaks.front()));
    }
    const std::vector<Colour> colours = sequential_colours(breaks.size());
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        const bool last = i + 1 == breaks.size();
        const double upper = last ? values.back() : breaks[i + 1];
        style.classes.push_back(
            {.label = label_with_unit(class_label(breaks[i], upper, whole, last), measure.unit),
             .fill = colours[i],
             .lower = breaks[i],
             .upper = upper,
             .category = {}});
    }
    return style;
}

Style frozen_style(const FeatureTable& table, const Measure& measure, std::span<const double> breaks)
{
    Style style = graduated(measure);
    style.is_frozen = true;
    if (sorted_values(table, measure.field).empty()) {
        return style;
    }
    const bool whole = is_whole(table, measure.field);
    const double first = breaks.front();
    style.classes.push_back(
        pale_class(label_with_unit(class_label(0, first, whole, false), measure.unit), first));
    append_open_classes(style, breaks, whole);
    return style;
}

Style class_style(const FeatureTable& table, const Measure& measure, const Classes& classes)
{
    return classes.frozen.empty() ? quantile_style(table, measure, classes.most)
                                  : frozen_style(table, measure, classes.frozen);
}

void grow_markers(Style& style)
{
    for (std::size_t i = 0; i < style.classes.size(); ++i) {
        style.classes[i].marker_mm = 2.0 + 0.9 * static_cast<double>(i);
    }
}

Style hotspot_class_style(bool esri_colours)
{
    constexpr std::array<const char*, 7> labels = {
        "cold 99 %", "cold 95 %", "cold 90 %", "neither hot nor cold", "hot 90 %", "hot 95 %", "hot 99 %"};
    Style style;
    style.kind = Style::Kind::categorised;
    style.field = "hs_bin";
    style.legend = "Incidents in and around the cell: more or fewer than chance, confidence in %";
    style.unit = "% confidence";
    style.stroke_mm = 0;
    style.opacity = 0.7;
    const auto& colours = hotspot_colours(esri_colours);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        StyleClass one{.label = labels[i], .fill = colours[i], .category = static_cast<std::int64_t>(i) - 3};
        if (i == 3) {
            one.fill.alpha = 0;  // most cells: the map beneath must stay readable
        }
        style.classes.push_back(one);
    }
    return style;
}

Style single_style(std::string_view label, Colour fill, Colour stroke, double stroke_mm)
{
    Style style;
    style.legend = label;
    style.classes.push_back({.label = std::string(label), .fill = fill, .category = {}});
    style.stroke = stroke;
    style.stroke_mm = stroke_mm;
    return style;
}

}  // namespace wardmap::layers

namespace wardmap {

void renew_classes(Layer& layer)
{
    Style& style = layer.style;
    const FieldEntry* entry = find_field(style.field);
    if (style.kind != Style::Kind::graduated || style.is_frozen || entry == nullptr ||
        entry->nature == FieldNature::plain) {
        return;
    }
    const bool sized = !style.classes.empty() && style.classes.front().marker_mm > 0;
    Style fresh =
        layers::quantile_style(layer.table, {style.field, style.legend, style.unit}, style.classes.size());
    style.classes = std::move(fresh.classes);
    if (sized) {
        layers::grow_markers(style);
    }
}

std::vector<double> class_breaks(const Style& style)
{
    std::vector<double> breaks;
    for (const StyleClass& one : style.classes) {
        if (style.kind == Style::Kind::graduated && one.lower > 0) {
            breaks.push_back(one.lower);
        }
    }
    return breaks;
}

}  // namespace wardmap
