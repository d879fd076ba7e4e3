#include "marker_stamp.hpp"

#include <algorithm>
#include <cmath>

namespace wardmap::viewer {

namespace {

/// Source over target, both premultiplied.
QRgb over(QRgb source, QRgb target)
{
    const auto rest = static_cast<unsigned>(255 - qAlpha(source));
    const auto channel = [rest](int s, int t) {
        const unsigned scaled = static_cast<unsigned>(t) * rest + 128;
        return s + static_cast<int>((scaled + (scaled >> 8U)) >> 8U);
    };
    return qRgba(channel(qRed(source), qRed(target)), channel(qGreen(source), qGreen(target)),
                 channel(qBlue(source), qBlue(target)), channel(qAlpha(source), qAlpha(target)));
}

}  // namespace

QPen outline_of(const Style& style, double px_per_mm)
{
    if (style.stroke_mm <= 0 || style.stroke.alpha == 0) {
        return Qt::NoPen;
    }
    QPen pen(colour_of(style.stroke));
    pen.setWidthF(std::max(style.stroke_mm * px_per_mm, 0.7));
    pen.setJoinStyle(Qt::RoundJoin);
    return pen;
}

void paint_marker(QPainter& painter, Style::Marker marker, QPointF at, double size_px)
{
    const double half = size_px / 2;
    const QRectF box(at.x() - half, at.y() - half, size_px, size_px);
    switch (marker) {
        case Style::Marker::circle:
            painter.drawEllipse(box);
            break;
        case Style::Marker::square:
            painter.drawRect(box);
            break;
        case Style::Marker::triangle:
            painter.drawPolygon(QPolygonF({{at.x(), box.top()}, box.bottomRight(), box.bottomLeft()}));
            break;
    }
}

MarkerStamp::MarkerStamp(const Style& style, const StyleClass& of_class, double px_per_mm)
{
    const double size_px = (of_class.marker_mm > 0 ? of_class.marker_mm : style.marker_mm) * px_per_mm;
    const int side = 2 * static_cast<int>(std::ceil((size_px + style.stroke_mm * px_per_mm) / 2)) + 3;
    m_image = QImage(side, side, QImage::Format_ARGB32_Premultiplied);
    m_image.fill(Qt::transparent);
    QPainter painter(&m_image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(outline_of(style, px_per_mm));
    painter.setBrush(colour_of(of_class.fill));
    paint_marker(painter, style.marker, {side / 2.0, side / 2.0}, size_px);
}

void MarkerStamp::put(QImage& target, QPointF at) const
{
    const int left = static_cast<int>(std::lround(at.x() - m_image.width() / 2.0));
    const int top = static_cast<int>(std::lround(at.y() - m_image.height() / 2.0));
    const int from_x = std::max(0, -left);
    const int to_x = std::min(m_image.width(), target.width() - left);
    const int from_y = std::max(0, -top);
    const int to_y = std::min(m_image.height(), target.height() - top);
    for (int y = from_y; y < to_y; ++y) {
        const auto* source = reinterpret_cast<const QRgb*>(m_image.constScanLine(y));
        auto* line = reinterpret_cast<QRgb*>(target.scanLine(top + y)) + left;
        for (int x = from_x; x < to_x; ++x) {
            if (const QRgb pixel = source[x]; qAlpha(pixel) != 0) {
                line[x] = over(pixel, line[x]);
            }
        }
    }
}

}  // namespace wardmap::viewer
