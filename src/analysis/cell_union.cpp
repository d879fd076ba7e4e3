#include "cell_union.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "lattice_shape.hpp"

namespace wardmap {

namespace {

using VertexRing = std::vector<LatticeVertex>;
/// Outer sides by their first vertex; the group of cells lies to the left of each. Two leave from a
/// vertex where cells meet only at a corner.
using Sides = std::multimap<LatticeVertex, LatticeVertex>;

/// Above 0 for a turn to the left. The lattice's units differ east and north, but not in sign.
std::int64_t turn(LatticeVertex a, LatticeVertex b, LatticeVertex c) noexcept
{
    return (b.u - a.u) * (c.v - b.v) - (b.v - a.v) * (c.u - b.u);
}

/// Groups of cells that share sides, each ascending, in order of their first cell.
std::vector<std::vector<CellKey>> groups_of(const CellGrid& grid, const CellColumns& columns,
                                            std::span<const std::uint32_t> cells)
{
    std::set<std::uint32_t> left(cells.begin(), cells.end());
    std::vector<std::vector<CellKey>> groups;
    while (!left.empty()) {
        std::vector<std::uint32_t> waiting{*left.begin()};
        left.erase(left.begin());
        groups.emplace_back();
        while (!waiting.empty()) {
            const CellKey key = grid.cells[waiting.back()];
            waiting.pop_back();
            groups.back().push_back(key);
            for (int side = 0; side < side_count(grid.lattice.shape); ++side) {
                const std::int64_t other = columns.find(across_side(grid.lattice.shape, key, side));
                if (other != CellGrid::no_cell && left.erase(static_cast<std::uint32_t>(other)) > 0) {
                    waiting.push_back(static_cast<std::uint32_t>(other));
                }
            }
        }
        std::sort(groups.back().begin(), groups.back().end());
    }
    return groups;
}

Sides outer_sides(CellShape shape, const std::vector<CellKey>& group)
{
    Sides sides;
    for (const CellKey key : group) {
        for (int side = 0; side < side_count(shape); ++side) {
            if (!std::binary_search(group.begin(), group.end(), across_side(shape, key, side))) {
                sides.emplace(corner(shape, key, side), corner(shape, key, side + 1));
            }
        }
    }
    return sides;
}

/// Follows the sides from the lowest vertex left. Where two ways go on, the right-hand one keeps to the
/// same gap between the cells: in a group that shares sides this never meets a vertex twice.
VertexRing take_ring(Sides& sides)
{
    VertexRing ring{sides.begin()->first};
    LatticeVertex next = sides.begin()->second;
    sides.erase(sides.begin());
    while (next != ring.front()) {
        const auto [first, last] = sides.equal_range(next);
        auto way = first;
        if (std::next(first) != last &&
            turn(ring.back(), next, std::next(first)->second) < turn(ring.back(), next, first->second)) {
            ++way;
        }
        ring.push_back(next);
        next = way->second;
        sides.erase(way);
    }
    ring.push_back(next);
    return ring;
}

Ring ring_in_metres(const CellLattice& lattice, const VertexRing& ring)
{
    Ring result;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const LatticeVertex before = i > 0 ? ring[i - 1] : ring[ring.size() - 2];
        if (turn(before, ring[i], ring[i + 1]) != 0) {
            result.push_back(vertex_position(lattice, ring[i]));
        }
    }
    result.push_back(result.front());
    return result;
}

Polygon outline_of_group(const CellLattice& lattice, const std::vector<CellKey>& group)
{
    Sides sides = outer_sides(lattice.shape, group);
    // The lowest vertex of all is on the outer ring.
    Polygon polygon{ring_in_metres(lattice, take_ring(sides)), {}};
    while (!sides.empty()) {
        polygon.holes.push_back(ring_in_metres(lattice, take_ring(sides)));
    }
    return polygon;
}

}  // namespace

MultiPolygon cell_union(const CellGrid& grid, const CellColumns& columns,
                        std::span<const std::uint32_t> cells)
{
    MultiPolygon shape;
    for (const std::vector<CellKey>& group : groups_of(grid, columns, cells)) {
        shape.parts.push_back(outline_of_group(grid.lattice, group));
    }
    return shape;
}

}  // namespace wardmap
