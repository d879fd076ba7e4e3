#include "geos_handle.hpp"

#include <algorithm>
#include <cmath>

#include "wardmap/error.hpp"

namespace wardmap {

namespace {

// GEOS reads coordinates as pairs of doubles.
static_assert(sizeof(PointM) == 2 * sizeof(double));

void remember_message(const char* message, void* text) { *static_cast<std::string*>(text) = message; }

void check_ring(const Ring& ring)
{
    if (ring.size() < 4 || ring.front() != ring.back()) {
        throw Error(ErrorKind::input, "polygon", "a ring that is not closed or has fewer than four vertices",
                    "Repair the layer, for instance with QGIS' \"Fix geometries\".");
    }
}

/// Turned and rotated as the house has it.
void normalise(Ring& ring, bool is_outer)
{
    if (ring.size() < 2) {
        return;
    }
    if ((signed_area_m2(ring) > 0) != is_outer) {
        std::reverse(ring.begin(), ring.end());
    }
    ring.pop_back();
    std::rotate(ring.begin(), std::min_element(ring.begin(), ring.end()), ring.end());
    ring.push_back(ring.front());
}

}  // namespace

void normalise(MultiPolygon& shape)
{
    for (Polygon& polygon : shape.parts) {
        normalise(polygon.outer, true);
        for (Ring& hole : polygon.holes) {
            normalise(hole, false);
        }
        std::sort(polygon.holes.begin(), polygon.holes.end());
    }
    std::sort(shape.parts.begin(), shape.parts.end(),
              [](const Polygon& a, const Polygon& b) { return a.outer < b.outer; });
}

Geos::Geos() : m_context(GEOS_init_r())
{
    if (m_context == nullptr) {
        throw Error(ErrorKind::internal, "GEOS", "no context could be made", "Check the GEOS installation.");
    }
    GEOSContext_setErrorMessageHandler_r(m_context, remember_message, &m_message);
}

Geos::~Geos() { GEOS_finish_r(m_context); }

GeosGeometry Geos::take(GEOSGeometry* geometry, const char* step) const
{
    if (geometry == nullptr) {
        throw Error(ErrorKind::internal, std::string("GEOS, ") + step, m_message,
                    "Check the polygon layers for invalid geometry; if they are valid, report this defect.");
    }
    return GeosGeometry(geometry, {m_context});
}

GEOSCoordSequence* Geos::coordinates(const std::vector<PointM>& path) const
{
    for (const PointM p : path) {
        if (!std::isfinite(p.x_m) || !std::isfinite(p.y_m)) {
            throw Error(ErrorKind::input, "geometry", "a coordinate that is not a finite number",
                        "Repair the layer or leave the feature out.");
        }
    }
    const double* numbers = path.empty() ? nullptr : &path.front().x_m;
    const auto count = static_cast<unsigned>(path.size());
    GEOSCoordSequence* sequence = GEOSCoordSeq_copyFromBuffer_r(m_context, numbers, count, 0, 0);
    if (sequence == nullptr) {
        throw Error(ErrorKind::internal, "GEOS", "no coordinate sequence could be made",
                    "Report this defect.");
    }
    return sequence;
}

GeosGeometry Geos::line(const std::vector<PointM>& path) const
{
    if (path.size() == 1) {
        return take(GEOSGeom_createPoint_r(m_context, coordinates(path)), "point");
    }
    return take(GEOSGeom_createLineString_r(m_context, coordinates(path)), "line");
}

GeosGeometry Geos::polygon(const Polygon& polygon) const
{
    const auto ring = [&](const Ring& vertices) {
        check_ring(vertices);
        return take(GEOSGeom_createLinearRing_r(m_context, coordinates(vertices)), "ring");
    };
    GeosGeometry outer = ring(polygon.outer);
    std::vector<GeosGeometry> holes;
    holes.reserve(polygon.holes.size());
    for (const Ring& hole : polygon.holes) {
        holes.push_back(ring(hole));
    }
    std::vector<GEOSGeometry*> handles;
    handles.reserve(holes.size());
    for (GeosGeometry& hole : holes) {
        handles.push_back(hole.release());  // GEOS owns them from here, also when it fails
    }
    return take(GEOSGeom_createPolygon_r(m_context, outer.release(), handles.data(),
                                         static_cast<unsigned>(handles.size())),
                "polygon");
}

GeosGeometry Geos::multi_polygon(const MultiPolygon& shape) const
{
    std::vector<GeosGeometry> parts;
    parts.reserve(shape.parts.size());
    for (const Polygon& part : shape.parts) {
        parts.push_back(polygon(part));
    }
    return collection(std::move(parts), GEOS_MULTIPOLYGON);
}

GeosGeometry Geos::collection(std::vector<GeosGeometry> parts, int type) const
{
    std::vector<GEOSGeometry*> handles;
    handles.reserve(parts.size());
    for (GeosGeometry& part : parts) {
        handles.push_back(part.release());
    }
    return take(
        GEOSGeom_createCollection_r(m_context, type, handles.data(), static_cast<unsigned>(handles.size())),
        "collection");
}

Ring Geos::ring_of(const GEOSGeometry* ring) const
{
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(m_context, ring);
    unsigned count = 0;
    Ring result;
    if (sequence != nullptr && GEOSCoordSeq_getSize_r(m_context, sequence, &count) != 0) {
        result.resize(count);
        if (count > 0) {
            GEOSCoordSeq_copyToBuffer_r(m_context, sequence, &result.front().x_m, 0, 0);
        }
    }
    return result;
}

void Geos::append_polygons(const GEOSGeometry* geometry, MultiPolygon& shape) const
{
    const int type = GEOSGeomTypeId_r(m_context, geometry);
    if (type == GEOS_POLYGON && GEOSisEmpty_r(m_context, geometry) == 0) {
        Polygon polygon;
        polygon.outer = ring_of(GEOSGetExteriorRing_r(m_context, geometry));
        for (int i = 0; i < GEOSGetNumInteriorRings_r(m_context, geometry); ++i) {
            polygon.holes.push_back(ring_of(GEOSGetInteriorRingN_r(m_context, geometry, i)));
        }
        shape.parts.push_back(std::move(polygon));
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        for (int i = 0; i < GEOSGetNumGeometries_r(m_context, geometry); ++i) {
            append_polygons(GEOSGetGeometryN_r(m_context, geometry, i), shape);
        }
    }
}

MultiPolygon Geos::polygons_of(const GEOSGeometry* geometry) const
{
    MultiPolygon shape;
    append_polygons(geometry, shape);
    normalise(shape);
    return shape;
}

}  // namespace wardmap
