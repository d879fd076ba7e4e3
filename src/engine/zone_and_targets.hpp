#pragma once

#include <vector>

#include "located_set.hpp"
#include "wardmap/make_layers.hpp"

namespace wardmap {

/// One theme inside the study's zone, around it, both together, and elsewhere in the study area, in equally
/// many days before and after its date, as many as the records hold on both sides. Empty without a zone.
/// Records that only know the month of the date, where that is no first of a month, count on neither side.
/// Throws Error (input) when the records do not reach to both sides of the date.
[[nodiscard]] std::vector<ZoneRow> zone_rows(const Study& study, const StudyInputs& inputs,
                                             const LocatedSet& located, std::size_t theme);

/// The study's targets for one theme. Throws Error (usage) for a ward that is not among the wards.
[[nodiscard]] std::vector<TargetRow> target_rows(const Study& study, const StudyInputs& inputs,
                                                 const LocatedSet& located, std::size_t theme);

}  // namespace wardmap
