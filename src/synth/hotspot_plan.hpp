#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lattice.hpp"
#include "random.hpp"
#include "town.hpp"

namespace wardmap::synth {

enum class Theme : std::uint8_t { asb, drugs, car_cruising, other };
[[nodiscard]] std::string_view theme_name(Theme theme);

/// A plot and the superblock that it is in.
struct Member {
    std::uint32_t plot = 0;
    std::uint32_t superblock = 0;
};

/// A planted hotspot: incidents of its theme happen at its members, so often as their weights say.
struct PlantedHotspot {
    std::string id;  ///< "asb-1"
    Theme theme = Theme::asb;
    PointM centre;
    double radius_m = 0;
    std::vector<Member> members;
    std::vector<double> weights;
    Ring outline;  ///< encloses all members
};

/// All that is planted: what an analysis of the town should find.
struct Planted {
    std::vector<PlantedHotspot> hotspots;
    /// The block in which one caller makes nearly all reports of ASB; index into Town::blocks. The first
    /// hotspot of ASB is around it.
    std::uint32_t one_caller_block = 0;
    std::uint32_t caller_row = 0;  ///< row of addresses.csv where the caller lives
    /// The ward in which ASB is 1.6 times as frequent in the last six months; -1 with fewer than 12 months.
    std::int32_t rising_ward = -1;
};

inline constexpr double rise_factor = 1.6;
inline constexpr std::uint32_t rise_months = 6;
inline constexpr double caller_share = 0.85;

/// Six hotspots of ASB, four of drugs, three of car cruising, 150 to 250 m across; fewer where the town is
/// too small to keep those of a theme 650 m apart. At least one of each.
[[nodiscard]] Planted plant(const Lattice& lattice, const Town& town, std::uint32_t months, Random random);

}  // namespace wardmap::synth
