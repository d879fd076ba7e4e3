#include "place_painter.hpp"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace wardmap::viewer {

namespace {

constexpr std::size_t few_points = 500;  // drawn one by one, to the fraction of a pixel
constexpr double least_step_px = 0.4;    // vertices nearer than that are one
constexpr double reach_mm = 6;           // outlines and markers reach over what they belong to

void add_ring(QPainterPath& path, const std::vector<PointM>& ring, const Camera& camera)
{
    QPolygonF polygon;
    polygon.reserve(static_cast<qsizetype>(ring.size()));
    for (const PointM& vertex : ring) {
        const QPointF p = camera.to_px(vertex);
        const bool is_last = &vertex == &ring.back();
        if (polygon.empty() || is_last || (p - polygon.back()).manhattanLength() >= least_step_px) {
            polygon.push_back(p);
        }
    }
    path.addPolygon(polygon);
}

}  // namespace

QPainterPath path_of(const Geometry& geometry, const Camera& camera)
{
    QPainterPath path;
    path.setFillRule(Qt::OddEvenFill);
    if (const auto* shape = std::get_if<MultiPolygon>(&geometry)) {
        for (const Polygon& part : shape->parts) {
            add_ring(path, part.outer, camera);
            for (const Ring& hole : part.holes) {
                add_ring(path, hole, camera);
            }
        }
    } else if (const auto* lines = std::get_if<MultiLine>(&geometry)) {
        for (const auto& part : lines->parts) {
            add_ring(path, part, camera);
        }
    }
    return path;
}

PlacePainter::PlacePainter(const Scene& scene, const SceneLayer& layer, const Camera& camera)
    : m_scene(scene),
      m_camera(camera),
      m_place(scene.result->result.stack[layer.place]),
      m_classes(scene.result->classes[layer.place])
{
    if (m_place.layer) {
        const BoxM view = camera.seen().grown(reach_mm * camera.px_per_mm * camera.m_per_px);
        scene.result->layers[*m_place.layer].tree.visit(view,
                                                        [this](std::uint32_t i) { m_seen.push_back(i); });
        std::ranges::sort(m_seen);
    }
    for (const StyleClass& of_class : m_place.style.classes) {
        m_colours.push_back(qPremultiply(colour_of(of_class.fill).rgba()));
        if (m_seen.size() > few_points) {
            m_stamps.emplace_back(m_place.style, of_class, camera.px_per_mm);
        }
    }
}

int PlacePainter::class_of(std::uint32_t feature) const { return m_classes[feature]; }

void PlacePainter::paint(QImage& band, int top) const
{
    if (m_place.raster) {
        paint_raster(band, top);
    } else if (m_place.layer) {
        const GeometryKind kind = m_scene.result->result.layers.layers[*m_place.layer].table.kind;
        if (kind != GeometryKind::point) {
            paint_shapes(band, top);
        } else if (m_seen.size() > few_points) {
            paint_many_points(band, top);
        } else {
            paint_few_points(band, top);
        }
    }
}

void PlacePainter::paint_shapes(QImage& band, int top) const
{
    const FeatureTable& table = m_scene.result->result.layers.layers[*m_place.layer].table;
    const std::vector<BoxM>& boxes = m_scene.result->layers[*m_place.layer].boxes;
    QPainter painter(&band);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(0, -top);
    const QPen outline = outline_of(m_place.style, m_camera.px_per_mm);
    const double reach_px = reach_mm * m_camera.px_per_mm;
    const double line_px = std::max(0.5, m_place.style.stroke_mm * m_camera.px_per_mm);
    int drawn = -1;  // the class that pen and brush are of
    for (const std::uint32_t i : m_seen) {
        const double upper_px = m_camera.to_px({0, boxes[i].max_y_m}).y() - reach_px;
        const double lower_px = m_camera.to_px({0, boxes[i].min_y_m}).y() + reach_px;
        if (class_of(i) < 0 || upper_px > top + band.height() || lower_px < top) {
            continue;
        }
        const QColor fill = colour_of(m_place.style.classes[static_cast<std::size_t>(class_of(i))].fill);
        if (fill.alpha() == 0 && outline == QPen(Qt::NoPen)) {
            continue;
        }
        const QPainterPath path = path_of(table.features[i].geometry, m_camera);
        if (table.kind == GeometryKind::line) {
            painter.strokePath(path, QPen(fill, line_px));
            continue;
        }
        if (class_of(i) !=
            drawn) {  // a pen and a brush for each of thousands of cells would cost more than the cells
            drawn = class_of(i);
            // Shapes without an outline touch their neighbours: a hair in their own colour closes the seam.
            painter.setPen(outline.style() == Qt::NoPen ? QPen(fill, 0.6) : outline);
            painter.setBrush(fill.alpha() == 0 ? QBrush(Qt::NoBrush) : QBrush(fill));
        }
        painter.drawPath(path);
    }
}

void PlacePainter::paint_few_points(QImage& band, int top) const
{
    const FeatureTable& table = m_scene.result->result.layers.layers[*m_place.layer].table;
    const std::vector<IncidentTime>& times = m_scene.result->layers[*m_place.layer].times;
    QPainter painter(&band);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(0, -top);
    painter.setPen(outline_of(m_place.style, m_camera.px_per_mm));
    for (const std::uint32_t i : m_seen) {
        const auto* point = std::get_if<PointM>(&table.features[i].geometry);
        const bool is_hidden = !times.empty() && !m_scene.filter.passes(times[i]);
        if (class_of(i) < 0 || point == nullptr || is_hidden) {
            continue;
        }
        const StyleClass& of_class = m_place.style.classes[static_cast<std::size_t>(class_of(i))];
        const double size_mm = of_class.marker_mm > 0 ? of_class.marker_mm : m_place.style.marker_mm;
        painter.setBrush(colour_of(of_class.fill));
        paint_marker(painter, m_place.style.marker, m_camera.to_px(*point), size_mm * m_camera.px_per_mm);
    }
}

void PlacePainter::paint_many_points(QImage& band, int top) const
{
    const std::vector<BoxM>& boxes = m_scene.result->layers[*m_place.layer].boxes;
    const std::vector<IncidentTime>& times = m_scene.result->layers[*m_place.layer].times;
    const double reach_px = reach_mm * m_camera.px_per_mm;
    const bool has_filter = !times.empty() && !m_scene.filter.is_everything();
    for (const std::uint32_t i : m_seen) {
        const QPointF at = m_camera.to_px({boxes[i].min_x_m, boxes[i].min_y_m}) - QPointF(0, top);
        const bool is_near = at.y() > -reach_px && at.y() < band.height() + reach_px;
        if (is_near && class_of(i) >= 0 && !(has_filter && !m_scene.filter.passes(times[i]))) {
            m_stamps[static_cast<std::size_t>(class_of(i))].put(band, at);
        }
    }
}

/// Values, not colours, are interpolated between pixel centres, as in QGIS and the contours.
void PlacePainter::paint_raster(QImage& band, int top) const
{
    const Raster& raster = m_scene.result->result.layers.rasters[*m_place.raster].raster;
    const RasterGrid& grid = raster.grid;
    const double step = m_camera.m_per_px / grid.cell_m;
    const PointM corner = m_camera.from_px({0.5, top + 0.5});
    const double col_0 = (corner.x_m - grid.north_west.x_m) / grid.cell_m - 0.5;
    const double row_0 = (grid.north_west.y_m - corner.y_m) / grid.cell_m - 0.5;
    const auto first = [step](double origin) { return static_cast<int>(std::floor((-0.5 - origin) / step)); };
    const auto last = [step](double origin, std::int32_t count) {
        return static_cast<int>(std::ceil((count - 0.5 - origin) / step));
    };
    const int from_x = std::max(0, first(col_0));
    const int to_x = std::min(band.width(), last(col_0, grid.cols));
    for (int y = std::max(0, first(row_0)); y < std::min(band.height(), last(row_0, grid.rows)); ++y) {
        auto* line = reinterpret_cast<QRgb*>(band.scanLine(y));
        for (int x = from_x; x < to_x; ++x) {
            line[x] = colour_at(raster, col_0 + x * step, row_0 + y * step);
        }
    }
}

QRgb PlacePainter::colour_at(const Raster& raster, double col, double row) const
{
    const RasterGrid& grid = raster.grid;
    if (col < -0.5 || row < -0.5 || col >= grid.cols - 0.5 || row >= grid.rows - 0.5) {
        return 0;
    }
    const double c = std::clamp(col, 0.0, grid.cols - 1.0);
    const double r = std::clamp(row, 0.0, grid.rows - 1.0);
    const auto c0 = static_cast<std::int32_t>(c);
    const auto r0 = static_cast<std::int32_t>(r);
    const std::int32_t c1 = std::min(c0 + 1, grid.cols - 1);
    const std::int32_t r1 = std::min(r0 + 1, grid.rows - 1);
    const auto at = [&](std::int32_t i, std::int32_t j) {
        return raster.values[static_cast<std::size_t>(j) * static_cast<std::size_t>(grid.cols) +
                             static_cast<std::size_t>(i)];
    };
    const double u = c - c0;
    const double v = r - r0;
    double value =
        (1 - v) * ((1 - u) * at(c0, r0) + u * at(c1, r0)) + v * ((1 - u) * at(c0, r1) + u * at(c1, r1));
    if (std::isnan(value)) {  // at the rim: the pixel's own
        value = at(static_cast<std::int32_t>(c + 0.5), static_cast<std::int32_t>(r + 0.5));
    }
    const auto& classes = m_place.style.classes;
    for (std::size_t i = classes.size(); i-- > 0;) {
        if (value >= classes[i].lower) {
            return m_colours[i];
        }
    }
    return 0;
}

}  // namespace wardmap::viewer
