#pragma once

#include <cstdint>

#include "lattice.hpp"
#include "random.hpp"
#include "town.hpp"

namespace wardmap::synth {

/// Chooses where the tower blocks stand and how tall they are (Town::blocks, without plot and footprint).
/// Eight; fewer in a town of under 2,000 addresses.
void choose_blocks(const Lattice& lattice, std::uint32_t addresses, Random random, Town& town);

/// Fills every street with buildings, so that addresses.csv has exactly `addresses` rows: houses, low-rise
/// flats, shops, retail units and the chosen blocks, spread evenly over the land; with their postcodes.
void place_plots(const Lattice& lattice, std::uint32_t addresses, Random random, Town& town);

}  // namespace wardmap::synth
