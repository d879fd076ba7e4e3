#pragma once

#include <vector>

#include "located_set.hpp"
#include "study_inputs.hpp"
#include "wardmap/report.hpp"
#include "wardmap/study.hpp"

namespace wardmap {

/// The hit rate of all rows that could be read, by level ("located" is then the rows of that level), theme, file,
/// month and ward. Where a row was not placed, its ward is known only if all places that it may mean lie in one;
/// the others stand under "(not known)". Rows of several themes count in each. The groups of level, file, month
/// and ward add up to the whole.
[[nodiscard]] std::vector<HitRate> hit_rates_of(const Study& study, const StudyInputs& inputs,
                                                const LocatedSet& located);

}  // namespace wardmap
