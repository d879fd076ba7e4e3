#pragma once

#include <optional>
#include <vector>

#include "location_words.hpp"
#include "wardmap/place.hpp"

namespace wardmap::locate_detail {

/// A place on the British National Grid that stands in a text as numbers.
struct WrittenCoordinates {
    enum class Form { grid_reference, easting_northing };
    Form form = Form::grid_reference;
    PointM position;         ///< centre of the square that the digits name
    double precision_m = 0;  ///< side of that square, at least 1
    bool labelled = false;   ///< "easting", "northing", "E", "N", "grid ref" stand beside it
};

/// Finds a grid reference ("TL 2345 2412", "TL23452412"; "SU 12 34" only when nothing else is in the text)
/// or a pair of six-digit eastings and northings. nullopt for none.
[[nodiscard]] std::optional<WrittenCoordinates> find_written_coordinates(const std::vector<Word>& words);

}  // namespace wardmap::locate_detail
