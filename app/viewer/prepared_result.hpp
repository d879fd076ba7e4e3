#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "box_tree.hpp"
#include "wardmap/read_result.hpp"
#include "week_filter.hpp"

namespace wardmap::viewer {

/// A feature of a layer.
struct FeatureRef {
    std::size_t layer = 0;
    std::size_t feature = 0;
    friend bool operator==(const FeatureRef&, const FeatureRef&) = default;
};

/// What of a layer is made ready once, for drawing and for finding.
struct PreparedLayer {
    std::vector<BoxM> boxes;  ///< of the features
    BoxTree tree;
    std::vector<IncidentTime> times;  ///< of a layer with a column of times; else empty
};

/// A result with everything that is looked up often. Never changed once made; shared between threads.
struct PreparedResult {
    Result result;
    std::vector<PreparedLayer> layers;               ///< as result.layers.layers
    std::vector<std::vector<std::int16_t>> classes;  ///< per place and feature: of its style, -1 for none
    BoxM bounds;                                     ///< of the background layers, else of all

    [[nodiscard]] const Layer& layer_of(const FeatureRef& ref) const
    {
        return result.layers.layers.at(ref.layer);
    }
    [[nodiscard]] const Feature& feature_of(const FeatureRef& ref) const
    {
        return layer_of(ref).table.features.at(ref.feature);
    }
    [[nodiscard]] const BoxM& box_of(const FeatureRef& ref) const
    {
        return layers.at(ref.layer).boxes.at(ref.feature);
    }
    /// The layer `kind_theme`.
    [[nodiscard]] std::optional<std::size_t> layer_named(const std::string& name) const;
    [[nodiscard]] const FeatureTable* table_named(const std::string& name) const;
};

[[nodiscard]] std::shared_ptr<const PreparedResult> prepare(Result result);

/// Reads and prepares. Throws Error as read_result does.
[[nodiscard]] std::shared_ptr<const PreparedResult> open_result(const std::filesystem::path& folder);

/// The column's value of a feature; none without the column.
[[nodiscard]] const Value& value_of(const FeatureTable& table, const Feature& feature,
                                    std::string_view field);

}  // namespace wardmap::viewer
