#pragma once

#include <geos_c.h>

#include <memory>
#include <string>
#include <vector>

#include "wardmap/geometry.hpp"

/// GEOS' C handles with owners, and the way between its geometries and ours.
namespace wardmap {

template <auto destroy>
struct GeosDeleter {
    GEOSContextHandle_t context = nullptr;
    template <typename T>
    void operator()(T* handle) const noexcept
    {
        destroy(context, handle);
    }
};
using GeosGeometry = std::unique_ptr<GEOSGeometry, GeosDeleter<GEOSGeom_destroy_r>>;

/// One GEOS context: for one operation, not shared between threads. Outlives its geometries.
class Geos {
public:
    Geos();
    ~Geos();
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;

    [[nodiscard]] GEOSContextHandle_t context() const noexcept { return m_context; }

    /// Takes what a GEOS function returned; throws Error (internal) with GEOS' words for a nullptr.
    [[nodiscard]] GeosGeometry take(GEOSGeometry* geometry, const char* step) const;

    /// Throw Error (input) for a coordinate that is not finite, which GEOS does not survive everywhere, and
    /// for a ring that is not closed or has fewer than four vertices.
    [[nodiscard]] GeosGeometry line(const std::vector<PointM>& path) const;
    [[nodiscard]] GeosGeometry polygon(const Polygon& polygon) const;
    [[nodiscard]] GeosGeometry multi_polygon(const MultiPolygon& shape) const;
    [[nodiscard]] GeosGeometry collection(std::vector<GeosGeometry> parts, int type) const;

    /// The polygons of a geometry, normalised; lines and points that an operation left over fall away.
    [[nodiscard]] MultiPolygon polygons_of(const GEOSGeometry* geometry) const;

private:
    [[nodiscard]] GEOSCoordSequence* coordinates(const std::vector<PointM>& path) const;
    [[nodiscard]] Ring ring_of(const GEOSGeometry* ring) const;
    void append_polygons(const GEOSGeometry* geometry, MultiPolygon& shape) const;

    GEOSContextHandle_t m_context;
    std::string m_message;
};

/// Outer rings counter-clockwise, holes clockwise, each from its first vertex in (x, y) order; holes
/// and parts sorted.
void normalise(MultiPolygon& shape);

}  // namespace wardmap
