#include "ogr_geometry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace wardmap::formats {

namespace {

/// Gathers the parts of one feature, whatever nesting they come in.
class PartCollector {
public:
    explicit PartCollector(const std::string& where) : m_where(where) {}

    void add(OGRGeometryH source)
    {
        if (OGR_G_IsEmpty(source) != 0) {
            return;
        }
        switch (wkbFlatten(OGR_G_GetGeometryType(source))) {
            case wkbPoint:
                m_points.push_back(vertex(source, 0));
                break;
            case wkbLineString:
                m_lines.parts.push_back(vertices(source));
                break;
            case wkbPolygon:
                m_polygons.parts.push_back(polygon(source));
                break;
            case wkbMultiPoint:
            case wkbMultiLineString:
            case wkbMultiPolygon:
            case wkbGeometryCollection:
                for (int i = 0; i < OGR_G_GetGeometryCount(source); ++i) {
                    add(OGR_G_GetGeometryRef(source, i));
                }
                break;
            default:
                throw Error(
                    ErrorKind::input, m_where,
                    fmt::format("geometries of type {} are not supported", OGR_G_GetGeometryName(source)),
                    "save the layer with points, lines or polygons");
        }
    }

    [[nodiscard]] Geometry take()
    {
        const int kinds =
            (m_points.empty() ? 0 : 1) + (m_lines.parts.empty() ? 0 : 1) + (m_polygons.parts.empty() ? 0 : 1);
        if (kinds > 1) {
            throw Error(ErrorKind::input, m_where, "the feature mixes points, lines or polygons",
                        "save each kind as a layer of its own");
        }
        if (m_points.size() > 1) {
            throw Error(ErrorKind::input, m_where, fmt::format("the feature has {} points", m_points.size()),
                        "save the layer with one point in each feature");
        }
        if (!m_points.empty()) {
            return m_points.front();
        }
        if (!m_lines.parts.empty()) {
            return std::move(m_lines);
        }
        if (!m_polygons.parts.empty()) {
            return std::move(m_polygons);
        }
        return {};
    }

private:
    [[nodiscard]] PointM vertex(OGRGeometryH source, int index) const
    {
        const PointM p{OGR_G_GetX(source, index), OGR_G_GetY(source, index)};
        require_finite(p);
        return p;
    }

    void require_finite(const PointM& p) const
    {
        if (!std::isfinite(p.x_m) || !std::isfinite(p.y_m)) {
            throw Error(ErrorKind::input, m_where, "a coordinate is not a finite number",
                        "repair or remove the feature");
        }
    }

    [[nodiscard]] std::vector<PointM> vertices(OGRGeometryH source) const
    {
        const auto count = static_cast<std::size_t>(OGR_G_GetPointCount(source));
        std::vector<PointM> result;
        result.reserve(count + 1);  // a ring may have to be closed
        result.resize(count);
        if (count > 0) {
            OGR_G_GetPoints(source, &result.front().x_m, sizeof(PointM), &result.front().y_m, sizeof(PointM),
                            nullptr, 0);
        }
        for (const PointM& p : result) {
            require_finite(p);
        }
        return result;
    }

    [[nodiscard]] Ring ring(OGRGeometryH source) const
    {
        Ring result = vertices(source);
        if (!result.empty() && result.front() != result.back()) {
            result.push_back(result.front());
        }
        return result;
    }

    [[nodiscard]] Polygon polygon(OGRGeometryH source) const
    {
        Polygon result;
        for (int i = 0; i < OGR_G_GetGeometryCount(source); ++i) {
            Ring r = ring(OGR_G_GetGeometryRef(source, i));
            if (i == 0) {
                result.outer = std::move(r);
            } else if (!r.empty()) {
                result.holes.push_back(std::move(r));
            }
        }
        return result;
    }

    const std::string& m_where;
    std::vector<PointM> m_points;
    MultiLine m_lines;
    MultiPolygon m_polygons;
};

void orient(Ring& ring, bool counter_clockwise)
{
    const double area = signed_area_m2(ring);
    if ((counter_clockwise && area < 0) || (!counter_clockwise && area > 0)) {
        std::ranges::reverse(ring);
    }
}

OwnedGeometry line_of(const std::vector<PointM>& points, OGRwkbGeometryType type)
{
    OwnedGeometry line(OGR_G_CreateGeometry(type));
    if (!points.empty()) {
        // It takes pointers to what it does not change.
        auto* x = const_cast<double*>(&points.front().x_m);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
        auto* y = const_cast<double*>(&points.front().y_m);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
        OGR_G_SetPoints(line.get(), static_cast<int>(points.size()), x, sizeof(PointM), y, sizeof(PointM),
                        nullptr, 0);
    }
    return line;
}

OwnedGeometry polygon_of(const Polygon& polygon)
{
    OwnedGeometry result(OGR_G_CreateGeometry(wkbPolygon));
    OGR_G_AddGeometryDirectly(result.get(), line_of(polygon.outer, wkbLinearRing).release());
    for (const Ring& hole : polygon.holes) {
        OGR_G_AddGeometryDirectly(result.get(), line_of(hole, wkbLinearRing).release());
    }
    return result;
}

}  // namespace

Geometry geometry_of(OGRGeometryH source, const std::string& where)
{
    if (source == nullptr) {
        return {};
    }
    PartCollector parts(where);
    if (OGR_G_HasCurveGeometry(source, 1) != 0) {
        const OwnedGeometry straight(OGR_G_GetLinearGeometry(source, 0, nullptr));
        if (!straight) {
            throw Error(ErrorKind::input, where, "a curve cannot be drawn as lines",
                        "save the layer without curves");
        }
        parts.add(straight.get());
    } else {
        parts.add(source);
    }
    return parts.take();
}

OwnedGeometry ogr_geometry(const Geometry& geometry)
{
    if (const auto* point = std::get_if<PointM>(&geometry)) {
        OwnedGeometry result(OGR_G_CreateGeometry(wkbPoint));
        OGR_G_SetPoint_2D(result.get(), 0, point->x_m, point->y_m);
        return result;
    }
    if (const auto* lines = std::get_if<MultiLine>(&geometry)) {
        OwnedGeometry result(OGR_G_CreateGeometry(wkbMultiLineString));
        for (const auto& part : lines->parts) {
            OGR_G_AddGeometryDirectly(result.get(), line_of(part, wkbLineString).release());
        }
        return result;
    }
    OwnedGeometry result(OGR_G_CreateGeometry(wkbMultiPolygon));
    if (const auto* shape = std::get_if<MultiPolygon>(&geometry)) {
        for (const Polygon& part : shape->parts) {
            OGR_G_AddGeometryDirectly(result.get(), polygon_of(part).release());
        }
    }
    return result;
}

GeometryKind kind_of(const Geometry& geometry) noexcept
{
    if (std::holds_alternative<PointM>(geometry)) {
        return GeometryKind::point;
    }
    if (std::holds_alternative<MultiLine>(geometry)) {
        return GeometryKind::line;
    }
    if (std::holds_alternative<MultiPolygon>(geometry)) {
        return GeometryKind::polygon;
    }
    return GeometryKind::none;
}

const char* kind_words(GeometryKind kind) noexcept
{
    switch (kind) {
        case GeometryKind::point:
            return "points";
        case GeometryKind::line:
            return "lines";
        case GeometryKind::polygon:
            return "polygons";
        case GeometryKind::none:
            break;
    }
    return "rows without geometry";
}

OGRwkbGeometryType ogr_type_of(GeometryKind kind) noexcept
{
    switch (kind) {
        case GeometryKind::point:
            return wkbPoint;
        case GeometryKind::line:
            return wkbMultiLineString;
        case GeometryKind::polygon:
            return wkbMultiPolygon;
        case GeometryKind::none:
            break;
    }
    return wkbNone;
}

void orient_rings(Geometry& geometry)
{
    auto* shape = std::get_if<MultiPolygon>(&geometry);
    if (shape == nullptr) {
        return;
    }
    for (Polygon& part : shape->parts) {
        orient(part.outer, true);
        for (Ring& hole : part.holes) {
            orient(hole, false);
        }
    }
}

}  // namespace wardmap::formats
