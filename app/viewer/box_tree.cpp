#include "box_tree.hpp"

#include <algorithm>
#include <cmath>

namespace wardmap::viewer {

namespace {

constexpr std::size_t node_size = 16;

bool touches(const BoxM& a, const BoxM& b) noexcept
{
    return a.min_x_m <= b.max_x_m && b.min_x_m <= a.max_x_m && a.min_y_m <= b.max_y_m &&
           b.min_y_m <= a.max_y_m;
}

}  // namespace

BoxTree::BoxTree(const std::vector<BoxM>& boxes)
{
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        if (!boxes[i].is_empty()) {
            m_items.push_back(static_cast<std::uint32_t>(i));
        }
    }
    const auto by_x = [&](std::uint32_t a, std::uint32_t b) {
        return boxes[a].min_x_m + boxes[a].max_x_m < boxes[b].min_x_m + boxes[b].max_x_m;
    };
    const auto by_y = [&](std::uint32_t a, std::uint32_t b) {
        return boxes[a].min_y_m + boxes[a].max_y_m < boxes[b].min_y_m + boxes[b].max_y_m;
    };
    // Slices by x, each sorted by y: leaves are then about square.
    std::ranges::sort(m_items, by_x);
    const double leaves = std::ceil(static_cast<double>(m_items.size()) / node_size);
    const auto slice = static_cast<std::size_t>(std::ceil(std::sqrt(leaves))) * node_size;
    for (std::size_t from = 0; from < m_items.size(); from += slice) {
        const std::size_t to = std::min(from + slice, m_items.size());
        std::sort(m_items.begin() + static_cast<std::ptrdiff_t>(from),
                  m_items.begin() + static_cast<std::ptrdiff_t>(to), by_y);
    }
    m_boxes.reserve(m_items.size());
    for (const std::uint32_t item : m_items) {
        m_boxes.push_back(boxes[item]);
    }
    const auto group = [this](std::size_t count, const auto& box_at) {
        std::vector<Node>& level = m_levels.emplace_back();
        for (std::size_t from = 0; from < count; from += node_size) {
            Node node;
            node.first = static_cast<std::uint32_t>(from);
            node.count = static_cast<std::uint32_t>(std::min(node_size, count - from));
            for (std::uint32_t i = 0; i < node.count; ++i) {
                node.box.include(box_at(node.first + i));
            }
            level.push_back(node);
        }
    };
    group(m_boxes.size(), [this](std::size_t i) { return m_boxes[i]; });
    while (m_levels.back().size() > 1) {
        const std::vector<Node> below = m_levels.back();
        group(below.size(), [&below](std::size_t i) { return below[i].box; });
    }
}

void BoxTree::visit(const BoxM& area, const std::function<void(std::uint32_t)>& visit) const
{
    if (m_boxes.empty() || area.is_empty()) {
        return;
    }
    std::vector<std::pair<std::size_t, std::uint32_t>> open = {{m_levels.size() - 1, 0}};
    while (!open.empty()) {
        const auto [level, index] = open.back();
        open.pop_back();
        const Node& node = m_levels[level][index];
        if (!touches(node.box, area)) {
            continue;
        }
        for (std::uint32_t i = node.first; i < node.first + node.count; ++i) {
            if (level > 0) {
                open.emplace_back(level - 1, i);
            } else if (touches(m_boxes[i], area)) {
                visit(m_items[i]);
            }
        }
    }
}

}  // namespace wardmap::viewer
