#include "coverage.hpp"

#include <algorithm>

#include "geos_handle.hpp"

namespace wardmap {

namespace {

/// An edge from its lower to its higher end (by x, then y) and which way its ring runs along it.
struct DirectedEdge {
    PointM low;
    PointM high;
    int direction = 1;
};

void append_edges(const Ring& ring, std::vector<DirectedEdge>& edges)
{
    for (std::size_t i = 1; i < ring.size(); ++i) {
        if (ring[i - 1] < ring[i]) {
            edges.push_back({ring[i - 1], ring[i], 1});
        } else if (ring[i] < ring[i - 1]) {
            edges.push_back({ring[i], ring[i - 1], -1});
        }
    }
}

/// The edges whose passes in either direction do not cancel, each once.
std::vector<DirectedEdge> unpaired_edges(const AreaSet& areas)
{
    std::vector<DirectedEdge> edges;
    for (const Area& area : areas.areas) {
        for (const Polygon& polygon : area.shape.parts) {
            append_edges(polygon.outer, edges);
            for (const Ring& hole : polygon.holes) {
                append_edges(hole, edges);
            }
        }
    }
    std::sort(edges.begin(), edges.end(), [](const DirectedEdge& a, const DirectedEdge& b) {
        return a.low != b.low ? a.low < b.low : a.high < b.high;
    });
    std::vector<DirectedEdge> unpaired;
    for (std::size_t i = 0; i < edges.size();) {
        const DirectedEdge& first = edges[i];
        int passes = 0;
        for (; i < edges.size() && edges[i].low == first.low && edges[i].high == first.high; ++i) {
            passes += edges[i].direction;
        }
        if (passes != 0) {
            unpaired.push_back(first);
        }
    }
    return unpaired;
}

/// The faces into which the edges cut the plane, but for the endless one.
MultiPolygon faces_between(const std::vector<DirectedEdge>& edges)
{
    const Geos geos;
    std::vector<GeosGeometry> lines;
    lines.reserve(edges.size());
    for (const DirectedEdge& edge : edges) {
        lines.push_back(geos.line({edge.low, edge.high}));
    }
    const GeosGeometry all = geos.collection(std::move(lines), GEOS_MULTILINESTRING);
    const GeosGeometry noded = geos.take(GEOSUnaryUnion_r(geos.context(), all.get()), "noding of borders");
    const GEOSGeometry* input = noded.get();
    return geos.polygons_of(geos.take(GEOSPolygonize_r(geos.context(), &input, 1), "faces of borders").get());
}

PointM point_inside(const Geos& geos, const Polygon& face)
{
    const GeosGeometry polygon = geos.polygon(face);
    const GeosGeometry point =
        geos.take(GEOSPointOnSurface_r(geos.context(), polygon.get()), "point in a face");
    PointM place;
    GEOSGeomGetX_r(geos.context(), point.get(), &place.x_m);
    GEOSGeomGetY_r(geos.context(), point.get(), &place.y_m);
    return place;
}

}  // namespace

std::vector<CoverageFault> coverage_faults(const AreaSet& areas)
{
    const MultiPolygon faces = faces_between(unpaired_edges(areas));
    std::vector<BoxM> boxes;
    boxes.reserve(areas.areas.size());
    for (const Area& area : areas.areas) {
        boxes.push_back(bounds(area.shape));
    }
    const Geos geos;
    std::vector<CoverageFault> faults;
    for (const Polygon& face : faces.parts) {
        CoverageFault fault{{}, area_m2(face), point_inside(geos, face)};
        for (std::uint32_t i = 0; i < boxes.size(); ++i) {
            if (boxes[i].contains(fault.place) && covers(areas.areas[i].shape, fault.place)) {
                fault.areas.push_back(i);
            }
        }
        if (fault.areas.size() != 1) {
            faults.push_back(std::move(fault));
        }
    }
    std::sort(faults.begin(), faults.end(), [](const CoverageFault& a, const CoverageFault& b) {
        return a.area_m2 != b.area_m2 ? a.area_m2 > b.area_m2 : a.place < b.place;
    });
    return faults;
}

}  // namespace wardmap
