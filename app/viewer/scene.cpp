#include "scene.hpp"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "label_painter.hpp"
#include "marker_stamp.hpp"

namespace wardmap::viewer {

namespace {

constexpr std::size_t few_points = 500;  // drawn one by one, to the fraction of a pixel
constexpr double least_step_px = 0.4;    // vertices nearer than that are one

QImage transparent_image(const Camera& camera)
{
    QImage image(camera.size_px.toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

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

/// What of one place of the stack is drawn onto an image of its own, without its opacity.
class PlacePainter {
public:
    PlacePainter(const Scene& scene, const SceneLayer& layer, const Camera& camera)
        : m_scene(scene),
          m_camera(camera),
          m_place(scene.result->result.stack[layer.place]),
          m_classes(scene.result->classes[layer.place])
    {
    }

    void paint(QImage& image) const
    {
        if (m_place.raster) {
            paint_raster(image);
        } else if (m_place.layer) {
            const FeatureTable& table = m_scene.result->result.layers.layers[*m_place.layer].table;
            if (table.kind == GeometryKind::point) {
                paint_points(image, table);
            } else {
                paint_shapes(image, table);
            }
        }
    }

private:
    [[nodiscard]] const StyleClass* class_of_feature(std::size_t i) const
    {
        const int of_class = m_classes[i];
        return of_class < 0 ? nullptr : &m_place.style.classes[static_cast<std::size_t>(of_class)];
    }

    /// Features that touch the view, in the order of the layer.
    [[nodiscard]] std::vector<std::uint32_t> seen() const
    {
        std::vector<std::uint32_t> found;
        const BoxM view = m_camera.seen().grown(20 * m_camera.m_per_px);  // outlines and markers reach over
        m_scene.result->layers[*m_place.layer].tree.visit(view, [&](std::uint32_t i) { found.push_back(i); });
        std::ranges::sort(found);
        return found;
    }

    void paint_shapes(QImage& image, const FeatureTable& table) const
    {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        const QPen outline = outline_of(m_place.style, m_camera.px_per_mm);
        for (const std::uint32_t i : seen()) {
            const StyleClass* of_class = class_of_feature(i);
            if (of_class == nullptr || (of_class->fill.alpha == 0 && outline == QPen(Qt::NoPen))) {
                continue;
            }
            const QPainterPath path = path_of(table.features[i].geometry, m_camera);
            const QColor fill = colour_of(of_class->fill);
            if (table.kind == GeometryKind::line) {
                painter.strokePath(path,
                                   QPen(fill, std::max(0.5, m_place.style.stroke_mm * m_camera.px_per_mm)));
                continue;
            }
            // Shapes without an outline touch their neighbours: a hair in their own colour closes the seam.
            painter.setPen(outline.style() == Qt::NoPen ? QPen(fill, 0.6) : outline);
            painter.setBrush(of_class->fill.alpha == 0 ? QBrush(Qt::NoBrush) : QBrush(fill));
            painter.drawPath(path);
        }
    }

    void paint_points(QImage& image, const FeatureTable& table) const
    {
        const PreparedLayer& prepared = m_scene.result->layers[*m_place.layer];
        const std::vector<std::uint32_t> points = seen();
        std::vector<MarkerStamp> stamps;
        for (const StyleClass& of_class : m_place.style.classes) {
            stamps.emplace_back(m_place.style, of_class, m_camera.px_per_mm);
        }
        QPainter painter;
        if (points.size() <= few_points) {
            painter.begin(&image);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(outline_of(m_place.style, m_camera.px_per_mm));
        }
        for (const std::uint32_t i : points) {
            const StyleClass* of_class = class_of_feature(i);
            const auto* point = std::get_if<PointM>(&table.features[i].geometry);
            const bool hidden = !prepared.times.empty() && !m_scene.filter.passes(prepared.times[i]);
            if (of_class == nullptr || point == nullptr || hidden) {
                continue;
            }
            const QPointF at = m_camera.to_px(*point);
            if (painter.isActive()) {
                const double size_mm =
                    of_class->marker_mm > 0 ? of_class->marker_mm : m_place.style.marker_mm;
                painter.setBrush(colour_of(of_class->fill));
                paint_marker(painter, m_place.style.marker, at, size_mm * m_camera.px_per_mm);
            } else {
                stamps[static_cast<std::size_t>(m_classes[i])].put(image, at);
            }
        }
    }

    /// Values, not colours, are interpolated between pixel centres, as in QGIS and the contours.
    void paint_raster(QImage& image) const
    {
        const Raster& raster = m_scene.result->result.layers.rasters[*m_place.raster].raster;
        const RasterGrid& grid = raster.grid;
        const double step = m_camera.m_per_px / grid.cell_m;
        const PointM corner = m_camera.from_px({0.5, 0.5});
        const double col_0 = (corner.x_m - grid.north_west.x_m) / grid.cell_m - 0.5;
        const double row_0 = (grid.north_west.y_m - corner.y_m) / grid.cell_m - 0.5;
        const auto first = [step](double origin) {
            return static_cast<int>(std::floor((-0.5 - origin) / step));
        };
        const auto last = [step](double origin, std::int32_t count) {
            return static_cast<int>(std::ceil((count - 0.5 - origin) / step));
        };
        std::vector<QRgb> colours;
        for (const StyleClass& of_class : m_place.style.classes) {
            colours.push_back(qPremultiply(colour_of(of_class.fill).rgba()));
        }
        const int from_x = std::max(0, first(col_0));
        const int to_x = std::min(image.width(), last(col_0, grid.cols));
        for (int y = std::max(0, first(row_0)); y < std::min(image.height(), last(row_0, grid.rows)); ++y) {
            auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
            for (int x = from_x; x < to_x; ++x) {
                line[x] = colour_at(raster, col_0 + x * step, row_0 + y * step, colours);
            }
        }
    }

    [[nodiscard]] QRgb colour_at(const Raster& raster, double col, double row,
                                 const std::vector<QRgb>& colours) const
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
                return colours[i];
            }
        }
        return 0;
    }

    const Scene& m_scene;
    const Camera& m_camera;
    const MapPlace& m_place;
    const std::vector<std::int16_t>& m_classes;
};

void paint_selection(QPainter& painter, const Scene& scene, const Camera& camera)
{
    const Feature& feature = scene.result->feature_of(*scene.selected);
    const double mm = camera.px_per_mm;
    // Dark on light and light on dark at once: seen on every colour.
    const std::pair<QColor, double> rims[] = {{QColor(0, 0, 0, 230), 1.5}, {QColor(255, 221, 0), 0.8}};
    for (const auto& [colour, width_mm] : rims) {
        painter.setPen(QPen(colour, width_mm * mm, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        if (const auto* point = std::get_if<PointM>(&feature.geometry)) {
            painter.drawEllipse(camera.to_px(*point), (ring_mm - 0.75) * mm, (ring_mm - 0.75) * mm);
        } else {
            painter.drawPath(path_of(feature.geometry, camera));
        }
    }
}

}  // namespace

QImage paint_scene(const Scene& scene, const Camera& camera, const std::function<bool()>& is_cancelled)
{
    QImage image = transparent_image(camera);
    if (!scene.result || image.isNull()) {
        return image;
    }
    for (std::size_t i = scene.layers.size(); i-- > 0;) {
        if (is_cancelled && is_cancelled()) {
            return {};
        }
        const SceneLayer& layer = scene.layers[i];
        const PlacePainter place(scene, layer, camera);
        if (layer.opacity >= 1) {
            place.paint(image);
            continue;
        }
        QImage own = transparent_image(camera);
        place.paint(own);
        QPainter painter(&image);
        painter.setOpacity(layer.opacity);
        painter.drawImage(0, 0, own);
    }
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    if (scene.selected) {
        paint_selection(painter, scene, camera);
    }
    LabelPainter(scene, camera).paint(painter);
    return image;
}

QImage paint_swatch(const MapPlace& place, const Result& result, std::size_t of_class, QSize size,
                    double px_per_mm)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    if (of_class >= place.style.classes.size()) {
        return image;
    }
    const StyleClass& drawn = place.style.classes[of_class];
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(outline_of(place.style, px_per_mm));
    QColor fill = colour_of(drawn.fill);
    fill.setAlphaF(fill.alphaF() * static_cast<float>(place.style.opacity));
    painter.setBrush(fill);
    const QRectF box = QRectF({0, 0}, size).adjusted(1.5, 1.5, -1.5, -1.5);
    const GeometryKind kind =
        place.layer ? result.layers.layers[*place.layer].table.kind : GeometryKind::polygon;
    if (kind == GeometryKind::point) {
        const double size_mm = drawn.marker_mm > 0 ? drawn.marker_mm : place.style.marker_mm;
        paint_marker(painter, place.style.marker, box.center(), std::min(size_mm * px_per_mm, box.height()));
    } else if (kind == GeometryKind::line) {
        painter.setPen(QPen(fill, std::max(1.0, place.style.stroke_mm * px_per_mm)));
        painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()));
    } else {
        painter.drawRect(box);
    }
    return image;
}

}  // namespace wardmap::viewer
