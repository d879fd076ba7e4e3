#include <algorithm>
#include <utility>

#include "names.hpp"
#include "plot_plan.hpp"
#include "street_plan.hpp"

namespace wardmap::synth {

namespace {

std::uint32_t apart(std::uint32_t a, std::uint32_t b) { return a > b ? a - b : b - a; }

/// A superblock of homes with no other block in it, nor (while that is possible) beside it.
std::uint32_t free_superblock(const Lattice& lattice, Random& random, const Town& town)
{
    constexpr int tries_with_distance = 500;
    for (int attempt = 0;; ++attempt) {
        const auto candidate = random.below(static_cast<std::uint32_t>(town.superblocks.size()));
        const Superblock& superblock = town.superblocks[candidate];
        if (superblock.block >= 0 || land_use(lattice, superblock.column, superblock.row) != LandUse::homes) {
            continue;
        }
        const bool is_beside = std::any_of(town.blocks.begin(), town.blocks.end(), [&](const Block& block) {
            const Superblock& other = town.superblocks[block.superblock];
            return apart(superblock.column, other.column) < 2 && apart(superblock.row, other.row) < 2;
        });
        if (!is_beside || attempt >= tries_with_distance) {
            return candidate;
        }
    }
}

/// "Bittern Point" is also "The Bittern" and "Bittern Pt".
std::vector<std::string> aliases_of(const std::string& name)
{
    const std::size_t blank = name.find(' ');
    const std::string kind = name.substr(blank + 1);
    const char* const abbreviation = kind == "Point"   ? "Pt"
                                     : kind == "House" ? "Hse"
                                     : kind == "Tower" ? "Twr"
                                     : kind == "Court" ? "Ct"
                                                       : "Hts";
    const std::string first = name.substr(0, blank);
    return {first + ' ' + abbreviation, "The " + first + " Flats"};
}

}  // namespace

void choose_blocks(const Lattice& lattice, std::uint32_t addresses, Random random, Town& town)
{
    const std::uint32_t count = std::clamp(addresses / 250, 1U, most_blocks);
    const std::uint32_t flats_a_floor = addresses < 6'000 ? 2 : 4;
    for (std::uint32_t b = 0; b < count; ++b) {
        Block block;
        block.id = "TB" + std::to_string(b + 1);
        block.name = block_name(b);
        block.aliases = aliases_of(block.name);
        block.storeys = 10 + random.below(9);
        block.dwellings = block.storeys * flats_a_floor;
        block.superblock = free_superblock(lattice, random, town);
        town.superblocks[block.superblock].block = static_cast<std::int32_t>(b);
        town.blocks.push_back(std::move(block));
    }
}

}  // namespace wardmap::synth
