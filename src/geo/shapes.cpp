#include "wardmap/shapes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geos_handle.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

/// Beyond any projected system: what lies farther out is a damaged number.
constexpr double farthest_m = 1e8;
/// A square millimetre. What is smaller is no area of ground, and its points cannot be told from its edges.
constexpr double least_area_m2 = 1e-6;
constexpr double most_area_change = 0.001;
/// A nanometre. What is nearer to 0 is 0: the products of such numbers are no longer exact, and GEOS takes invalid
/// shapes for valid.
constexpr double least_coordinate_m = 1e-9;

template <typename Visit>
void for_each_ring(MultiPolygon& shape, const Visit& visit)
{
    for (Polygon& polygon : shape.parts) {
        visit(polygon.outer, true);
        for (Ring& hole : polygon.holes) {
            visit(hole, false);
        }
    }
}

void settle_coordinates(MultiPolygon& shape, const std::string& where)
{
    const auto settle = [](double& coordinate_m) {
        if (std::abs(coordinate_m) < least_coordinate_m) {
            coordinate_m = 0;
        }
    };
    for_each_ring(shape, [&](Ring& ring, bool) {
        for (PointM& p : ring) {
            // written so that NaN fails, too
            if (!(std::abs(p.x_m) <= farthest_m && std::abs(p.y_m) <= farthest_m)) {
                throw Error(
                    ErrorKind::input, where, "a coordinate that is not a number or beyond 100,000 km",
                    "Repair the layer or leave the feature out; check its coordinate reference system.");
            }
            settle(p.x_m);
            settle(p.y_m);
        }
    });
}

/// By how much the area may differ if every vertex is off by the spacing of numbers of the size of its coordinates.
double rounded_area_m2(MultiPolygon& shape)
{
    double length_m = 0;
    double extent_m = 0;
    for_each_ring(shape, [&](const Ring& ring, bool) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            extent_m = std::max({extent_m, std::abs(ring[i].x_m), std::abs(ring[i].y_m)});
            if (i > 0) {
                length_m += std::hypot(ring[i].x_m - ring[i - 1].x_m, ring[i].y_m - ring[i - 1].y_m);
            }
        }
    });
    return length_m * extent_m * std::numeric_limits<double>::epsilon();
}

/// Takes out rings without area (fewer than four vertices), which GEOS refuses; true if there were any.
bool drop_stunted_rings(MultiPolygon& shape)
{
    const auto is_stunted = [](const Ring& ring) { return ring.size() < 4 || ring.front() != ring.back(); };
    std::size_t dropped = 0;
    for (Polygon& polygon : shape.parts) {
        dropped += std::erase_if(polygon.holes, is_stunted);
    }
    dropped += std::erase_if(shape.parts, [&](const Polygon& polygon) { return is_stunted(polygon.outer); });
    return dropped > 0;
}

void turn_rings(MultiPolygon& shape)
{
    for_each_ring(shape, [](Ring& ring, bool is_outer) {
        if ((signed_area_m2(ring) > 0) != is_outer) {
            std::reverse(ring.begin(), ring.end());
        }
    });
}

MultiPolygon overlay(const MultiPolygon& a, const MultiPolygon& b,
                     GEOSGeometry* (*operation)(GEOSContextHandle_t, const GEOSGeometry*,
                                                const GEOSGeometry*),
                     const char* step)
{
    const Geos geos;
    const GeosGeometry first = geos.multi_polygon(a);
    const GeosGeometry second = geos.multi_polygon(b);
    return geos.polygons_of(geos.take(operation(geos.context(), first.get(), second.get()), step).get());
}

GeosGeometry geos_geometry(const Geos& geos, const Geometry& geometry)
{
    if (const auto* point = std::get_if<PointM>(&geometry)) {
        return geos.line({*point});
    }
    if (const auto* lines = std::get_if<MultiLine>(&geometry)) {
        std::vector<GeosGeometry> parts;
        parts.reserve(lines->parts.size());
        for (const std::vector<PointM>& path : lines->parts) {
            parts.push_back(geos.line(path));
        }
        return geos.collection(std::move(parts), GEOS_GEOMETRYCOLLECTION);
    }
    const auto* polygons = std::get_if<MultiPolygon>(&geometry);
    return geos.multi_polygon(polygons != nullptr ? *polygons : MultiPolygon{});
}

}  // namespace

MultiPolygon union_of(std::span<const MultiPolygon> shapes)
{
    const Geos geos;
    std::vector<GeosGeometry> parts;
    for (const MultiPolygon& shape : shapes) {
        for (const Polygon& polygon : shape.parts) {
            parts.push_back(geos.polygon(polygon));
        }
    }
    const GeosGeometry all = geos.collection(std::move(parts), GEOS_GEOMETRYCOLLECTION);
    return geos.polygons_of(geos.take(GEOSUnaryUnion_r(geos.context(), all.get()), "union").get());
}

MultiPolygon intersection_of(const MultiPolygon& a, const MultiPolygon& b)
{
    return overlay(a, b, GEOSIntersection_r, "intersection");
}

MultiPolygon difference_of(const MultiPolygon& a, const MultiPolygon& b)
{
    return overlay(a, b, GEOSDifference_r, "difference");
}

MultiPolygon buffer_of(const Geometry& shape, double radius_m, int segments)
{
    const Geos geos;
    const GeosGeometry middle = geos_geometry(geos, shape);
    return geos.polygons_of(
        geos.take(GEOSBuffer_r(geos.context(), middle.get(), radius_m, segments), "buffer").get());
}

MultiPolygon convex_hull_of(std::span<const PointM> points)
{
    if (points.size() < 3) {
        return {};
    }
    const Geos geos;
    const GeosGeometry path = geos.line({points.begin(), points.end()});
    return geos.polygons_of(geos.take(GEOSConvexHull_r(geos.context(), path.get()), "convex hull").get());
}

MultiPolygon concave_hull_of(std::span<const PointM> points, double edge_ratio)
{
    if (points.size() < 3) {
        return {};
    }
    const Geos geos;
    const GeosGeometry path = geos.line({points.begin(), points.end()});
    constexpr unsigned without_holes = 0;
    return geos.polygons_of(
        geos.take(GEOSConcaveHull_r(geos.context(), path.get(), edge_ratio, without_holes), "concave hull")
            .get());
}

PointM label_point_of(const MultiPolygon& shape)
{
    const Geos geos;
    const GeosGeometry polygons = geos.multi_polygon(shape);
    const GeosGeometry point = geos.take(GEOSPointOnSurface_r(geos.context(), polygons.get()), "label point");
    PointM place;
    if (GEOSGeomGetX_r(geos.context(), point.get(), &place.x_m) != 1 ||
        GEOSGeomGetY_r(geos.context(), point.get(), &place.y_m) != 1) {
        throw Error(ErrorKind::internal, "label point", "a shape without polygons", "Report this defect.");
    }
    return place;
}

MultiPolygon valid_shape(MultiPolygon shape, const std::string& where, Diagnostics& diagnostics)
{
    const auto refuse = [&](const std::string& found) {
        throw Error(ErrorKind::input, where, found,
                    "Repair the layer, for instance with QGIS' \"Fix geometries\", and look at the result.");
    };
    settle_coordinates(shape, where);
    bool is_repaired = drop_stunted_rings(shape);
    const double given_m2 = area_m2(shape);
    // Where rounding alone changes so much, a shape is no more than the spacing of numbers along a line.
    if (shape.parts.empty() || !(given_m2 >= least_area_m2) ||
        rounded_area_m2(shape) > most_area_change * given_m2) {
        refuse("a polygon without area");
    }
    const Geos geos;
    const GeosGeometry given = geos.multi_polygon(shape);
    if (GEOSisValid_r(geos.context(), given.get()) != 1) {
        const GeosGeometry repaired = geos.take(GEOSMakeValid_r(geos.context(), given.get()), "repair");
        shape = geos.polygons_of(repaired.get());
        is_repaired = true;
        // The points where edges cross are rounded, so that what is repaired may cross itself again.
        if (GEOSisValid_r(geos.context(), geos.multi_polygon(shape).get()) != 1) {
            refuse("an invalid polygon that cannot be repaired");
        }
        if (!(std::abs(area_m2(shape) - given_m2) < most_area_change * given_m2)) {
            refuse("an invalid polygon whose repair would change its area by 0.1 % or more");
        }
    }
    if (is_repaired) {
        diagnostics.note(where, "An invalid polygon was repaired; its area changed by less than 0.1 %.");
    }
    turn_rings(shape);
    return shape;
}

}  // namespace wardmap
