#include "scene.hpp"

#include <QPainter>
#include <algorithm>
#include <future>

#include "label_painter.hpp"
#include "marker_stamp.hpp"
#include "place_painter.hpp"

namespace wardmap::viewer {

namespace {

// Fixed, so that the same picture is made by any number of cores.
constexpr int bands = 4;

QImage transparent_image(const Camera& camera)
{
    QImage image(camera.size_px.toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

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

/// A place on all of the picture, each band on a thread of its own.
void paint_place(const PlacePainter& place, double opacity, QImage& image)
{
    uchar* const bits = image.bits();
    const auto paint_band = [&, bits](int i) {
        const int top = image.height() * i / bands;
        const int height = image.height() * (i + 1) / bands - top;
        if (height == 0) {
            return;
        }
        // Shares the rows of the picture: no two bands have one in common.
        QImage band(bits + image.bytesPerLine() * top, image.width(), height, image.bytesPerLine(),
                    image.format());
        if (opacity >= 1) {
            place.paint(band, top);
            return;
        }
        QImage own(band.size(), band.format());
        own.fill(Qt::transparent);
        place.paint(own, top);
        QPainter painter(&band);
        painter.setOpacity(opacity);
        painter.drawImage(0, 0, own);
    };
    std::vector<std::future<void>> others;
    for (int i = 1; i < bands; ++i) {
        others.push_back(std::async(std::launch::async, paint_band, i));
    }
    paint_band(0);
    for (std::future<void>& other : others) {
        other.get();
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
        paint_place(PlacePainter(scene, layer, camera), layer.opacity, image);
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
        if (painter.pen().style() == Qt::NoPen) {
            painter.setPen(QPen(QColor(0, 0, 0, 90), 1));  // else a white class would not be seen on white
        }
        painter.drawRect(box);
    }
    return image;
}

}  // namespace wardmap::viewer
