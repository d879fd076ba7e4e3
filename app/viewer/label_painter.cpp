#include "label_painter.hpp"

#include <QFontMetricsF>
#include <QPainterPath>
#include <algorithm>
#include <array>

#include "marker_stamp.hpp"

namespace wardmap::viewer {

namespace {

constexpr double font_pt = 8;    // as the QGIS project has it
constexpr double halo_mm = 0.8;  // likewise
constexpr double mm_per_pt = 25.4 / 72;
constexpr std::size_t most_labels = 400;  // more would be a page of text, not a map

QFont label_font(bool bold, double px_per_mm)
{
    QFont font;
    font.setPixelSize(std::max(6, static_cast<int>(std::lround(font_pt * mm_per_pt * px_per_mm))));
    font.setBold(bold);
    return font;
}

}  // namespace

void LabelPainter::paint(QPainter& painter)
{
    for (const SceneLayer& layer : m_scene.layers) {
        collect(layer);
    }
    constexpr qsizetype short_text = 3;
    std::ranges::stable_partition(m_labels,
                                  [](const Label& label) { return label.text.size() <= short_text; });
    for (const Label& label : m_labels) {
        painter.setFont(label_font(label.is_bold, m_camera.px_per_mm));
        const QFontMetricsF metrics(painter.font(), painter.device());
        const QSizeF size(metrics.horizontalAdvance(label.text), metrics.height());
        if (const auto place = free_place(label, size)) {
            paint_one(painter, label, *place);
            m_taken.push_back(*place);
        }
    }
}

void LabelPainter::collect(const SceneLayer& layer)
{
    const PreparedResult& result = *m_scene.result;
    const MapPlace& place = result.result.stack[layer.place];
    if (!place.layer || place.style.label_field.empty() || !m_labelled.insert(*place.layer).second) {
        return;
    }
    const FeatureTable& table = result.result.layers.layers[*place.layer].table;
    const QRectF view({0, 0}, m_camera.size_px);
    result.layers[*place.layer].tree.visit(m_camera.seen(), [&](std::uint32_t i) {
        const Feature& feature = table.features[i];
        Label label;
        label.text = QString::fromStdString(value_text(value_of(table, feature, place.style.label_field)));
        label.colour = colour_of(place.style.stroke);
        if (const auto* point = std::get_if<PointM>(&feature.geometry)) {
            const int of_class = result.classes[layer.place][i];
            const double marker_mm =
                of_class >= 0 ? place.style.classes[static_cast<std::size_t>(of_class)].marker_mm : 0;
            label.at = m_camera.to_px(*point);
            label.is_point = true;
            const bool is_ringed = m_scene.selected == FeatureRef{*place.layer, i};
            const double own_mm = (marker_mm > 0 ? marker_mm : place.style.marker_mm) / 2;
            label.clear_px = ((is_ringed ? ring_mm : own_mm) + 0.5) * m_camera.px_per_mm;
        } else if (const auto* shape = std::get_if<MultiPolygon>(&feature.geometry)) {
            label.at = m_camera.to_px(centroid(*shape));
            label.is_bold = true;
        }
        if (!label.text.isEmpty() && view.contains(label.at) && m_labels.size() < most_labels) {
            m_labels.push_back(std::move(label));
        }
    });
}

std::optional<QRectF> LabelPainter::free_place(const Label& label, QSizeF size) const
{
    const double dx = label.clear_px + size.width() / 2;
    const double dy = label.clear_px + size.height() / 2;
    const double step = size.height();
    const std::array<QPointF, 5> around_point = {{{dx, 0}, {-dx, 0}, {0, -dy}, {0, dy}, {dx, -dy}}};
    const std::array<QPointF, 5> inside = {{{0, 0}, {0, -step}, {0, step}, {0, -2 * step}, {0, 2 * step}}};
    const QRectF view = QRectF({0, 0}, m_camera.size_px);
    for (const QPointF& offset : label.is_point ? around_point : inside) {
        QRectF box({0, 0}, size);
        box.moveCenter(label.at + offset);
        const QRectF with_gap = box.adjusted(-2, -1, 2, 1);
        const bool free =
            std::ranges::none_of(m_taken, [&](const QRectF& other) { return other.intersects(with_gap); });
        if (free && view.contains(box)) {
            return box;
        }
    }
    return std::nullopt;
}

void LabelPainter::paint_one(QPainter& painter, const Label& label, const QRectF& place) const
{
    const QFontMetricsF metrics(painter.font(), painter.device());
    QPainterPath path;
    path.addText(QPointF(place.left(), place.top() + metrics.ascent()), painter.font(), label.text);
    painter.strokePath(
        path, QPen(Qt::white, halo_mm * m_camera.px_per_mm, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.fillPath(path, label.colour);
}

}  // namespace wardmap::viewer
