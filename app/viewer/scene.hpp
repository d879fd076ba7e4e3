#pragma once

#include <QImage>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "camera.hpp"
#include "prepared_result.hpp"

namespace wardmap::viewer {

/// A place of the stack that is switched on.
struct SceneLayer {
    std::size_t place = 0;  ///< index into Result::stack
    double opacity = 1;
    friend bool operator==(const SceneLayer&, const SceneLayer&) = default;
};

/// Radius of the ring around a selected point, mm, to its outer rim.
inline constexpr double ring_mm = 3.4;

/// All that decides what a map shows but the camera: a value that threads can share.
struct Scene {
    std::shared_ptr<const PreparedResult> result;
    std::vector<SceneLayer> layers;  ///< from the top to the bottom
    WeekFilter filter;               ///< of layers with times
    std::optional<FeatureRef> selected;
};

/// Paints the scene on a transparent image (ARGB32 premultiplied) of the camera's size; labels come last
/// and never overlap. `is_cancelled` is asked between layers. Cost: 200,000 points about 0.1 s.
[[nodiscard]] QImage paint_scene(const Scene& scene, const Camera& camera,
                                 const std::function<bool()>& is_cancelled = {});

/// The swatch of a class as the map draws it.
[[nodiscard]] QImage paint_swatch(const MapPlace& place, const Result& result, std::size_t of_class,
                                  QSize size, double px_per_mm);

}  // namespace wardmap::viewer
