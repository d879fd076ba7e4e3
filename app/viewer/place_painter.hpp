#pragma once

#include <QImage>
#include <QPainterPath>
#include <vector>

#include "marker_stamp.hpp"
#include "scene.hpp"

namespace wardmap::viewer {

/// The outline of a shape or line as the camera sees it.
[[nodiscard]] QPainterPath path_of(const Geometry& geometry, const Camera& camera);

/// Draws one place of the stack, without its opacity, onto bands of the picture: several at the same time, from
/// several threads. Scene, layer and camera must outlive it.
class PlacePainter {
public:
    PlacePainter(const Scene& scene, const SceneLayer& layer, const Camera& camera);

    /// `band` is the rows of the picture from `top` on, in its whole width.
    void paint(QImage& band, int top) const;

private:
    [[nodiscard]] int class_of(std::uint32_t feature) const;
    void paint_shapes(QImage& band, int top) const;
    void paint_few_points(QImage& band, int top) const;
    void paint_many_points(QImage& band, int top) const;
    void paint_raster(QImage& band, int top) const;
    [[nodiscard]] QRgb colour_at(const Raster& raster, double col, double row) const;

    const Scene& m_scene;
    const Camera& m_camera;
    const MapPlace& m_place;
    const std::vector<std::int16_t>& m_classes;
    std::vector<std::uint32_t> m_seen;  ///< features that touch the view, in the order of the layer
    std::vector<MarkerStamp> m_stamps;  ///< of the classes
    std::vector<QRgb> m_colours;        ///< likewise, premultiplied
};

}  // namespace wardmap::viewer
