#pragma once

#include <optional>

#include "theme_incidents.hpp"

namespace wardmap {

/// The bandwidth whose surface of the earlier months held most incidents of the last third of the period's months, in
/// the top cells of the study's grid on as much land as its patrol places take (methods §9: the greatest PAI). Equal
/// ones: the widest, which promises the least. nullopt for fewer than three months, and when either part holds nothing.
[[nodiscard]] std::optional<double> predictive_bandwidth_m(const Study& study, const StudyInputs& inputs,
                                                           const LocatedSet& located,
                                                           const std::vector<std::uint32_t>& chosen);

}  // namespace wardmap
