#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "wardmap/civil_time.hpp"
#include "wardmap/place.hpp"
#include "wardmap/time_profile.hpp"

namespace wardmap {

/// Incidents expected in each hour of a week, Monday first, as TimeProfile has them.
using WeekOfHours = std::array<double, 168>;

/// `incidents` a week, spread over its hours as the place's own times say and, so far as those are few, as those
/// of the whole theme say: the place's profile with `borrowed_incidents` of the theme's added. An even week
/// where neither knows a time.
[[nodiscard]] WeekOfHours expected_week(const TimeProfile& place, const TimeProfile& theme, double incidents);
/// As many as make the hours of a place its own: with 168 hours to tell apart, fewer say hardly anything.
inline constexpr double borrowed_incidents = 20;

/// A place to visit.
struct RotaPlace {
    PointM centre;
    WeekOfHours expected{};
};

/// Whole hours, half-open; an end at or before the start is on the next day.
struct PatrolShift {
    std::string name;
    int hour_from = 0;
    int hour_to = 0;
};

struct RotaOptions {
    CivilDay first_day{};
    std::uint32_t days = 7;
    double staff_hours = 40;  ///< a week, for visits and the ways between them
    std::uint32_t staff = 2;  ///< who go together
    std::vector<std::string> teams{"Team 1"};
    std::vector<PatrolShift> shifts{{"early", 6, 14}, {"late", 14, 22}, {"night", 22, 6}};
    /// Longer visits add little: the deterrence that a visit leaves behind grows up to about a quarter of an
    /// hour (Koper 1995, Justice Q. 12: 649–672).
    std::uint32_t least_minutes = 10;
    std::uint32_t most_minutes = 15;
    std::uint32_t return_hours = 2;  ///< a place is visited at most once in each such part of a shift
    double speed_km_h = 20;          ///< on the way, as the crow flies
    std::uint64_t seed = 1;
};

struct RotaVisit {
    CivilSecond start{};  ///< of the visit, by the clock
    std::uint32_t minutes = 0;
    std::uint32_t place = 0;  ///< index into the places
    std::uint32_t team = 0;   ///< index into the options' teams
    std::uint32_t shift = 0;  ///< index into the options' shifts
    std::uint32_t round = 0;  ///< part of the shift, from 0
    double way_minutes = 0;   ///< to get there
};

struct Rota {
    std::vector<RotaVisit> visits;  ///< by start, then team
    double staff_hours = 0;         ///< that they cost, at most the budget
    /// Incidents that the data expect while and where an officer could be: in the visited parts of shifts, by
    /// those expected in all places all week. In-sample.
    double covered_share = 0;
};

/// Shares the places out among the teams by direction from their middle, parts each shift into rounds of
/// `return_hours`, and shares visits out among the places in proportion to the incidents expected of each (D'Hondt's
/// rule), and a place's among its days likewise and there to the round with the most expected, until neither budget
/// nor round has room. Within a shift every place has its turn, drawn by `seed`, which moves a little from round to
/// round: visits come about `return_hours` apart, never at the same times, and in another order every day. A visit
/// never begins in the hour that clocks skip in March. Same input, same rota. Throws Error (usage) for a budget that
/// is not above 0, no team, no shift, a shift outside the day's hours or shorter than a round, and visits of no
/// length or longer than a round.
[[nodiscard]] Rota patrol_rota(std::span<const RotaPlace> places, const RotaOptions& options);

}  // namespace wardmap
