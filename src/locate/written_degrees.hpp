#pragma once

#include <optional>
#include <string_view>

#include "wardmap/place.hpp"

namespace wardmap::locate_detail {

/// A latitude and a longitude that stand in a text, as a map on a telephone shows them.
struct WrittenDegrees {
    LonLat place;            ///< latitude first, unless letters say otherwise
    double precision_m = 0;  ///< what one unit of the last digit is worth on the ground, at least 1
    bool labelled = false;   ///< N, S, E or W stand beside both
};

/// Finds the first pair of decimal degrees with three decimals or more ("51.90213, -0.20125"), or of degrees,
/// minutes and seconds ("51°54'07.6\"N 0°12'04.5\"W"). nullopt for none.
[[nodiscard]] std::optional<WrittenDegrees> find_written_degrees(std::string_view text);

}  // namespace wardmap::locate_detail
