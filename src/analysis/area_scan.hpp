#pragma once

#include <cstdint>
#include <vector>

#include "wardmap/geometry.hpp"

namespace wardmap {

/// The edges of a study area in horizontal slabs, so that a point or a scan line meets only the edges
/// beside it. Answers as wardmap::covers does, to the last bit. Immutable.
class AreaScan {
public:
    explicit AreaScan(const MultiPolygon& area);

    /// O(edges in the point's slab).
    [[nodiscard]] bool covers(PointM p) const noexcept;

    /// Calls `visit(edge)` for the edges that cross the horizontal line at `y_m`.
    template <typename Visit>
    void for_each_crossing(double y_m, const Visit& visit) const
    {
        if (m_slab_begin.size() < 2 || !(y_m >= m_min_y_m && y_m <= m_max_y_m)) {
            return;
        }
        const std::size_t slab = slab_of(y_m);
        for (std::size_t k = m_slab_begin[slab]; k < m_slab_begin[slab + 1]; ++k) {
            const Edge& edge = m_edges[m_slab_edges[k]];
            if ((edge.low.y_m > y_m) != (edge.high.y_m > y_m)) {
                visit(edge);
            }
        }
    }

    struct Edge {
        PointM low;
        PointM high;
        /// True if the edge lies east of `p`, whose height it crosses (the predicate of covers).
        [[nodiscard]] bool is_east_of(PointM p) const noexcept
        {
            return (high.x_m - low.x_m) * (p.y_m - low.y_m) - (p.x_m - low.x_m) * (high.y_m - low.y_m) > 0;
        }
    };

private:
    void add_ring(const Ring& ring);
    void fill_slabs();
    [[nodiscard]] std::size_t slab_of(double y_m) const noexcept;

    std::vector<Edge> m_edges;
    std::vector<std::size_t> m_slab_begin;
    std::vector<std::uint32_t> m_slab_edges;
    double m_min_y_m = 0;
    double m_max_y_m = 0;
    double m_slab_m = 1;
};

}  // namespace wardmap
