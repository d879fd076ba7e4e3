#pragma once

#include <QtQml/qqmlregistration.h>
#include <QPointer>
#include <QQuickItem>
#include <QThreadPool>
#include <atomic>
#include <memory>

#include "result_view.hpp"

namespace wardmap::viewer {

/// The layers of a result over a Qt Location map: painted on a thread of its own with a margin around the
/// view, shown as one image that follows the map's camera frame by frame, and painted anew when the camera
/// zooms or leaves the margin. The map must not turn or tilt.
class MapCanvas : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QQuickItem* map READ map WRITE set_map NOTIFY map_changed)
    Q_PROPERTY(wardmap::viewer::ResultView* view READ view WRITE set_view NOTIFY view_changed)
    /// False while what is shown is older than what is asked for.
    Q_PROPERTY(bool upToDate READ is_up_to_date NOTIFY painted_now)
    Q_PROPERTY(double scaleBarPx READ scale_bar_px NOTIFY camera_changed)
    Q_PROPERTY(QString scaleBarText READ scale_bar_text NOTIFY camera_changed)
public:
    explicit MapCanvas(QQuickItem* parent = nullptr);
    ~MapCanvas() override;
    MapCanvas(const MapCanvas&) = delete;
    MapCanvas& operator=(const MapCanvas&) = delete;

    [[nodiscard]] QQuickItem* map() const { return m_map; }
    void set_map(QQuickItem* map);
    [[nodiscard]] ResultView* view() const { return m_view; }
    void set_view(ResultView* view);
    [[nodiscard]] bool is_up_to_date() const { return !m_is_painting && !m_is_stale; }
    [[nodiscard]] bool has_picture() const { return !m_painted.image.isNull(); }
    [[nodiscard]] double scale_bar_px() const { return bar().px; }
    [[nodiscard]] QString scale_bar_text() const { return length_text(bar().ground_m); }

    /// The map's camera as it is now.
    [[nodiscard]] Camera camera() const;
    /// Where a place is on this item, in pixels.
    Q_INVOKABLE [[nodiscard]] QPointF point_of(double lon_deg, double lat_deg) const;
    /// What is under the pixel becomes the selection.
    Q_INVOKABLE void select_at(double x_px, double y_px);
    /// Shows a box in web Mercator metres whole, and keeps it so while the item changes its size, until the map
    /// is moved otherwise; an empty one is ignored.
    Q_INVOKABLE void show_box(const QRectF& box);
    Q_INVOKABLE void zoom_by(double steps, double x_px, double y_px);
    Q_INVOKABLE void pan_by(double dx_px, double dy_px);
    /// What the view shows, in web Mercator metres.
    Q_INVOKABLE [[nodiscard]] QRectF seen_box() const;
    /// Of the camera, to link another map to: x and y of the centre in web Mercator metres, and the zoom.
    Q_INVOKABLE [[nodiscard]] QVariantMap look() const;
    Q_INVOKABLE void look_at(const QVariantMap& look);

Q_SIGNALS:
    void map_changed();
    void view_changed();
    void painted_now();
    void camera_changed();

protected:
    QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData* data) override;
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void itemChange(ItemChange change, const ItemChangeData& value) override;

private Q_SLOTS:
    void follow_camera();

private:
    struct Painted {
        QImage image;
        Camera camera;
    };
    [[nodiscard]] ScaleBar bar() const;
    void ask_for_paint();
    void start_painting();
    void take_painted(const Painted& painted);
    void set_camera(PointM centre, double zoom);
    [[nodiscard]] Camera wide_camera() const;
    [[nodiscard]] bool covers_view() const;

    QPointer<QQuickItem> m_map;
    QPointer<ResultView> m_view;
    QRectF m_fitted;  ///< box that is shown whole; null: none
    QThreadPool m_painter;
    std::shared_ptr<std::atomic<int>> m_wanted = std::make_shared<std::atomic<int>>(0);
    Painted m_painted;
    bool m_is_new_image = false;
    bool m_is_painting = false;
    bool m_is_stale = true;
};

}  // namespace wardmap::viewer
