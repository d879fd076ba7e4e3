#pragma once

#include <QPainter>
#include <QRectF>
#include <QString>
#include <set>
#include <vector>

#include "scene.hpp"

namespace wardmap::viewer {

/// Puts the labels of the layers on the map, the short ones (numbers of hotspots) first; a label that would
/// lie on another, or half outside, is left out.
class LabelPainter {
public:
    LabelPainter(const Scene& scene, const Camera& camera) : m_scene(scene), m_camera(camera) {}
    void paint(QPainter& painter);

private:
    struct Label {
        QString text;
        QPointF at;
        double clear_px = 0;  ///< of points: how far from the point the label must stay
        bool is_point = false;
        bool is_bold = false;
        QColor colour;
    };
    void collect(const SceneLayer& layer);
    [[nodiscard]] std::optional<QRectF> free_place(const Label& label, QSizeF size) const;
    void paint_one(QPainter& painter, const Label& label, const QRectF& place) const;

    const Scene& m_scene;
    const Camera& m_camera;
    std::vector<Label> m_labels;
    std::set<std::size_t> m_labelled;  ///< layers, which may have two places
    std::vector<QRectF> m_taken;
};

}  // namespace wardmap::viewer
