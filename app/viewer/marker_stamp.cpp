#include "marker_stamp.hpp"

#include <algorithm>
#include <cmath>

namespace wardmap::viewer {

namespace {

/// Source over target, both premultiplied: two channels at a time, each rounded as v / 255.
QRgb over(QRgb source, QRgb target)
{
    constexpr QRgb odd = 0x00ff00ffU;
    constexpr QRgb half = 0x00800080U;
    const QRgb rest = 255U - (source >> 24U);
    QRgb low = (target & odd) * rest + half;
    low = ((low + ((low >> 8U) & odd)) >> 8U) & odd;
    QRgb high = ((target >> 8U) & odd) * rest + half;
    high = (high + ((high >> 8U) & odd)) & ~odd;
    return source + (low | high);
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
    painter.end();
    for (int y = 0; y < side; ++y) {
        const auto* row = reinterpret_cast<const QRgb*>(m_image.constScanLine(y));
        const auto is_drawn = [](QRgb pixel) { return qAlpha(pixel) != 0; };
        const auto first = std::find_if(row, row + side, is_drawn) - row;
        auto last = static_cast<std::ptrdiff_t>(side);
        while (last > first && !is_drawn(row[last - 1])) {
            --last;
        }
        m_rows.push_back({static_cast<int>(first), static_cast<int>(last)});
    }
}

void MarkerStamp::put(QImage& target, QPointF at) const
{
    const int left = static_cast<int>(std::lround(at.x() - m_image.width() / 2.0));
    const int top = static_cast<int>(std::lround(at.y() - m_image.height() / 2.0));
    const int from_y = std::max(0, -top);
    const int to_y = std::min(m_image.height(), target.height() - top);
    for (int y = from_y; y < to_y; ++y) {
        const auto& [first, end] = m_rows[static_cast<std::size_t>(y)];
        const auto* source = reinterpret_cast<const QRgb*>(m_image.constScanLine(y));
        auto* line = reinterpret_cast<QRgb*>(target.scanLine(top + y)) + left;
        for (int x = std::max(first, -left); x < std::min(end, target.width() - left); ++x) {
            line[x] = over(source[x], line[x]);
        }
    }
}

}  // namespace wardmap::viewer
