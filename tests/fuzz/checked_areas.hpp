#pragma once

#include <cmath>
#include <filesystem>
#include <variant>

#include "require.hpp"
#include "wardmap/areas.hpp"
#include "wardmap/error.hpp"
#include "wardmap/feature_table.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap::fuzz {

inline void check_shape(const MultiPolygon& shape)
{
    Diagnostics diagnostics;
    const MultiPolygon valid = valid_shape(shape, "fuzzed", diagnostics);
    require(area_m2(valid) > 0 && std::isfinite(area_m2(valid)));
    const PointM label = label_point_of(valid);
    require(bounds(valid).contains(label));
}

/// Coordinates that came through are finite, and a shape that passes as valid has an area and a place for its label inside it.
inline void check_areas(const FeatureTable& table)
{
    for (const Feature& feature : table.features) {
        require(feature.values.size() == table.fields.size());
        const BoxM box = bounds(feature.geometry);
        require(std::holds_alternative<std::monostate>(feature.geometry) || !std::isnan(box.min_x_m));
        if (const auto* const shape = std::get_if<MultiPolygon>(&feature.geometry)) {
            try {
                check_shape(*shape);
            } catch (const Error& error) {
                require(error.kind() == ErrorKind::input);
            }
        }
    }
    Diagnostics diagnostics;
    const AreaSet areas = make_areas(table, {.id = "id", .name = "name", .population = ""}, diagnostics);
    require(!areas.areas.empty());
}

/// The areas of a file, whatever it holds: what is wrong with it is an error of input.
inline void read_areas(const std::filesystem::path& file, const ReadOptions& options = {})
{
    try {
        check_areas(read_features(file, options));
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::input);
    }
}

}  // namespace wardmap::fuzz
