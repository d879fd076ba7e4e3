#include "contour_rings.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wardmap::contour {

namespace {

/// Walks along the segments, each once, and cuts the walk into simple rings.
class RingTracer {
public:
    RingTracer(const Lattice& lattice, std::vector<Segment> segments)
        : m_lattice(lattice), m_segments(std::move(segments)), m_is_used(m_segments.size(), false)
    {
        std::ranges::sort(m_segments, {}, [](const Segment& s) { return std::pair(s.from, s.to); });
    }

    [[nodiscard]] std::vector<Ring> rings()
    {
        for (std::size_t first = 0; first < m_segments.size(); ++first) {
            if (!m_is_used[first]) {
                trace(first);
            }
        }
        return std::move(m_rings);
    }

private:
    using Indices = std::pair<std::size_t, std::size_t>;

    [[nodiscard]] Indices leaving(EdgePoint point) const
    {
        const auto from = [](const Segment& s) { return s.from; };
        const auto range = std::ranges::equal_range(m_segments, point, {}, from);
        return {static_cast<std::size_t>(range.begin() - m_segments.begin()),
                static_cast<std::size_t>(range.end() - m_segments.begin())};
    }

    void trace(std::size_t segment)
    {
        const EdgePoint start = m_segments[segment].from;
        std::vector<EdgePoint> walk{start};
        std::vector<std::size_t> touching;  // where the walk stands on points that it may come back to
        bool has_left_start = false;
        while (true) {
            const auto [begin, end] = leaving(walk.back());
            if (end - begin > 1) {
                cut_loop(walk, touching);
            }
            if (has_left_start) {
                segment = sharpest_left(segment, begin, end);
            }
            if (segment == m_segments.size()) {
                break;
            }
            has_left_start = true;
            m_is_used[segment] = true;
            walk.push_back(m_segments[segment].to);
            if (walk.back() == start) {
                break;
            }
        }
        close_ring(walk, 0);
    }

    /// Where shapes touch in a point, two segments leave it. The shape lies left of the walk, so the one that
    /// turns left the most goes on around the same corner of the shape.
    [[nodiscard]] std::size_t sharpest_left(std::size_t incoming, std::size_t begin, std::size_t end) const
    {
        std::size_t best = m_segments.size();
        double best_turn = 0;
        for (std::size_t i = begin; i < end; ++i) {
            if (m_is_used[i]) {
                continue;
            }
            const double turn = end - begin == 1 ? 0 : turn_rad(m_segments[incoming], m_segments[i]);
            if (best == m_segments.size() || turn > best_turn) {
                best = i;
                best_turn = turn;
            }
        }
        return best;
    }

    [[nodiscard]] double turn_rad(const Segment& a, const Segment& b) const
    {
        const PointM p = position(m_lattice, a.from);
        const PointM q = position(m_lattice, a.to);
        const PointM r = position(m_lattice, b.to);
        const double ax = q.x_m - p.x_m;
        const double ay = q.y_m - p.y_m;
        const double bx = r.x_m - q.x_m;
        const double by = r.y_m - q.y_m;
        return std::atan2(ax * by - ay * bx, ax * bx + ay * by);
    }

    /// If the walk stands where it has been, what lies between is a ring by itself.
    void cut_loop(std::vector<EdgePoint>& walk, std::vector<std::size_t>& touching)
    {
        for (std::size_t i = touching.size(); i-- > 0;) {
            if (walk[touching[i]] == walk.back()) {
                close_ring(walk, touching[i]);
                walk.resize(touching[i] + 1);
                touching.resize(i + 1);
                return;
            }
        }
        touching.push_back(walk.size() - 1);
    }

    void close_ring(const std::vector<EdgePoint>& walk, std::size_t begin)
    {
        Ring ring;
        for (std::size_t i = begin; i < walk.size(); ++i) {
            ring.push_back(position(m_lattice, walk[i]));
        }
        if (ring.size() > 3) {
            m_rings.push_back(std::move(ring));
        }
    }

    const Lattice& m_lattice;
    std::vector<Segment> m_segments;
    std::vector<bool> m_is_used;
    std::vector<Ring> m_rings;
};

/// An outer ring with what finds out whether it holds a hole.
struct Candidate {
    MultiPolygon shape;
    BoxM box;
    double area_m2 = 0;
    std::vector<Ring> holes;
};

std::vector<Candidate> candidates_from(std::vector<Ring>& outers)
{
    std::vector<Candidate> candidates;
    for (Ring& ring : outers) {
        Candidate candidate{
            .shape = {{Polygon{.outer = std::move(ring), .holes = {}}}}, .box = {}, .holes = {}};
        candidate.box = bounds(candidate.shape);
        candidate.area_m2 = area_m2(candidate.shape);
        candidates.push_back(std::move(candidate));
    }
    return candidates;
}

/// The smallest outer ring around the hole. A hole may touch it in a vertex, so a point on a side decides.
void give_to_its_polygon(Ring hole, std::vector<Candidate>& candidates)
{
    const PointM side{(hole[0].x_m + hole[1].x_m) / 2, (hole[0].y_m + hole[1].y_m) / 2};
    Candidate* best = nullptr;
    for (Candidate& candidate : candidates) {
        if ((best == nullptr || candidate.area_m2 < best->area_m2) && candidate.box.contains(side) &&
            covers(candidate.shape, side)) {
            best = &candidate;
        }
    }
    if (best != nullptr) {
        best->holes.push_back(std::move(hole));
    }
}

}  // namespace

PointM position(const Lattice& lattice, EdgePoint point) noexcept
{
    const std::int64_t node = point.edge / 2;
    const std::int64_t width = std::int64_t{lattice.grid.cols} + 2;
    const bool runs_south = point.edge % 2 != 0;
    const std::int64_t node_col = node % width - 1;
    const std::int64_t node_row = node / width - 1;
    const double col = static_cast<double>(node_col) + (runs_south ? 0 : point.along);
    const double row = static_cast<double>(node_row) + (runs_south ? point.along : 0);
    return {lattice.grid.north_west.x_m + (col + 0.5) * lattice.grid.cell_m,
            lattice.grid.north_west.y_m - (row + 0.5) * lattice.grid.cell_m};
}

MultiPolygon polygons_from(const Lattice& lattice, std::vector<Segment> segments)
{
    std::vector<Ring> outers;
    std::vector<Ring> holes;
    for (Ring& ring : RingTracer(lattice, std::move(segments)).rings()) {
        const double area_m2 = signed_area_m2(ring);
        if (area_m2 != 0) {
            (area_m2 > 0 ? outers : holes).push_back(std::move(ring));
        }
    }
    std::vector<Candidate> candidates = candidates_from(outers);
    for (Ring& hole : holes) {
        give_to_its_polygon(std::move(hole), candidates);
    }
    MultiPolygon shape;
    for (Candidate& candidate : candidates) {
        candidate.shape.parts[0].holes = std::move(candidate.holes);
        shape.parts.push_back(std::move(candidate.shape.parts[0]));
    }
    return shape;
}

}  // namespace wardmap::contour
