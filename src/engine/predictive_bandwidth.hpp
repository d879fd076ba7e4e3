#pragma once

#include <optional>

#include "theme_incidents.hpp"

namespace wardmap {

/// predictive_bandwidth() of the incidents `chosen`: learnt from all months but the last third of the period's, told by
/// those; rounded to 10 m. nullopt for fewer than three months, and when either part holds nothing.
[[nodiscard]] std::optional<double> predictive_bandwidth_m(const Study& study, const StudyInputs& inputs,
                                                           const LocatedSet& located,
                                                           const std::vector<std::uint32_t>& chosen);

}  // namespace wardmap
