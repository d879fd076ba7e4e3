#pragma once

#include <optional>
#include <string_view>

#include "wardmap/layer.hpp"

/// What a map needs beneath its results to be recognised: roads, buildings, water.
namespace wardmap {

/// From the bottom of the map to the top.
enum class ContextKind { green, water, buildings, railways, roads };

/// "green", "water", "buildings", "railways", "roads".
[[nodiscard]] std::string_view context_kind_name(ContextKind kind) noexcept;
[[nodiscard]] std::optional<ContextKind> context_kind_named(std::string_view name) noexcept;

/// "context_roads": pale and grey, with the names that the features' field "name" gives. Lines are cut to the
/// segments that touch `around`, polygons are whole where they reach into it, all else is left out. Throws
/// Error (input) for points.
[[nodiscard]] Layer context_layer(ContextKind kind, const FeatureTable& features, const BoxM& around);

}  // namespace wardmap
