#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "wardmap/place.hpp"

namespace wardmap {

/// Points by distinct position in the cells of a square grid. Cells are in order of column and row, and the places
/// of one cell, or of neighbouring cells of one column, lie together in memory.
struct CelledPlaces {
    std::vector<PointM> at;               ///< by cell
    std::vector<std::uint32_t> count;     ///< points there
    std::vector<std::uint32_t> of_point;  ///< place of each point

    /// Cells of one column, one after the other.
    struct Run {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };
    static constexpr std::size_t reach = 2;  ///< cells
    std::vector<std::uint64_t> cell_key;     ///< column × key_rows + row, ascending
    std::uint64_t key_rows = 1;  ///< so many that a neighbour's row never runs into the next column
    std::vector<std::uint32_t> first_place;  ///< of each cell, and the end of the last
    std::vector<std::uint32_t> cell_points;
    /// Occupied cells around each, itself included: columns -2 … 2, of each rows -2 … 2.
    std::vector<std::array<Run, 2 * reach + 1>> near;

    [[nodiscard]] std::size_t size() const noexcept { return at.size(); }
    [[nodiscard]] std::size_t cells() const noexcept { return cell_key.size(); }
};

/// Throws Error (limit) where the points span more than 2^31 cells. O(points), and O(k log k) for k points in one cell.
[[nodiscard]] CelledPlaces celled_places(std::span<const PointM> points, double side_m);

}  // namespace wardmap
