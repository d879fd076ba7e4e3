#pragma once

#include <cstdint>
#include <string_view>

#include "hotspot_plan.hpp"
#include "random.hpp"
#include "town.hpp"

namespace wardmap::synth {

/// What a location text is like, as truth/incidents.csv names it.
enum class Mess : std::uint8_t {
    clean,        ///< the whole address
    abbreviated,  ///< Rd, Cl, Gdns, Flt
    typo,         ///< one wrong, missing, doubled or swapped letter in the street or building
    no_postcode,
    missing_commas,      ///< one case, no commas, the postcode run together
    swapped,             ///< the parts in another order
    old_postcode,        ///< the terminated postcode
    postcode_confusion,  ///< O for 0, I for 1, S for 5, B for 8
    flat_before,         ///< "Flat 3, Bittern Point", "3 Bittern Point"
    flat_after,          ///< "Bittern Point, Flat 3"
    junction,            ///< "junction of A and B"
    landmark,            ///< "outside the Quickpenny on A"
    block_name,          ///< the building's name alone
    easting_northing,
    grid_reference,
    postcode_only,
    street_only,
    blank,
    not_in_gazetteer  ///< a place that no file of the town holds
};
inline constexpr std::size_t mess_count = 19;
[[nodiscard]] std::string_view mess_name(Mess mess);

/// Share of all incidents whose place is not in the gazetteer.
inline constexpr double not_in_gazetteer_share = 0.024;

/// Draws how a place is told, by what it is: `row` is its row of addresses.csv (the plot's own or a flat's).
/// Never not_in_gazetteer. An old postcode only where there is one, a confused one only where it has a
/// digit that looks like a letter; a junction needs one near, which is for
/// the caller to find.
[[nodiscard]] Mess draw_mess(const Town& town, const Plot& plot, std::uint32_t row, Random& random);

}  // namespace wardmap::synth
