#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "lattice.hpp"
#include "names.hpp"
#include "town.hpp"

namespace wardmap::synth {

/// A ring of four dual carriageways around the centre, along lattice lines: the circuit that cars cruise.
struct Circuit {
    std::uint32_t west = 0, east = 0;    ///< lattice columns of its sides
    std::uint32_t south = 0, north = 0;  ///< lattice rows of its sides
};
[[nodiscard]] Circuit circuit_of(const Lattice& lattice);

/// Localities are two by two superblocks; this is the one at a lattice point.
[[nodiscard]] std::uint32_t locality_index(const Lattice& lattice, std::uint32_t column, std::uint32_t row);

/// Lays the main roads along all inner lattice lines into a town, and knows which runs past a superblock.
class MainRoads {
public:
    MainRoads(const Lattice& lattice, Names& names, Town& town);

    static constexpr std::uint32_t none = 0xffff'ffffU;  ///< the town's outer edge has no road
    /// The street along the west side of superblock (column, row), and along its south side.
    [[nodiscard]] std::uint32_t west_of(std::uint32_t column, std::uint32_t row) const
    {
        return m_upright[column * m_lattice.rows() + row];
    }
    [[nodiscard]] std::uint32_t south_of(std::uint32_t column, std::uint32_t row) const
    {
        return m_level[row * m_lattice.columns() + column];
    }

private:
    /// Part of a lattice line: superblocks from (included) to (excluded) along it.
    struct Stretch {
        bool is_upright = true;
        std::uint32_t line = 0, from = 0, to = 0;
    };
    [[nodiscard]] std::uint32_t& road_at(const Stretch& stretch, std::uint32_t k);
    void lay(const Stretch& stretch, Street street, Town& town);
    void lay_circuit(Town& town);
    void lay_line(Stretch stretch, Names& names, Town& town);

    const Lattice& m_lattice;
    std::vector<std::uint32_t> m_upright;
    std::vector<std::uint32_t> m_level;
};

}  // namespace wardmap::synth
