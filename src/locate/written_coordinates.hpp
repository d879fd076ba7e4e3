#pragma once

#include <optional>
#include <vector>

#include "location_words.hpp"
#include "wardmap/written_place.hpp"

namespace wardmap::locate_detail {

/// The same in a text whose words have been read.
[[nodiscard]] std::optional<WrittenCoordinates> find_written_coordinates(const std::vector<Word>& words);

}  // namespace wardmap::locate_detail
