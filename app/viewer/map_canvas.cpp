#include "map_canvas.hpp"

#include <QGeoCoordinate>
#include <QQuickWindow>
#include <QSGImageNode>
#include <algorithm>
#include <cmath>

namespace wardmap::viewer {

namespace {

constexpr double margin = 0.25;  // of the view, on each side: a drag of that length shows nothing unpainted
constexpr double reach_px = 8;   // how far from a point a click may be
constexpr double widest_bar_px = 140;
constexpr double least_zoom = 2;
constexpr double most_zoom = 20;

}  // namespace

MapCanvas::MapCanvas(QQuickItem* parent) : QQuickItem(parent)
{
    setFlag(ItemHasContents);
    m_painter.setMaxThreadCount(1);
}

MapCanvas::~MapCanvas()
{
    ++*m_wanted;  // whoever paints stops at the next layer
    m_painter.waitForDone();
}

void MapCanvas::set_map(QQuickItem* map)
{
    if (map == m_map) {
        return;
    }
    if (m_map) {
        m_map->disconnect(this);
    }
    m_map = map;
    if (m_map) {
        // The type of the map is private to Qt Location: its properties are what is public.
        connect(m_map, SIGNAL(centerChanged(QGeoCoordinate)), this, SLOT(follow_camera()));
        connect(m_map, SIGNAL(zoomLevelChanged(qreal)), this, SLOT(follow_camera()));
    }
    Q_EMIT map_changed();
    follow_camera();
}

void MapCanvas::set_view(ResultView* view)
{
    if (view == m_view) {
        return;
    }
    if (m_view) {
        m_view->disconnect(this);
    }
    m_view = view;
    if (m_view) {
        connect(m_view, &ResultView::scene_changed, this, &MapCanvas::ask_for_paint);
    }
    Q_EMIT view_changed();
    ask_for_paint();
}

Camera MapCanvas::camera() const
{
    Camera camera;
    camera.size_px = size();
    if (m_map) {
        const auto centre = m_map->property("center").value<QGeoCoordinate>();
        camera.centre = mercator({centre.longitude(), centre.latitude()});
        camera.m_per_px = m_per_px_of_zoom(m_map->property("zoomLevel").toDouble());
    }
    return camera;
}

ScaleBar MapCanvas::bar() const
{
    const Camera now = camera();
    return scale_bar(now.m_per_px * ground_m_per_m(now.centre), widest_bar_px);
}

QPointF MapCanvas::point_of(double lon_deg, double lat_deg) const
{
    return camera().to_px(mercator({lon_deg, lat_deg}));
}

void MapCanvas::select_at(double x_px, double y_px)
{
    if (m_view) {
        const Camera now = camera();
        const PointM at = now.from_px({x_px, y_px});
        m_view->select_at(at.x_m, at.y_m, reach_px * now.m_per_px);
    }
}

void MapCanvas::set_camera(PointM centre, double zoom)
{
    if (!m_map || !std::isfinite(centre.x_m) || !std::isfinite(centre.y_m) || !std::isfinite(zoom)) {
        return;
    }
    const LonLat place = lon_lat(centre);
    m_map->setProperty("zoomLevel", std::clamp(zoom, least_zoom, most_zoom));
    m_map->setProperty("center", QVariant::fromValue(QGeoCoordinate(place.lat_deg, place.lon_deg)));
}

void MapCanvas::show_box(const QRectF& box)
{
    if (box.isNull()) {
        return;
    }
    m_fitted = box;
    if (size().isEmpty()) {
        return;
    }
    const BoxM metres{box.left(), box.top(), box.right(), box.bottom()};
    const Camera over = camera_over(metres, size(), camera().px_per_mm);
    set_camera(over.centre, zoom_of_m_per_px(over.m_per_px));
}

void MapCanvas::zoom_by(double steps, double x_px, double y_px)
{
    m_fitted = {};
    const Camera now = camera();
    const double zoom = std::clamp(zoom_of_m_per_px(now.m_per_px) + steps, least_zoom, most_zoom);
    const PointM held = now.from_px({x_px, y_px});
    const double scale = m_per_px_of_zoom(zoom) / now.m_per_px;
    set_camera(
        {held.x_m + (now.centre.x_m - held.x_m) * scale, held.y_m + (now.centre.y_m - held.y_m) * scale},
        zoom);
}

void MapCanvas::pan_by(double dx_px, double dy_px)
{
    m_fitted = {};
    const Camera now = camera();
    set_camera({now.centre.x_m - dx_px * now.m_per_px, now.centre.y_m + dy_px * now.m_per_px},
               zoom_of_m_per_px(now.m_per_px));
}

QRectF MapCanvas::seen_box() const
{
    const BoxM seen = camera().seen();
    return {seen.min_x_m, seen.min_y_m, seen.width_m(), seen.height_m()};
}

QVariantMap MapCanvas::look() const
{
    const Camera now = camera();
    return {{QStringLiteral("x"), now.centre.x_m},
            {QStringLiteral("y"), now.centre.y_m},
            {QStringLiteral("zoom"), zoom_of_m_per_px(now.m_per_px)}};
}

void MapCanvas::look_at(const QVariantMap& look)
{
    const Camera now = camera();
    const PointM centre{look.value(QStringLiteral("x")).toDouble(),
                        look.value(QStringLiteral("y")).toDouble()};
    const double zoom = look.value(QStringLiteral("zoom")).toDouble();
    const bool there = distance_m(centre, now.centre) < 1e-3 * now.m_per_px &&
                       std::abs(zoom - zoom_of_m_per_px(now.m_per_px)) < 1e-9;
    if (!there) {  // else two linked maps would set each other for ever
        m_fitted = {};
        set_camera(centre, zoom);
    }
}

void MapCanvas::geometryChange(const QRectF& now, const QRectF& before)
{
    QQuickItem::geometryChange(now, before);
    show_box(m_fitted);
    follow_camera();
}

void MapCanvas::itemChange(ItemChange change, const ItemChangeData& value)
{
    QQuickItem::itemChange(change, value);
    if (change == ItemSceneChange || change == ItemDevicePixelRatioHasChanged) {
        ask_for_paint();
    }
}

void MapCanvas::follow_camera()
{
    update();
    Q_EMIT camera_changed();
    if (!covers_view()) {
        ask_for_paint();
    }
}

/// Painted at this very zoom, and less than half of the margin away.
bool MapCanvas::covers_view() const
{
    const Camera now = camera();
    const Camera& then = m_painted.camera;
    const bool same_zoom = std::abs(then.m_per_px / now.m_per_px - 1) < 1e-9;
    const QPointF moved = now.to_px(then.centre) - now.to_px(now.centre);
    const QSizeF size_then = then.size_px / (1 + 2 * margin);
    return same_zoom && std::abs(moved.x()) < now.size_px.width() * margin / 2 &&
           std::abs(moved.y()) < now.size_px.height() * margin / 2 &&
           size_then.width() >= now.size_px.width() - 2 && size_then.height() >= now.size_px.height() - 2;
}

/// The view and its margin. Sides are even, so that an unmoved image lies on whole pixels.
Camera MapCanvas::wide_camera() const
{
    Camera wide = camera();
    const auto even = [](double side) { return 2 * std::ceil(side * (1 + 2 * margin) / 2); };
    wide.size_px = {even(wide.size_px.width()), even(wide.size_px.height())};
    return wide;
}

void MapCanvas::ask_for_paint()
{
    m_is_stale = true;
    ++*m_wanted;
    if (!m_is_painting) {
        start_painting();
    }
}

void MapCanvas::start_painting()
{
    if (!m_view || !m_map || size().isEmpty() || window() == nullptr) {
        return;
    }
    m_is_stale = false;
    m_is_painting = true;
    Scene scene = m_view->scene();
    const Camera logical = wide_camera();
    const double ratio = window()->effectiveDevicePixelRatio();
    m_painter.start(
        [this, scene = std::move(scene), logical, ratio, wanted = m_wanted, turn = m_wanted->load()] {
            Camera device = logical;
            device.m_per_px /= ratio;
            device.size_px *= ratio;
            device.px_per_mm *= ratio;
            const QImage image = paint_scene(scene, device, [&] { return wanted->load() != turn; });
            QMetaObject::invokeMethod(
                this, [this, image, logical] { take_painted({image, logical}); }, Qt::QueuedConnection);
        });
}

void MapCanvas::take_painted(const Painted& painted)
{
    m_is_painting = false;
    if (!painted.image.isNull()) {
        m_painted = painted;
        m_is_new_image = true;
        update();
    }
    if (m_is_stale || !covers_view()) {
        start_painting();
    }
    Q_EMIT painted_now();
}

QSGNode* MapCanvas::updatePaintNode(QSGNode* old, UpdatePaintNodeData* /*data*/)
{
    auto* node = static_cast<QSGImageNode*>(old);
    if (m_painted.image.isNull()) {
        delete node;
        return nullptr;
    }
    if (node == nullptr) {
        node = window()->createImageNode();
        node->setOwnsTexture(true);
        node->setFiltering(QSGTexture::Linear);
        m_is_new_image = true;
    }
    if (m_is_new_image) {
        node->setTexture(
            window()->createTextureFromImage(m_painted.image, QQuickWindow::TextureHasAlphaChannel));
        m_is_new_image = false;
    }
    const Camera now = camera();
    const double scale = m_painted.camera.m_per_px / now.m_per_px;
    const QSizeF shown = m_painted.camera.size_px * scale;
    QPointF corner = now.to_px(m_painted.camera.centre) - QPointF(shown.width(), shown.height()) / 2;
    if (std::abs(scale - 1) < 1e-9) {  // on whole pixels, or the image would be blurred
        const double ratio = window()->effectiveDevicePixelRatio();
        corner = {std::round(corner.x() * ratio) / ratio, std::round(corner.y() * ratio) / ratio};
    }
    node->setRect(QRectF(corner, shown));
    return node;
}

}  // namespace wardmap::viewer
