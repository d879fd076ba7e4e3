#pragma once

#include <optional>
#include <vector>

#include "theme_analysis.hpp"

namespace wardmap {

/// Surfaces of one theme, one per month of the period that the files hold, made as the surface of the whole period
/// was (grid, bandwidth, kernel, edge): together they add up to it, but for the incidents without a date. Classes are
/// those of all months together, so that one month's map compares with the next. nullopt unless the study asks for
/// them, and in results that are not internal: few incidents stand behind a month. Throws Error (limit) for more
/// pixels in all than one raster may have.
[[nodiscard]] std::optional<MonthlyDensity> monthly_density(const Study& study, StudyInputs& inputs,
                                                            const LocatedSet& located,
                                                            const ThemeAnalysis& analysis);

}  // namespace wardmap
