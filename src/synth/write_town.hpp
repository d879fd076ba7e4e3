#pragma once

#include <filesystem>

#include "town.hpp"

namespace wardmap::synth {

/// addresses.csv, postcodes.csv, streets.geojson, wards.geojson, blocks.geojson, venues.geojson.
void write_town(const std::filesystem::path& folder, const Town& town);

}  // namespace wardmap::synth
