#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/count_statistics.hpp"
#include "wardmap/make_layers.hpp"

namespace wardmap::layers {

/// An empty table with fields of the dictionary.
[[nodiscard]] FeatureTable table_of(std::string name, GeometryKind kind,
                                    std::initializer_list<std::string_view> fields);

/// Appends a feature with one value per field. Numbers are rounded to the field's decimals, so that
/// every format holds the same; NaN and infinity become "no value". Throws Error (internal) for a value
/// that is not of the field's type.
void add_row(FeatureTable& table, Geometry geometry, std::vector<Value> values);

/// The layer's texts: "Anti-social behaviour: hotspots, Stevenage, January 2021", with a word where the
/// positions are approximate.
[[nodiscard]] Layer layer_of(FeatureTable table, std::string_view what, std::string_view description,
                             const LayerContext& context);
[[nodiscard]] std::string title_of(std::string_view what, const LayerContext& context);
/// `kind` and the theme's id: "wards_asb".
[[nodiscard]] std::string name_of(std::string_view kind, const LayerContext& context);

// Values of what our results hold.
[[nodiscard]] Value whole(std::uint64_t number);
[[nodiscard]] Value rounded(double number);
template <typename Number>
[[nodiscard]] Value whole(const std::optional<Number>& number)
{
    return number ? whole(std::uint64_t{*number}) : Value{};
}
[[nodiscard]] Value real(const std::optional<double>& number);
[[nodiscard]] Value lower(const std::optional<Interval>& interval);
[[nodiscard]] Value upper(const std::optional<Interval>& interval);
/// "" is no value.
[[nodiscard]] Value words(std::string_view text);
/// change_ratio, change_low, change_high, change_p, change_words.
void append_change(std::vector<Value>& values, const std::optional<CountChange>& change);

}  // namespace wardmap::layers
