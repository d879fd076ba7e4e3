#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wardmap {

/// Hot cells as a landscape: who touches whom, and how high each is. Cells are numbered 0 … n-1.
struct Landscape {
    std::vector<std::vector<std::uint32_t>> touching;  ///< of each cell, ascending
    std::vector<double> height;
    std::vector<double> own;  ///< decides between equal heights; then the lower number is higher
    [[nodiscard]] std::size_t size() const noexcept { return height.size(); }
    [[nodiscard]] bool is_higher(std::uint32_t a, std::uint32_t b) const noexcept;
};

/// Partition into connected regions of at most `max_cells`, each around one peak, as grid_hotspots
/// promises. The cells of a region are ascending; regions are in order of their first cell.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> hot_regions(const Landscape& land,
                                                                  std::size_t max_cells);

}  // namespace wardmap
