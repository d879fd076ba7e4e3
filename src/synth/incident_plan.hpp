#pragma once

#include <cstdint>
#include <vector>

#include "hotspot_plan.hpp"
#include "incident_times.hpp"
#include "location_mess.hpp"
#include "town.hpp"

namespace wardmap::synth {

/// What truly happened, and how it will be told.
struct Incident {
    CivilMinute from{};
    std::int32_t lasts_minutes = -1;  ///< -1: no end is given
    std::uint32_t plot = 0;           ///< of the place, or a neighbour of the junction
    std::uint32_t row = 0;            ///< row of addresses.csv
    std::int32_t junction = -1;       ///< index into Town::junctions, where it happened there
    std::int32_t hotspot = -1;        ///< index into Planted::hotspots
    std::uint32_t reporter = 0;       ///< 0: not known
    std::uint32_t drawn = 0;          ///< when in the drawing; settles ties of time
    Theme theme = Theme::other;
    Mess mess = Mess::clean;
    bool is_time_missing = false;  ///< the date alone is known: 00:00 in the file
};

/// The number of the reporter who lives at a row of addresses.csv.
[[nodiscard]] inline std::uint32_t home_reporter(std::uint32_t row) { return 100'000 + row; }

/// Draws all incidents, in order of time. The background is even over the land: a superblock by its
/// area, then one of its buildings, of which flats and shops are told of more often than houses.
[[nodiscard]] std::vector<Incident> draw_incidents(const Town& town, const Planted& planted,
                                                   const SynthOptions& options);

/// False for an incident whose place is in no file of the town: then plot, row and junction say nothing.
[[nodiscard]] inline bool has_place(const Incident& incident)
{
    return incident.mess != Mess::not_in_gazetteer;
}
[[nodiscard]] PointM position_of(const Town& town, const Incident& incident);

}  // namespace wardmap::synth
