#pragma once

#include <QColor>
#include <QImage>
#include <QPainter>
#include <utility>
#include <vector>

#include "wardmap/layer.hpp"

namespace wardmap::viewer {

[[nodiscard]] inline QColor colour_of(Colour colour)
{
    return {colour.red, colour.green, colour.blue, colour.alpha};
}

/// Draws one marker with its outline, centred at `at`.
void paint_marker(QPainter& painter, Style::Marker marker, QPointF at, double size_px);

/// A marker drawn once and put down many times, at whole pixels: a million in a third of a second.
class MarkerStamp {
public:
    MarkerStamp(const Style& style, const StyleClass& of_class, double px_per_mm);
    void put(QImage& target, QPointF at) const;

private:
    QImage m_image;
    std::vector<std::pair<int, int>>
        m_rows;  ///< of each: the first pixel that is drawn, and the one after the last
};

/// Pen of the style's outline; no pen for none.
[[nodiscard]] QPen outline_of(const Style& style, double px_per_mm);

}  // namespace wardmap::viewer
