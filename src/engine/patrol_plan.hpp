#pragma once

#include <optional>
#include <vector>

#include "theme_incidents.hpp"
#include "wardmap/make_layers.hpp"
#include "wardmap/patrol_places.hpp"
#include "wardmap/patrol_rota.hpp"

namespace wardmap {

/// What patrol places and their busiest hours, chosen on the earlier part of the period, held of its last months:
/// the claim that is fair, where the share on the data that chose them is not.
struct PatrolHoldout {
    Period test;
    std::uint64_t incidents = 0;
    std::uint64_t hits = 0;        ///< in the places
    std::uint64_t timed_hits = 0;  ///< of those, with a time of day
    double in_windows = 0;         ///< of those, in the place's busiest hours (aoristic)
};

/// Places, when they are busy, and who goes there when.
struct PatrolPlan {
    std::vector<PatrolPlace> places;
    std::vector<PatrolNotes> notes;        ///< one per place
    std::optional<PatrolHoldout> holdout;  ///< nullopt: fewer than three months, or nothing to learn or score
    RotaOptions options;
    Rota rota;
};

[[nodiscard]] PatrolPlan patrol_plan(const Study& study, const StudyInputs& inputs, const LocatedSet& located,
                                     const ThemeIncidents& incidents);

/// What the plan claims, each with its number; the shares of the past that chose the places are told as such.
[[nodiscard]] std::vector<std::string> patrol_sentences(const PatrolPlan& plan, const LocatedSet& located);

}  // namespace wardmap
