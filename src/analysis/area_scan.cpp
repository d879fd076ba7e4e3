#include "area_scan.hpp"

#include <algorithm>
#include <cmath>

namespace wardmap {

AreaScan::AreaScan(const MultiPolygon& area)
{
    for (const Polygon& part : area.parts) {
        add_ring(part.outer);
        for (const Ring& hole : part.holes) {
            add_ring(hole);
        }
    }
    if (!m_edges.empty()) {
        fill_slabs();
    }
}

void AreaScan::add_ring(const Ring& ring)
{
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const PointM a = ring[i - 1];
        const PointM b = ring[i];
        if (a.y_m < b.y_m) {
            m_edges.push_back({a, b});
        } else if (b.y_m < a.y_m) {
            m_edges.push_back({b, a});
        }
    }
}

void AreaScan::fill_slabs()
{
    m_min_y_m = m_edges.front().low.y_m;
    m_max_y_m = m_min_y_m;
    double total_rise_m = 0;
    for (const Edge& edge : m_edges) {
        m_min_y_m = std::min(m_min_y_m, edge.low.y_m);
        m_max_y_m = std::max(m_max_y_m, edge.high.y_m);
        total_rise_m += edge.high.y_m - edge.low.y_m;
    }
    // An edge is listed once in each slab it meets: as many slabs as keep the lists within about three
    // times the edges, however long those are.
    const double height_m = m_max_y_m - m_min_y_m;
    const double slabs = std::floor(2.0 * static_cast<double>(m_edges.size()) * height_m / total_rise_m);
    const auto slab_count = static_cast<std::size_t>(std::clamp(slabs, 1.0, 1e7));
    m_slab_m = height_m / static_cast<double>(slab_count);

    m_slab_begin.assign(slab_count + 1, 0);
    for (const Edge& edge : m_edges) {
        for (std::size_t s = slab_of(edge.low.y_m); s <= slab_of(edge.high.y_m); ++s) {
            ++m_slab_begin[s + 1];
        }
    }
    for (std::size_t s = 0; s < slab_count; ++s) {
        m_slab_begin[s + 1] += m_slab_begin[s];
    }
    m_slab_edges.resize(m_slab_begin.back());
    std::vector<std::size_t> next(m_slab_begin.begin(), m_slab_begin.end() - 1);
    for (std::uint32_t e = 0; e < m_edges.size(); ++e) {
        for (std::size_t s = slab_of(m_edges[e].low.y_m); s <= slab_of(m_edges[e].high.y_m); ++s) {
            m_slab_edges[next[s]++] = e;
        }
    }
}

std::size_t AreaScan::slab_of(double y_m) const noexcept
{
    const auto slab = static_cast<std::size_t>((y_m - m_min_y_m) / m_slab_m);
    return std::min(slab, m_slab_begin.size() - 2);
}

bool AreaScan::covers(PointM p) const noexcept
{
    bool is_inside = false;
    for_each_crossing(p.y_m, [&](const Edge& edge) { is_inside ^= edge.is_east_of(p); });
    return is_inside;
}

}  // namespace wardmap
