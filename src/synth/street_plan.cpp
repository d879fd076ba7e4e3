#include "street_plan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "main_roads.hpp"
#include "street_patterns.hpp"

namespace wardmap::synth {

namespace {

constexpr std::array<std::string_view, 3> spine_kinds{"Road", "Avenue", "Drive"};
constexpr std::array<std::string_view, 2> loop_kinds{"Crescent", "Ring"};
constexpr std::array<std::string_view, 7> close_kinds{"Close", "Gardens", "Walk",  "Lane",
                                                      "Green", "Rise",    "Street"};

/// Each locality, two by two superblocks, has its shops in the one at its south-west.
bool has_parade(std::uint32_t column, std::uint32_t row) { return column % 2 == 0 && row % 2 == 0; }

/// A bent lattice bends straight lines too, so a street is drawn in short steps.
std::vector<PointM> draw(const Lattice& lattice, const Superblock& superblock,
                         const std::vector<InBlock>& line)
{
    constexpr double longest_step = 0.13;
    const auto place = [&](InBlock p) { return lattice.at(superblock.column + p.u, superblock.row + p.v); };
    std::vector<PointM> drawn{place(line.front())};
    for (std::size_t i = 1; i < line.size(); ++i) {
        const InBlock a = line[i - 1];
        const InBlock b = line[i];
        const double reach = std::max(std::abs(b.u - a.u), std::abs(b.v - a.v));
        const int steps = std::max(1, static_cast<int>(std::ceil(reach / longest_step)));
        for (int k = 1; k < steps; ++k) {
            const double t = static_cast<double>(k) / steps;
            drawn.push_back(place({a.u + t * (b.u - a.u), a.v + t * (b.v - a.v)}));
        }
        drawn.push_back(place(b));
    }
    return drawn;
}

/// Lays the streets of one superblock after another.
class StreetLayer {
public:
    StreetLayer(const Lattice& lattice, Random& random, Town& town)
        : m_lattice(lattice), m_random(random), m_town(town), m_names(random), m_roads(lattice, m_names, town)
    {
    }

    void lay(Superblock& superblock)
    {
        superblock.first_street = static_cast<std::uint32_t>(m_town.streets.size());
        superblock.first_junction = static_cast<std::uint32_t>(m_town.junctions.size());
        const LandUse use = land_use(m_lattice, superblock.column, superblock.row);
        const std::uint32_t pattern = use == LandUse::homes ? m_random.below(pattern_count) : 0;
        const std::vector<Sketch> sketches = street_pattern(pattern, m_random.below(8));
        for (const Sketch& sketch : sketches) {
            m_town.streets.push_back({name_for(sketch, superblock), superblock.locality,
                                      kind_for(sketch, superblock),
                                      draw(m_lattice, superblock, sketch.line)});
            add_junctions(sketch, superblock);
        }
        if (use == LandUse::homes && has_parade(superblock.column, superblock.row)) {
            turn_last_close_into_parade(superblock);
        }
        add_circuit_corner(superblock);
        superblock.street_end = static_cast<std::uint32_t>(m_town.streets.size());
        superblock.junction_end = static_cast<std::uint32_t>(m_town.junctions.size());
    }

private:
    [[nodiscard]] StreetKind kind_for(const Sketch& sketch, const Superblock& superblock) const
    {
        const LandUse use = land_use(m_lattice, superblock.column, superblock.row);
        if (use == LandUse::retail_park || use == LandUse::leisure_park) {
            return StreetKind::retail;
        }
        if (use == LandUse::centre && sketch.role == Sketch::Role::spine) {
            return StreetKind::shopping;
        }
        return sketch.role == Sketch::Role::close ? StreetKind::close : StreetKind::residential;
    }

    /// A name that no other street of the locality has.
    [[nodiscard]] std::string name_for(const Sketch& sketch, const Superblock& superblock)
    {
        std::string name;
        do {
            name = draw_name(sketch, superblock);
        } while (!m_taken.emplace(superblock.locality, name).second);
        return name;
    }

    [[nodiscard]] std::string draw_name(const Sketch& sketch, const Superblock& superblock)
    {
        if (sketch.role == Sketch::Role::spine) {
            return land_use(m_lattice, superblock.column, superblock.row) == LandUse::centre
                       ? "High Street"
                       : m_names.next(m_random.pick(spine_kinds));
        }
        if (sketch.role == Sketch::Role::loop) {
            return m_names.next(m_random.pick(loop_kinds));
        }
        const std::string_view kind = m_random.pick(close_kinds);
        if (!m_random.chance(0.15)) {
            return m_names.next(kind);
        }
        // "Larkmere Close" off "Larkmere Road": a pair that a matcher must keep apart.
        const std::uint32_t parent = superblock.first_street + static_cast<std::uint32_t>(sketch.parent);
        const std::string& of_parent = m_town.streets[parent].name;
        return of_parent.substr(0, of_parent.find(' ')) + ' ' + std::string(kind);
    }

    void add_junctions(const Sketch& sketch, const Superblock& superblock)
    {
        const auto self = static_cast<std::uint32_t>(m_town.streets.size() - 1);
        const std::vector<PointM>& line = m_town.streets[self].line;
        if (sketch.parent >= 0) {
            if (sketch.meets_once) {
                add_junction(line.front(),
                             superblock.first_street + static_cast<std::uint32_t>(sketch.parent), self);
            }
            return;
        }
        add_junction(line.front(), main_road_at(superblock, sketch.line.front()), self);
        if (sketch.reaches_end) {
            add_junction(line.back(), main_road_at(superblock, sketch.line.back()), self);
        }
    }

    void add_junction(PointM position, std::uint32_t street_a, std::uint32_t street_b)
    {
        if (street_a != MainRoads::none && m_town.streets[street_a].name != m_town.streets[street_b].name) {
            m_town.junctions.push_back({position, street_a, street_b});
        }
    }

    [[nodiscard]] std::uint32_t main_road_at(const Superblock& superblock, InBlock p) const
    {
        const auto [column, row] = std::pair{superblock.column, superblock.row};
        if (p.u <= 0 || p.u >= 1) {
            return m_roads.west_of(p.u <= 0 ? column : column + 1, row);
        }
        return m_roads.south_of(column, p.v <= 0 ? row : row + 1);
    }

    void turn_last_close_into_parade(const Superblock& superblock)
    {
        Street& street = m_town.streets.back();
        street.name = m_town.localities[superblock.locality] + " Parade";
        street.kind = StreetKind::shopping;
    }

    /// Two sides of the circuit meet at the outer corner of each superblock in its corners.
    void add_circuit_corner(const Superblock& superblock)
    {
        const Circuit circuit = circuit_of(m_lattice);
        const auto [column, row] = std::pair{superblock.column, superblock.row};
        const bool is_west = column == circuit.west;
        const bool is_south = row == circuit.south;
        if ((!is_west && column + 1 != circuit.east) || (!is_south && row + 1 != circuit.north)) {
            return;
        }
        const PointM corner = m_lattice.at(is_west ? column : column + 1, is_south ? row : row + 1);
        add_junction(corner, m_roads.west_of(is_west ? column : column + 1, row),
                     m_roads.south_of(column, is_south ? row : row + 1));
    }

    const Lattice& m_lattice;
    Random& m_random;
    Town& m_town;
    Names m_names;
    MainRoads m_roads;
    std::set<std::pair<std::uint32_t, std::string>> m_taken;  ///< names, by locality
};

/// A few names stand in two localities, as the oldest names of a real town do.
void repeat_some_names(const Lattice& lattice, Random& random, Town& town)
{
    constexpr int pairs = 4;
    const auto superblocks = static_cast<std::uint32_t>(town.superblocks.size());
    for (int i = 0; i < pairs; ++i) {
        const Superblock& from = town.superblocks[random.below(superblocks / 2)];
        const Superblock& to = town.superblocks[superblocks / 2 + random.below(superblocks / 2)];
        const bool are_homes = land_use(lattice, from.column, from.row) == LandUse::homes &&
                               land_use(lattice, to.column, to.row) == LandUse::homes;
        // The second street of a pattern is never the parade.
        const std::string& name = town.streets[from.first_street + 1].name;
        const bool is_there = std::any_of(
            town.streets.begin(), town.streets.end(),
            [&](const Street& street) { return street.locality == to.locality && street.name == name; });
        if (are_homes && !is_there) {
            town.streets[to.first_street + 1].name = name;
        }
    }
}

}  // namespace

LandUse land_use(const Lattice& lattice, std::uint32_t column, std::uint32_t row)
{
    const Circuit circuit = circuit_of(lattice);
    if (column == circuit.east - 1 && row == circuit.south) {
        return LandUse::retail_park;
    }
    if (column == circuit.west && row == circuit.north - 1) {
        return LandUse::leisure_park;
    }
    return column == lattice.columns() / 2 && row == lattice.rows() / 2 ? LandUse::centre : LandUse::homes;
}

void lay_streets(const Lattice& lattice, Random random, Town& town)
{
    Names locality_names(random);
    const std::uint32_t localities = (lattice.columns() + 1) / 2 * ((lattice.rows() + 1) / 2);
    for (std::uint32_t i = 0; i < localities; ++i) {
        town.localities.push_back(locality_names.next(""));
    }
    StreetLayer layer(lattice, random, town);
    for (std::uint32_t row = 0; row < lattice.rows(); ++row) {
        for (std::uint32_t column = 0; column < lattice.columns(); ++column) {
            Superblock superblock;
            superblock.column = column;
            superblock.row = row;
            superblock.locality = locality_index(lattice, column, row);
            superblock.area_m2 = signed_area_m2(lattice.superblock_ring(column, row));
            layer.lay(superblock);
            town.superblocks.push_back(superblock);
        }
    }
    repeat_some_names(lattice, random, town);
}

}  // namespace wardmap::synth
