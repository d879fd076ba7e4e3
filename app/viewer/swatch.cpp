#include "swatch.hpp"

#include <QPainter>
#include <QQuickWindow>

namespace wardmap::viewer {

Swatch::Swatch(QQuickItem* parent) : QQuickPaintedItem(parent)
{
    connect(this, &Swatch::changed, this, [this] { update(); });
}

void Swatch::set_view(ResultView* view)
{
    m_view = view;
    Q_EMIT changed();
}

void Swatch::paint(QPainter* painter)
{
    const auto result = m_view ? m_view->result() : nullptr;
    if (!result || m_place < 0 || m_class < 0 ||
        static_cast<std::size_t>(m_place) >= result->result.stack.size()) {
        return;
    }
    const double ratio = window() != nullptr ? window()->effectiveDevicePixelRatio() : 1;
    const QSize size_px = (size() * ratio).toSize();
    QImage image = paint_swatch(result->result.stack[static_cast<std::size_t>(m_place)], result->result,
                                static_cast<std::size_t>(m_class), size_px, Camera().px_per_mm * ratio);
    image.setDevicePixelRatio(ratio);
    painter->fillRect(boundingRect(), Qt::white);  // as the map lies on
    painter->drawImage(0, 0, image);
}

}  // namespace wardmap::viewer
