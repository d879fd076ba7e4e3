#pragma once

#include <cstdint>
#include <vector>

namespace wardmap::synth {

/// A point of a superblock: 0..1 from its west and its south side.
struct InBlock {
    double u = 0;
    double v = 0;
};

/// A street within a superblock, before it has a name and a place.
struct Sketch {
    enum class Role : std::uint8_t { spine, loop, close };
    Role role = Role::close;
    int parent = -1;           ///< the street that its first point lies on; -1: a main road
    bool meets_once = true;    ///< false for a crescent, which meets its parent at both ends
    bool reaches_end = false;  ///< its last point lies on a main road too
    std::vector<InBlock> line;
};

inline constexpr std::uint32_t pattern_count = 3;

/// One of the layouts of a new town's neighbourhoods: a spine with closes, a ring with closes, a spine
/// with crescents; turned or mirrored in one of eight ways (`symmetry` 0..7). Parents come before children,
/// and a child begins at a vertex of its parent. Spines begin at the middle of a side.
[[nodiscard]] std::vector<Sketch> street_pattern(std::uint32_t pattern, std::uint32_t symmetry);

}  // namespace wardmap::synth
