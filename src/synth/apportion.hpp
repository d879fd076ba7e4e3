#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace wardmap::synth {

/// Splits `total` into whole shares proportional to the weights, by largest remainder, so that they sum
/// to it exactly; ties go to the lower index. All weights 0: all shares 0.
[[nodiscard]] std::vector<std::uint32_t> apportion(std::uint32_t total, std::span<const double> weights);

}  // namespace wardmap::synth
