#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "wardmap/place.hpp"

namespace wardmap::viewer {

/// A packed R-tree over boxes that do not change: built once (sort-tile-recursive, Leutenegger et al.
/// 1997), O(n log n); empty boxes are never found.
class BoxTree {
public:
    BoxTree() = default;
    explicit BoxTree(const std::vector<BoxM>& boxes);

    /// Calls `visit(index)` for every box that touches `area`, in no particular order.
    void visit(const BoxM& area, const std::function<void(std::uint32_t)>& visit) const;

private:
    struct Node {
        BoxM box;
        std::uint32_t first = 0;  ///< of the level below, or of m_items
        std::uint32_t count = 0;
    };
    std::vector<std::uint32_t> m_items;       ///< indices of boxes, in the order of the leaves
    std::vector<BoxM> m_boxes;                ///< in the same order
    std::vector<std::vector<Node>> m_levels;  ///< from the leaves to the root
};

}  // namespace wardmap::viewer
