#pragma once

#include "match_address.hpp"

// How a candidate is scored. Each part of the text that agrees with the candidate adds its weight; each typing
// error, missing street type and unread word takes a little away; a part that contradicts is no matter of
// weight: the candidate is then contradicted and is never placed as an address. Of the candidates without
// contradiction the one with the most evidence is taken; a tie between different places is ambiguous.
namespace wardmap::locate_detail {

constexpr double postcode_weight = 3;
constexpr double street_weight = 3;
constexpr double building_weight = 3;
constexpr double landmark_weight = 2;
constexpr double number_weight = 2;
constexpr double flat_weight = 2;
constexpr double town_weight = 1;
constexpr double typo_cost = 0.5;          // per typing error
constexpr double left_open_cost = 0.5;     // a flat, a word that is not understood
constexpr double number_missing_cost = 1;  // the street has no such number
constexpr double type_missing_cost = 0.75;
constexpr double locality_cost = 1;
constexpr double tie_margin = 0.25;

constexpr double same_place_m = 25;      // two records of one address
constexpr double same_premises_m = 50;   // the flats of one house number, the houses of "12-16"
constexpr double same_landmark_m = 150;  // the two stops of a pair, the parts of a supermarket
constexpr double beside_street_m = 150;  // a building whose street is not recorded
constexpr double in_postcode_m = 250;    // beyond the houses of the postcode
constexpr double near_landmark_m = 300;
constexpr double old_postcode_m = 500;  // a postcode that ended was split among its neighbours
constexpr double junction_gap_m = 80;   // between the corner houses of two streets that meet
constexpr double exact_meeting_m = 15;  // street lines that share a vertex
constexpr double other_exact_meeting_m = 50;
constexpr double other_meeting_m = 150;  // where only houses are known, the corner is not sharp

constexpr ReasonSet contradictions = bit(Reason::number_conflict) | bit(Reason::building_conflict) |
                                     bit(Reason::street_conflict) | bit(Reason::town_conflict) |
                                     bit(Reason::postcode_conflict) | bit(Reason::place_unknown) |
                                     bit(Reason::streets_do_not_meet) | bit(Reason::streets_meet_twice) |
                                     bit(Reason::several_postcodes) | bit(Reason::name_unsure);

inline void note(PlaceCandidate& candidate, Reason reason, double evidence = 0)
{
    candidate.reasons |= bit(reason);
    candidate.evidence += evidence;
    std::int16_t& part = candidate.parts_16[static_cast<std::size_t>(reason)];
    part = static_cast<std::int16_t>(part + static_cast<int>(evidence * 16));
}

[[nodiscard]] inline bool has(const PlaceCandidate& candidate, Reason reason) noexcept
{
    return (candidate.reasons & bit(reason)) != 0;
}

}  // namespace wardmap::locate_detail
