#pragma once

#include <span>
#include <string>
#include <string_view>

#include "wardmap/density.hpp"
#include "wardmap/layer.hpp"

namespace wardmap::layers {

/// What is measured: "incidents", "incidents per km²", "per 1,000 residents".
struct Measure {
    std::string_view field;
    std::string_view legend;
    std::string_view unit;
};

/// Classes between given ascending breaks; the last has no upper end.
[[nodiscard]] Style break_style(std::span<const double> breaks, const Measure& measure);

/// The same of a comparison: blue below no change, orange above it, as dark as they are far, and no colour for the class
/// that holds it.
[[nodiscard]] Style comparison_style(std::span<const double> breaks, Comparison comparison,
                                     const Measure& measure);

/// At most `classes` classes of equal numbers of features of `measure.field`, and a pale one for 0 if it
/// occurs. Values that are missing have no class.
[[nodiscard]] Style quantile_style(const FeatureTable& table, const Measure& measure, std::size_t classes);

/// The same classes for every map: a pale one for what is below the first of the given breaks, then as break_style().
/// No class for a table without a value.
[[nodiscard]] Style frozen_style(const FeatureTable& table, const Measure& measure,
                                 std::span<const double> breaks);

/// frozen_style() where there are breaks, else quantile_style().
struct Classes {
    std::size_t most;
    std::span<const double> frozen;
};
[[nodiscard]] Style class_style(const FeatureTable& table, const Measure& measure, const Classes& classes);

/// Markers of one size more for each class, since size tells where colour fails.
void grow_markers(Style& style);

/// Cold and hot by `hs_bin`.
[[nodiscard]] Style hotspot_class_style(bool esri_colours);

/// One symbol for all.
[[nodiscard]] Style single_style(std::string_view label, Colour fill, Colour stroke, double stroke_mm);

}  // namespace wardmap::layers
