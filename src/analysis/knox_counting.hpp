#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace wardmap {

/// Permutations that are counted at once, so that one walk over the pairs serves all of them.
inline constexpr std::size_t knox_lanes = 16;

/// Dates of each incident in `knox_lanes` permutations, in days from the first.
template <typename Day>
using LaneDays = std::vector<std::array<Day, knox_lanes>>;

/// How many of the pairs are at most `bands[b]` days apart, for each band and permutation.
template <typename Day>
[[nodiscard]] std::vector<std::array<std::uint64_t, knox_lanes>> pairs_within(
    std::span<const std::pair<std::uint32_t, std::uint32_t>> pairs, const LaneDays<Day>& days,
    std::span<const Day> bands);

}  // namespace wardmap
