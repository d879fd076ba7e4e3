#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "located_set.hpp"

namespace wardmap {

/// The incidents before and after the first day of the last third of the period's months; nullopt for a period of
/// fewer than three months, and when either part holds nothing.
struct HoldoutSplit {
    Period train;
    Period test;
    std::vector<std::uint32_t> train_incidents;
    std::vector<std::uint32_t> test_incidents;
};
[[nodiscard]] std::optional<HoldoutSplit> holdout_split(const StudyInputs& inputs, const LocatedSet& located,
                                                        const std::vector<std::uint32_t>& chosen);

}  // namespace wardmap
