#pragma once

#include <optional>
#include <string>
#include <vector>

#include "located_set.hpp"
#include "wardmap/make_layers.hpp"
#include "wardmap/surgeries.hpp"

namespace wardmap {

/// Venues for resident surgeries in order, each with its reasons.
struct SurgeryPlan {
    std::vector<Venue> venues;
    std::vector<SurgeryRow> rows;
    std::vector<SurgeryNotes> notes;  ///< one per row
    SurgeryOptions options;
};

/// Reads the venues and the past surgeries of the study, or takes its tower blocks where it names none, and ranks
/// them by the incidents of all its themes in its period, each counted once. nullopt when there is neither.
/// A venue outside the study area is left out with a warning; Error (input) when all are, for a field that is
/// missing and for an id that is empty or repeated. A past surgery at an unknown venue, or with an unreadable date,
/// is told and left out.
[[nodiscard]] std::optional<SurgeryPlan> surgery_plan(const Study& study, StudyInputs& inputs,
                                                      const LocatedSet& located);

/// The three venues to go to first, in words.
[[nodiscard]] std::vector<std::string> surgery_sentences(const SurgeryPlan& plan);

}  // namespace wardmap
