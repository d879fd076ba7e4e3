#include "ward_plan.hpp"

#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "apportion.hpp"
#include "names.hpp"
#include "wardmap/error.hpp"

namespace wardmap::synth {

namespace {

/// The town is cut into four bands of rows, and each band into so many wards.
constexpr std::array<std::uint32_t, 4> wards_of_band{3, 3, 4, 3};

/// The superblocks of a band of rows, column by column, up and down in turn. Any run of this walk hangs
/// together and has neither holes nor parts that touch at a corner only.
std::vector<std::size_t> walk_band(const Lattice& lattice, std::uint32_t first_row, std::uint32_t end_row)
{
    std::vector<std::size_t> walk;
    for (std::uint32_t column = 0; column < lattice.columns(); ++column) {
        for (std::uint32_t k = first_row; k < end_row; ++k) {
            const std::uint32_t row = column % 2 == 0 ? k : first_row + end_row - 1 - k;
            walk.push_back(std::size_t{row} * lattice.columns() + column);
        }
    }
    return walk;
}

void assign_wards(const Lattice& lattice, Town& town)
{
    std::uint32_t ward = 0;
    for (std::uint32_t band = 0; band < wards_of_band.size(); ++band) {
        const std::vector<std::size_t> walk =
            walk_band(lattice, band * lattice.rows() / 4, (band + 1) * lattice.rows() / 4);
        const std::uint32_t parts = wards_of_band.at(band);
        for (std::size_t k = 0; k < walk.size(); ++k) {
            town.superblocks[walk[k]].ward = ward + static_cast<std::uint32_t>(k * parts / walk.size());
        }
        ward += parts;
    }
}

/// A vertex of superblock sides, in side segments from the south-west corner.
using Vertex = std::pair<std::uint32_t, std::uint32_t>;

/// The sides of one superblock, counter-clockwise.
std::vector<Vertex> outline(const Superblock& superblock)
{
    constexpr std::uint32_t n = Lattice::side_segments;
    const std::uint32_t i = superblock.column * n;
    const std::uint32_t j = superblock.row * n;
    std::vector<Vertex> vertices;
    vertices.reserve(std::size_t{4} * n);
    for (std::uint32_t k = 0; k < n; ++k) {
        vertices.emplace_back(i + k, j);
    }
    for (std::uint32_t k = 0; k < n; ++k) {
        vertices.emplace_back(i + n, j + k);
    }
    for (std::uint32_t k = n; k > 0; --k) {
        vertices.emplace_back(i + k, j + n);
    }
    for (std::uint32_t k = n; k > 0; --k) {
        vertices.emplace_back(i, j + k);
    }
    return vertices;
}

/// What remains of the superblocks' directed sides when those that two of them share are struck out.
Ring trace(const Lattice& lattice, const Town& town, std::uint32_t ward)
{
    std::set<std::pair<Vertex, Vertex>> sides;
    for (const Superblock& superblock : town.superblocks) {
        if (superblock.ward != ward) {
            continue;
        }
        const std::vector<Vertex> vertices = outline(superblock);
        for (std::size_t k = 0; k < vertices.size(); ++k) {
            const Vertex& a = vertices[k];
            const Vertex& b = vertices[(k + 1) % vertices.size()];
            if (sides.erase({b, a}) == 0) {
                sides.emplace(a, b);
            }
        }
    }
    const std::map<Vertex, Vertex> next(sides.begin(), sides.end());
    Ring ring;
    const Vertex start = next.begin()->first;
    Vertex at = start;
    do {
        ring.push_back(lattice.vertex(at.first, at.second));
        at = next.at(at);
    } while (at != start);
    if (ring.size() != next.size()) {
        throw Error(ErrorKind::internal, "synth", "a ward in more than one piece", "report this as a defect");
    }
    ring.push_back(ring.front());
    return ring;
}

}  // namespace

void draw_wards(const Lattice& lattice, Town& town)
{
    assign_wards(lattice, town);
    for (std::uint32_t w = 0; w < ward_count; ++w) {
        Ward ward;
        // Nine characters like a British area code, with a first letter that no such code has.
        const std::string number = std::to_string(w + 1);
        ward.code = "Z0500000" + number;
        ward.code.erase(3, number.size() - 1);
        ward.name = ward_name(w);
        ward.ring = trace(lattice, town, w);
        town.wards.push_back(std::move(ward));
    }
}

void populate_wards(std::uint32_t addresses, Town& town)
{
    constexpr double people_a_home = 89'000.0 / 40'000.0;
    for (const Superblock& superblock : town.superblocks) {
        for (std::uint32_t p = superblock.first_plot; p < superblock.plot_end; ++p) {
            const Plot& plot = town.plots[p];
            town.wards[superblock.ward].dwellings += plot.kind == PlotKind::house ? 1U : plot.flats;
        }
    }
    std::vector<double> homes;
    homes.reserve(town.wards.size());
    for (const Ward& ward : town.wards) {
        homes.push_back(ward.dwellings);
    }
    const auto population = static_cast<std::uint32_t>(std::lround(addresses * people_a_home));
    const std::vector<std::uint32_t> people = apportion(population, homes);
    for (std::size_t w = 0; w < people.size(); ++w) {
        town.wards[w].population = people[w];
    }
}

}  // namespace wardmap::synth
