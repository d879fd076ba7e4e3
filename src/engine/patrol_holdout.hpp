#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "located_set.hpp"

namespace wardmap {

/// What patrol places chosen on the earlier part of the period held of its last months: the claim of a map of
/// patrol places that is fair, where the share on the data that chose them is not.
struct PatrolHoldout {
    Period test;
    std::uint64_t hits = 0;
    std::uint64_t incidents = 0;
};

/// The last third of the period's months is the test. nullopt for a period of fewer than three months, and
/// when either part holds nothing. `chosen`: the theme's incidents on the map.
[[nodiscard]] std::optional<PatrolHoldout> patrol_holdout(const Study& study, const StudyInputs& inputs,
                                                          const LocatedSet& located,
                                                          const std::vector<std::uint32_t>& chosen);

}  // namespace wardmap
