#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/layer.hpp"
#include "wardmap/report.hpp"

/// What of a LayerSet belongs to one theme, and its values by the names of their fields.
namespace wardmap::report {

/// nullptr for what the set does not hold.
struct ThemeLayers {
    const Layer* boundary = nullptr;
    const Layer* density = nullptr;  ///< classes of density, or of a public release's squares
    const Layer* hotspots = nullptr;
    const Layer* wards = nullptr;
    const Layer* blocks = nullptr;
    const Layer* patrol = nullptr;
    std::vector<const Layer*> context;  ///< roads, buildings and the like, from the bottom up
    const Layer* clusters = nullptr;
    const Layer* spates = nullptr;
    const FeatureTable* knox = nullptr;
    const FeatureTable* times = nullptr;
    const FeatureTable* place_times = nullptr;
    const FeatureTable* monthly = nullptr;
};
[[nodiscard]] ThemeLayers theme_layers(const LayerSet& set, std::string_view theme);

/// The value of that field; none where the table lacks the field.
[[nodiscard]] const Value& value_of(const FeatureTable& table, const Feature& feature,
                                    std::string_view field);
[[nodiscard]] std::string text_of(const FeatureTable& table, const Feature& feature, std::string_view field);

/// The first feature whose field is that text; nullptr for nullptr and where there is none.
[[nodiscard]] const Feature* feature_with(const Layer* layer, std::string_view field, std::string_view text);

/// The layer's features in ascending (or descending) order of a numeric field, ties and values that are
/// no number in the order of the layer, these last. Empty for nullptr.
[[nodiscard]] std::vector<const Feature*> features_by(const Layer* layer, std::string_view field,
                                                      bool descending = false);

/// The class that draws a feature; nullptr if none does.
[[nodiscard]] const StyleClass* class_of(const Style& style, const FeatureTable& table,
                                         const Feature& feature);

/// What the map of the theme is called: the title of its hotspots, which tells theme, area, period and
/// whether positions are approximate.
[[nodiscard]] std::string map_title(const ThemeLayers& layers, const ThemeText& theme,
                                    const ReportText& text);

}  // namespace wardmap::report
