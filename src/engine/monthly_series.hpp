#pragma once

#include <vector>

#include "located_set.hpp"
#include "wardmap/make_layers.hpp"

namespace wardmap {

/// Months as MonthCount numbers them.
[[nodiscard]] CivilDay first_day_of(std::int32_t month);
[[nodiscard]] Period month_period(std::int32_t month);

/// Counts of one theme by month with their control charts: the study area, then each ward. All months up
/// to the period's end in which the files hold any row of any theme: a month without rows was not recorded,
/// which is not 0 incidents. A month that the period's end cuts counts up to it.
[[nodiscard]] std::vector<MonthlySeries> monthly_series(const StudyInputs& inputs, const LocatedSet& located,
                                                        std::size_t theme);

/// Every month that `period` touches holds a row of any theme.
[[nodiscard]] bool is_recorded(const StudyInputs& inputs, const Period& period);

}  // namespace wardmap
