#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wardmap/place.hpp"

namespace wardmap {

/// Points in the cells of a square grid, as places. Cells are in order of column and row, and the places of one cell,
/// or of neighbouring cells of one column, lie together in memory. In a cell of many points those at one position are
/// one place; in any other each point is a place of its own.
struct CelledPlaces {
    std::vector<double> x_m;  ///< by cell
    std::vector<double> y_m;
    std::vector<std::uint32_t> count;  ///< points of each place; empty where each has one
    std::vector<std::uint32_t> point;  ///< points by place, those of one place one after the other

    /// From the first to before the last.
    struct Run {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };
    static constexpr std::size_t reach = 2;  ///< cells
    std::vector<std::uint64_t> cell_key;     ///< column × key_rows + row, ascending
    std::uint64_t key_rows = 1;  ///< so many that a neighbour's row never runs into the next column
    std::vector<std::uint32_t> first_place;  ///< of each cell, and the end of the last
    std::vector<std::uint32_t> first_point;  ///< the same, in `point`
    /// Occupied cells around each, itself included: columns -2 … 2, of each rows -2 … 2.
    std::vector<std::array<Run, 2 * reach + 1>> near;

    [[nodiscard]] std::size_t size() const noexcept { return x_m.size(); }
    [[nodiscard]] std::size_t cells() const noexcept { return cell_key.size(); }
    [[nodiscard]] PointM at(std::size_t place) const noexcept { return {x_m[place], y_m[place]}; }
    [[nodiscard]] std::uint32_t points_at(std::size_t place) const noexcept
    {
        return count.empty() ? 1 : count[place];
    }
    [[nodiscard]] std::uint32_t points_in(std::size_t cell) const noexcept
    {
        return first_point[cell + 1] - first_point[cell];
    }
    [[nodiscard]] Run places_of(Run cells) const noexcept
    {
        return {first_place[cells.begin], first_place[cells.end]};
    }
};

/// Throws Error (limit) where the points span more than 2^31 cells. O(points), and O(k log k) for k points in one cell.
[[nodiscard]] CelledPlaces celled_places(std::span<const PointM> points, double side_m);

}  // namespace wardmap
