#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include "wardmap/place.hpp"

namespace wardmap::viewer {

/// What of the world is seen, in web Mercator (EPSG:3857) metres; pixels count from the top left.
struct Camera {
    PointM centre;
    double m_per_px = 1;  ///< of the projection; on the ground it is ground_m_per_m() of that
    QSizeF size_px;
    double px_per_mm = 96 / 25.4;

    [[nodiscard]] QPointF to_px(PointM p) const
    {
        return {(p.x_m - centre.x_m) / m_per_px + size_px.width() / 2,
                (centre.y_m - p.y_m) / m_per_px + size_px.height() / 2};
    }
    [[nodiscard]] PointM from_px(QPointF p) const
    {
        return {centre.x_m + (p.x() - size_px.width() / 2) * m_per_px,
                centre.y_m - (p.y() - size_px.height() / 2) * m_per_px};
    }
    [[nodiscard]] BoxM seen() const
    {
        BoxM box;
        box.include(from_px({0, 0}));
        box.include(from_px({size_px.width(), size_px.height()}));
        return box;
    }
    friend bool operator==(const Camera&, const Camera&) = default;
};

/// The camera that shows the box with a margin of a tenth on each side.
[[nodiscard]] Camera camera_over(const BoxM& box, QSizeF size_px, double px_per_mm);

/// Web Mercator on the sphere, as Qt Location and EPSG:3857 have it.
[[nodiscard]] PointM mercator(LonLat place);
[[nodiscard]] LonLat lon_lat(PointM mercator);
/// Metres on the ground per metre of the projection at that place: the cosine of the latitude.
[[nodiscard]] double ground_m_per_m(PointM mercator);
/// Of a Qt Location map, whose world is 256·2^zoom pixels wide.
[[nodiscard]] double m_per_px_of_zoom(double zoom);
[[nodiscard]] double zoom_of_m_per_px(double m_per_px);

/// A length on the ground of 1, 2 or 5 times a power of ten, and how long it is drawn.
struct ScaleBar {
    double ground_m = 0;
    double px = 0;
};
/// The longest that is not longer than `most_px`.
[[nodiscard]] ScaleBar scale_bar(double ground_m_per_px, double most_px);
/// "500 m", "2 km".
[[nodiscard]] QString length_text(double ground_m);

}  // namespace wardmap::viewer
