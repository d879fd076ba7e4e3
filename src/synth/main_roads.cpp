#include "main_roads.hpp"

#include <algorithm>
#include <utility>

namespace wardmap::synth {

Circuit circuit_of(const Lattice& lattice)
{
    const std::uint32_t column = lattice.columns() / 2;
    const std::uint32_t row = lattice.rows() / 2;
    const std::uint32_t reach = std::min(lattice.columns(), lattice.rows()) >= 7 ? 2 : 1;
    return {column - reach, column + reach, row - reach, row + reach};
}

std::uint32_t locality_index(const Lattice& lattice, std::uint32_t column, std::uint32_t row)
{
    return row / 2 * ((lattice.columns() + 1) / 2) + column / 2;
}

MainRoads::MainRoads(const Lattice& lattice, Names& names, Town& town)
    : m_lattice(lattice),
      m_upright(std::size_t{lattice.columns() + 1} * lattice.rows(), none),
      m_level(std::size_t{lattice.rows() + 1} * lattice.columns(), none)
{
    lay_circuit(town);
    for (std::uint32_t line = 1; line < lattice.columns(); ++line) {
        lay_line({true, line, 0, 0}, names, town);
    }
    for (std::uint32_t line = 1; line < lattice.rows(); ++line) {
        lay_line({false, line, 0, 0}, names, town);
    }
}

std::uint32_t& MainRoads::road_at(const Stretch& stretch, std::uint32_t k)
{
    return stretch.is_upright ? m_upright[std::size_t{stretch.line} * m_lattice.rows() + k]
                              : m_level[std::size_t{stretch.line} * m_lattice.columns() + k];
}

void MainRoads::lay(const Stretch& stretch, Street street, Town& town)
{
    constexpr std::uint32_t n = Lattice::side_segments;
    street.locality = stretch.is_upright ? locality_index(m_lattice, stretch.line, stretch.from)
                                         : locality_index(m_lattice, stretch.from, stretch.line);
    for (std::uint32_t k = stretch.from * n; k <= stretch.to * n; ++k) {
        street.line.push_back(stretch.is_upright ? m_lattice.vertex(stretch.line * n, k)
                                                 : m_lattice.vertex(k, stretch.line * n));
    }
    for (std::uint32_t k = stretch.from; k < stretch.to; ++k) {
        road_at(stretch, k) = static_cast<std::uint32_t>(town.streets.size());
    }
    town.streets.push_back(std::move(street));
}

void MainRoads::lay_circuit(Town& town)
{
    const Circuit circuit = circuit_of(m_lattice);
    const auto side = [&](const char* name, const Stretch& stretch) {
        lay(stretch, {name, 0, StreetKind::dual_carriageway, {}}, town);
    };
    side("Westmark Way", {true, circuit.west, circuit.south, circuit.north});
    side("Eastmark Way", {true, circuit.east, circuit.south, circuit.north});
    side("Southmark Way", {false, circuit.south, circuit.west, circuit.east});
    side("Northmark Way", {false, circuit.north, circuit.west, circuit.east});
}

void MainRoads::lay_line(Stretch stretch, Names& names, Town& town)
{
    constexpr std::uint32_t longest = 4;  // superblocks; then the road changes its name
    const std::uint32_t length = stretch.is_upright ? m_lattice.rows() : m_lattice.columns();
    while (stretch.from < length) {
        stretch.to = stretch.from;
        while (stretch.to < length && stretch.to - stretch.from < longest &&
               road_at(stretch, stretch.to) == none) {
            ++stretch.to;
        }
        if (stretch.to > stretch.from) {
            const char* const kind = stretch.is_upright ? "Way" : "Parkway";
            lay(stretch, {names.next(kind), 0, StreetKind::distributor, {}}, town);
        }
        stretch.from = std::max(stretch.to, stretch.from + 1);
    }
}

}  // namespace wardmap::synth
