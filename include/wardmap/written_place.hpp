#pragma once

#include <optional>
#include <string_view>

#include "wardmap/place.hpp"

/// Places that stand in a text as numbers, as people copy them from a map or a telephone.
namespace wardmap {

/// A place on the British National Grid.
struct WrittenCoordinates {
    enum class Form { grid_reference, easting_northing };
    Form form = Form::grid_reference;
    PointM position;         ///< centre of the square that the digits name
    double precision_m = 0;  ///< side of that square, at least 1
    bool labelled = false;   ///< "easting", "northing", "E", "N", "grid ref" stand beside it
};

/// Finds a grid reference ("TL 2345 2412", "TL23452412"; "SU 12 34" only when nothing else is in the text)
/// or a pair of six-digit eastings and northings. nullopt for none.
[[nodiscard]] std::optional<WrittenCoordinates> find_written_coordinates(std::string_view text);

/// A latitude and a longitude, each within its range.
struct WrittenDegrees {
    LonLat place;            ///< latitude first, unless letters say otherwise
    double precision_m = 0;  ///< what one unit of the last digit is worth on the ground, at least 1
    bool labelled = false;   ///< N, S, E or W stand beside both
};

/// Finds the first pair of decimal degrees with three decimals or more ("51.90213, -0.20125"), or of degrees,
/// minutes and seconds ("51°54'07.6\"N 0°12'04.5\"W"). nullopt for none.
[[nodiscard]] std::optional<WrittenDegrees> find_written_degrees(std::string_view text);

}  // namespace wardmap
