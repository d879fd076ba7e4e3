#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "wardmap/layer.hpp"

/// What the parts of a style are called in files: QGIS, SLD and map.json have the same names for markers.
namespace wardmap::formats {

inline constexpr std::array<std::pair<Style::Marker, std::string_view>, 3> marker_names = {
    {{Style::Marker::circle, "circle"},
     {Style::Marker::square, "square"},
     {Style::Marker::triangle, "triangle"}}};

[[nodiscard]] constexpr std::string_view marker_name(Style::Marker marker)
{
    for (const auto& [one, name] : marker_names) {
        if (one == marker) {
            return name;
        }
    }
    return marker_names.front().second;
}

/// The circle for a name that is not known.
[[nodiscard]] constexpr Style::Marker marker_named(std::string_view text)
{
    for (const auto& [one, name] : marker_names) {
        if (name == text) {
            return one;
        }
    }
    return Style::Marker::circle;
}

}  // namespace wardmap::formats
