#pragma once

#include <cstdint>

#include "lattice.hpp"
#include "names.hpp"
#include "random.hpp"
#include "town.hpp"

namespace wardmap::synth {

/// What stands in a superblock.
enum class LandUse : std::uint8_t { homes, centre, retail_park, leisure_park };

/// The town centre is in the middle; the retail park and the leisure park lie at opposite corners inside
/// the circuit.
[[nodiscard]] LandUse land_use(const Lattice& lattice, std::uint32_t column, std::uint32_t row);

/// Fills localities, superblocks (without ward, plots and block), streets and junctions.
void lay_streets(const Lattice& lattice, Random random, Town& town);

}  // namespace wardmap::synth
