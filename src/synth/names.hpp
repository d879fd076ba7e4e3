#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "random.hpp"

namespace wardmap::synth {

/// Invented names: two elements run together ("Larkmere"), then the kind of thing. The pairs are walked
/// in a shuffled order, once for each kind, so that no name repeats before all 2,400 pairs are used.
class Names {
public:
    explicit Names(Random random) noexcept;

    /// "Larkmere Road" for next("Road"), "Larkmere" for next("").
    [[nodiscard]] std::string next(std::string_view kind);

private:
    std::uint32_t m_start;
    std::map<std::string, std::uint32_t, std::less<>> m_steps;  ///< by kind: where in the walk it is
};

/// Thirteen ward names.
[[nodiscard]] std::string_view ward_name(std::uint32_t ward);
/// Eight names of tower blocks, "Bittern Point".
[[nodiscard]] std::string_view block_name(std::uint32_t block);

inline constexpr std::uint32_t ward_count = 13;
inline constexpr std::uint32_t most_blocks = 8;

}  // namespace wardmap::synth
