#pragma once

#include <string>
#include <vector>

#include "theme_layers.hpp"

namespace wardmap::report {

/// One theme's hotspots and tower blocks, and the ward's row in its layer of wards.
struct WardPlaces {
    std::string title;
    ThemeLayers layers;
    const Feature* ward = nullptr;
};

/// The table of hotspots and tower blocks in a ward, over all themes, with its name in the caption; words where there are none. `id` begins
/// the ids, unique on the page.
[[nodiscard]] std::string ward_places_html(const std::vector<WardPlaces>& places, const std::string& ward,
                                           const std::string& id);

}  // namespace wardmap::report
