#pragma once

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "label_placement.hpp"
#include "svg_path.hpp"
#include "theme_map.hpp"

/// A map in the making.
namespace wardmap::report {

/// What is drawn, from the bottom up, and where there is room for words.
struct Canvas {
    MapFrame frame;
    LabelPlaces places;
    const MapOptions& options;
    std::string svg;
    std::vector<std::string> unnamed;
    std::size_t unnumbered = 0;

    /// Styles give strokes and markers in mm on paper.
    [[nodiscard]] double px(double mm) const { return mm * options.width_px / options.printed_width_mm; }

    template <typename... Args>
    void draw(fmt::format_string<Args...> format, Args&&... args)
    {
        fmt::format_to(std::back_inserter(svg), format, std::forward<Args>(args)...);
    }
};

/// Names on a map are cut at so many characters.
inline constexpr std::size_t longest_name = 40;

/// nullptr if the feature has no polygon.
[[nodiscard]] const MultiPolygon* polygon_of(const Feature& feature);
/// The point, or one inside the polygon.
[[nodiscard]] std::optional<PointM> middle_of(const Feature& feature);
[[nodiscard]] BoxPx box_px(const MapFrame& frame, const Feature& feature);

[[nodiscard]] bool is_in_sight(const Canvas& canvas, const BoxPx& box);

/// The attributes fill and, where it is not 1, fill-opacity.
[[nodiscard]] std::string fill_text(Colour colour, double opacity);
/// The "d" of all polygons of a layer.
[[nodiscard]] std::string paths_of(const Layer& layer, const MapFrame& frame);
[[nodiscard]] std::string marker_path(Style::Marker marker, Pixel at, double size);
/// The size of a class's marker; of the style's if the class has none or is nullptr.
[[nodiscard]] double marker_px(const Canvas& canvas, const Style& style, const StyleClass* one);

}  // namespace wardmap::report
