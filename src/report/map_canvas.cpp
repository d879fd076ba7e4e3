#include "map_canvas.hpp"

#include "markup_text.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap::report {

const MultiPolygon* polygon_of(const Feature& feature)
{
    return std::get_if<MultiPolygon>(&feature.geometry);
}

std::optional<PointM> middle_of(const Feature& feature)
{
    if (const auto* point = std::get_if<PointM>(&feature.geometry)) {
        return *point;
    }
    const MultiPolygon* shape = polygon_of(feature);
    return shape == nullptr || shape->parts.empty() ? std::nullopt : std::optional(label_point_of(*shape));
}

BoxPx box_px(const MapFrame& frame, const Feature& feature)
{
    const BoxM box = bounds(feature.geometry);
    const Pixel north_west = frame.pixel({box.min_x_m, box.max_y_m});
    const Pixel south_east = frame.pixel({box.max_x_m, box.min_y_m});
    return {north_west.x, north_west.y, south_east.x, south_east.y};
}

bool is_in_sight(const Canvas& canvas, const BoxPx& box)
{
    return box.overlaps({0, 0, canvas.frame.width_px(), canvas.frame.height_px()});
}

namespace {

std::string opacity_text(const char* attribute, double opacity)
{
    return opacity >= 0.995 ? "" : fmt::format(" {}=\"{}\"", attribute, fixed_text(opacity, 2));
}

}  // namespace

std::string fill_text(Colour colour, double opacity)
{
    return fmt::format("fill=\"{}\"{}", hex_text(colour),
                       opacity_text("fill-opacity", opacity * colour.alpha / 255.0));
}

std::string paths_of(const Layer& layer, const MapFrame& frame)
{
    std::string paths;
    for (const Feature& feature : layer.table.features) {
        if (const MultiPolygon* shape = polygon_of(feature)) {
            paths += path_text(*shape, frame, 0);
        }
    }
    return paths;
}

std::string marker_path(Style::Marker marker, Pixel at, double size)
{
    const std::string half = px_text(size / 2);
    switch (marker) {
        case Style::Marker::circle:
            return fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"/>", px_text(at.x), px_text(at.y), half);
        case Style::Marker::square:
            return fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                               px_text(at.x - size / 2), px_text(at.y - size / 2), px_text(size),
                               px_text(size));
        case Style::Marker::triangle:
            break;
    }
    return fmt::format("<path d=\"M{} {}L{} {}H{}z\"/>", px_text(at.x), px_text(at.y - size / 2),
                       px_text(at.x + size / 2), px_text(at.y + size / 2), px_text(at.x - size / 2));
}

double marker_px(const Canvas& canvas, const Style& style, const StyleClass* one)
{
    return canvas.px(one != nullptr && one->marker_mm > 0 ? one->marker_mm : style.marker_mm);
}

}  // namespace wardmap::report
