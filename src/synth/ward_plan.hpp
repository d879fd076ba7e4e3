#pragma once

#include "lattice.hpp"
#include "town.hpp"

namespace wardmap::synth {

/// Gathers the superblocks into 13 wards in one piece each, sets Superblock::ward and the wards' codes,
/// names and outlines. The outlines run along lattice lines and share their vertices.
void draw_wards(const Lattice& lattice, Town& town);

/// Counts the homes of each ward, and gives it its part of a population of 2.225 a home (89,000 people in
/// 40,000 addresses).
void populate_wards(std::uint32_t addresses, Town& town);

}  // namespace wardmap::synth
