#include "wardmap/geometry.hpp"

#include <cmath>

namespace wardmap {

namespace {

/// Whether the edge crosses the ray from `p` towards +x. The edge is looked at from its lower end, so
/// two polygons that share it get the same answer to the last bit, whichever way each runs along it.
bool crosses_ray(PointM a, PointM b, PointM p) noexcept
{
    if ((a.y_m > p.y_m) == (b.y_m > p.y_m)) {
        return false;
    }
    if (a.y_m > b.y_m) {
        std::swap(a, b);
    }
    return (b.x_m - a.x_m) * (p.y_m - a.y_m) - (p.x_m - a.x_m) * (b.y_m - a.y_m) > 0;
}

bool ring_parity(const Ring& ring, PointM p) noexcept
{
    bool is_odd = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        is_odd ^= crosses_ray(ring[i - 1], ring[i], p);
    }
    return is_odd;
}

double segment_distance_m(PointM a, PointM b, PointM p) noexcept
{
    const double dx_m = b.x_m - a.x_m;
    const double dy_m = b.y_m - a.y_m;
    const double length2_m2 = dx_m * dx_m + dy_m * dy_m;
    if (length2_m2 == 0) {
        return distance_m(a, p);
    }
    const double along = ((p.x_m - a.x_m) * dx_m + (p.y_m - a.y_m) * dy_m) / length2_m2;
    const double t = std::min(1.0, std::max(0.0, along));
    return distance_m({a.x_m + t * dx_m, a.y_m + t * dy_m}, p);
}

double path_distance_m(const std::vector<PointM>& path, PointM p) noexcept
{
    double nearest_m = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < path.size(); ++i) {
        nearest_m = std::min(nearest_m, segment_distance_m(path[i - 1], path[i], p));
    }
    return nearest_m;
}

template <typename Visit>
void for_each_ring(const MultiPolygon& shape, const Visit& visit)
{
    for (const Polygon& polygon : shape.parts) {
        visit(polygon.outer);
        for (const Ring& hole : polygon.holes) {
            visit(hole);
        }
    }
}

/// Sums of the ring's triangles with `origin`: twice the area and six times its first moments.
struct Moments {
    double area2 = 0;
    double x6 = 0;
    double y6 = 0;
    void add(const Ring& ring, PointM origin) noexcept
    {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const double ax = ring[i - 1].x_m - origin.x_m;
            const double ay = ring[i - 1].y_m - origin.y_m;
            const double bx = ring[i].x_m - origin.x_m;
            const double by = ring[i].y_m - origin.y_m;
            const double cross = ax * by - bx * ay;
            area2 += cross;
            x6 += cross * (ax + bx);
            y6 += cross * (ay + by);
        }
    }
};

}  // namespace

double signed_area_m2(const Ring& ring) noexcept
{
    if (ring.empty()) {
        return 0;
    }
    Moments moments;
    moments.add(ring, ring.front());
    return moments.area2 / 2;
}

double area_m2(const Polygon& polygon) noexcept
{
    double area = std::abs(signed_area_m2(polygon.outer));
    for (const Ring& hole : polygon.holes) {
        area -= std::abs(signed_area_m2(hole));
    }
    return area;
}

double area_m2(const MultiPolygon& shape) noexcept
{
    double area = 0;
    for (const Polygon& polygon : shape.parts) {
        area += area_m2(polygon);
    }
    return area;
}

BoxM bounds(const MultiPolygon& shape) noexcept
{
    BoxM box;
    for_each_ring(shape, [&](const Ring& ring) {
        for (const PointM p : ring) {
            box.include(p);
        }
    });
    return box;
}

BoxM bounds(const Geometry& geometry) noexcept
{
    BoxM box;
    if (const auto* point = std::get_if<PointM>(&geometry)) {
        box.include(*point);
    } else if (const auto* line = std::get_if<MultiLine>(&geometry)) {
        for (const auto& path : line->parts) {
            for (const PointM p : path) {
                box.include(p);
            }
        }
    } else if (const auto* shape = std::get_if<MultiPolygon>(&geometry)) {
        box = bounds(*shape);
    }
    return box;
}

PointM centroid(const MultiPolygon& shape) noexcept
{
    const BoxM box = bounds(shape);
    const PointM middle{(box.min_x_m + box.max_x_m) / 2, (box.min_y_m + box.max_y_m) / 2};
    Moments moments;
    for_each_ring(shape, [&](const Ring& ring) { moments.add(ring, middle); });
    if (moments.area2 == 0) {
        return middle;
    }
    return {middle.x_m + moments.x6 / (3 * moments.area2), middle.y_m + moments.y6 / (3 * moments.area2)};
}

bool covers(const MultiPolygon& shape, PointM p) noexcept
{
    bool is_inside = false;
    for_each_ring(shape, [&](const Ring& ring) { is_inside ^= ring_parity(ring, p); });
    return is_inside;
}

double distance_m(const MultiLine& line, PointM p) noexcept
{
    double nearest_m = std::numeric_limits<double>::infinity();
    for (const auto& path : line.parts) {
        nearest_m = std::min(nearest_m, path_distance_m(path, p));
    }
    return nearest_m;
}

double distance_m(const MultiPolygon& shape, PointM p) noexcept
{
    if (covers(shape, p)) {
        return 0;
    }
    double nearest_m = std::numeric_limits<double>::infinity();
    for_each_ring(shape,
                  [&](const Ring& ring) { nearest_m = std::min(nearest_m, path_distance_m(ring, p)); });
    return nearest_m;
}

Polygon box_polygon(const BoxM& box)
{
    return {{{box.min_x_m, box.min_y_m},
             {box.max_x_m, box.min_y_m},
             {box.max_x_m, box.max_y_m},
             {box.min_x_m, box.max_y_m},
             {box.min_x_m, box.min_y_m}},
            {}};
}

}  // namespace wardmap
