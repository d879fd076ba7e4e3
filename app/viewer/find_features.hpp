#pragma once

#include <vector>

#include "scene.hpp"

namespace wardmap::viewer {

/// The features under a place of the map, of the layers that are on: points within `reach_m` of it first, the
/// nearest before the others; then named areas (which have labels) and other areas, the smaller before the
/// larger. Each feature once.
[[nodiscard]] std::vector<FeatureRef> features_at(const Scene& scene, PointM at, double reach_m);

/// What a feature is called: its label, else its first text, else its number.
[[nodiscard]] std::string name_of(const PreparedResult& result, const FeatureRef& ref);
/// The title of the layer's place in the stack.
[[nodiscard]] std::string kind_of(const PreparedResult& result, const FeatureRef& ref);

/// Incidents by weekday (Monday first) and hour: 24·weekday + hour.
struct WeekCounts {
    std::vector<double> counts = std::vector<double>(168, 0);
    double total = 0;
    bool is_aoristic = false;  ///< those of unsure time are shared over the hours
};
/// Of the whole theme as the engine shared it out.
[[nodiscard]] WeekCounts week_of_theme(const PreparedResult& result, const std::string& theme);
/// Of the theme's incidents with a known hour that lie in a ward or a hotspot, or at a block.
[[nodiscard]] WeekCounts week_of_feature(const PreparedResult& result, const std::string& theme,
                                         const FeatureRef& ref);

}  // namespace wardmap::viewer
