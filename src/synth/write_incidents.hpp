#pragma once

#include <filesystem>
#include <span>

#include "hotspot_plan.hpp"
#include "incident_plan.hpp"
#include "town.hpp"

namespace wardmap::synth {

/// incidents.csv, and what is true of it: truth/incidents.csv, truth/hotspots.geojson, truth/effects.csv.
void write_incidents(const std::filesystem::path& folder, const Town& town, const Planted& planted,
                     const SynthOptions& options);

}  // namespace wardmap::synth
