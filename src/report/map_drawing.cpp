#include "map_drawing.hpp"

#include <algorithm>

#include "markup_text.hpp"

namespace wardmap::report {

namespace {

constexpr double least_band_px2 = 1;

}  // namespace

void draw_ground(Canvas& canvas, const ThemeLayers& layers)
{
    canvas.draw("<rect width=\"{}\" height=\"{}\" fill=\"#f1f3f4\"/>", px_text(canvas.frame.width_px()),
                px_text(canvas.frame.height_px()));
    const Layer* ground = layers.boundary != nullptr ? layers.boundary : layers.wards;
    if (ground == nullptr) {
        return;
    }
    const std::string path = paths_of(*ground, canvas.frame);
    canvas.draw(
        "<path fill=\"#fff\" fill-rule=\"evenodd\" d=\"{0}\"/><clipPath id=\"{1}-ground\"><path "
        "clip-rule=\"evenodd\" d=\"{0}\"/></clipPath>",
        path, canvas.options.id);
}

void draw_density(Canvas& canvas, const Layer* density)
{
    if (density == nullptr) {
        return;
    }
    canvas.draw("<g fill-rule=\"evenodd\" clip-path=\"url(#{}-ground)\">", canvas.options.id);
    for (const Feature& feature : density->table.features) {
        const MultiPolygon* shape = polygon_of(feature);
        const StyleClass* one = class_of(density->style, density->table, feature);
        if (shape != nullptr && one != nullptr) {
            const std::string path = path_text(*shape, canvas.frame, least_band_px2);
            canvas.draw("<path {} d=\"{}\"/>", fill_text(one->fill, density->style.opacity), path);
        }
    }
    canvas.draw("</g>");
}

void draw_context(Canvas& canvas, const std::vector<const Layer*>& context)
{
    for (const Layer* layer : context) {
        std::string lines;
        for (const Feature& feature : layer->table.features) {
            if (const auto* line = std::get_if<MultiLine>(&feature.geometry)) {
                lines += line_path_text(*line, canvas.frame);
            }
        }
        const std::string areas = paths_of(*layer, canvas.frame);
        const Colour colour =
            layer->style.classes.empty() ? layer->style.stroke : layer->style.classes.front().fill;
        if (!areas.empty()) {
            canvas.draw("<path {} fill-rule=\"evenodd\" d=\"{}\"/>", fill_text(colour, layer->style.opacity),
                        areas);
        }
        if (!lines.empty()) {
            canvas.draw(
                "<path fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" d=\"{}\"/>",
                hex_text(colour), px_text(std::max(0.5, canvas.px(layer->style.stroke_mm))), lines);
        }
    }
}

void draw_outlines(Canvas& canvas, const Layer* layer)
{
    if (layer == nullptr) {
        return;
    }
    const Style& style = layer->style;
    canvas.draw("<path fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" d=\"{}\"/>",
                hex_text(style.stroke), px_text(canvas.px(style.stroke_mm)), paths_of(*layer, canvas.frame));
}

void draw_focus(Canvas& canvas, const Feature* ward)
{
    const MultiPolygon* shape = ward == nullptr ? nullptr : polygon_of(*ward);
    if (shape == nullptr) {
        return;
    }
    const std::string path = path_text(*shape, canvas.frame, 0);
    canvas.draw("<path fill=\"#fff\" fill-opacity=\"0.6\" fill-rule=\"evenodd\" d=\"M0 0H{}V{}H0z{}\"/>",
                px_text(canvas.frame.width_px()), px_text(canvas.frame.height_px()), path);
    canvas.draw(
        "<path fill=\"none\" stroke=\"#14181b\" stroke-width=\"2.4\" stroke-linejoin=\"round\" d=\"{}\"/>",
        path);
}

void draw_hotspots(Canvas& canvas, const Layer* hotspots)
{
    if (hotspots == nullptr || hotspots->table.features.empty()) {
        return;
    }
    const std::string paths = paths_of(*hotspots, canvas.frame);
    const std::string stroke = hex_text(hotspots->style.stroke);
    canvas.draw(
        "<defs><pattern id=\"{}-hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\"><path d=\"M0 0V5\" stroke=\"{}\" "
        "stroke-width=\"1.4\"/></pattern></defs>",
        canvas.options.id, stroke);
    canvas.draw("<g stroke-linejoin=\"round\" fill-rule=\"evenodd\">");
    canvas.draw("<path fill=\"none\" stroke=\"#fff\" stroke-width=\"4.5\" d=\"{}\"/>", paths);
    canvas.draw(
        "<path fill=\"url(#{}-hatch)\" fill-opacity=\"0.55\" stroke=\"{}\" stroke-width=\"{}\" "
        "d=\"{}\"/></g>",
        canvas.options.id, stroke, px_text(canvas.px(hotspots->style.stroke_mm)), paths);
}

void draw_blocks(Canvas& canvas, const Layer* blocks)
{
    if (blocks == nullptr) {
        return;
    }
    canvas.draw("<g stroke=\"{}\">", hex_text(blocks->style.stroke));
    for (const Feature& feature : blocks->table.features) {
        const auto middle = middle_of(feature);
        if (!middle || !is_in_sight(canvas, box_px(canvas.frame, feature))) {
            continue;
        }
        const StyleClass* one = class_of(blocks->style, blocks->table, feature);
        const Pixel at = canvas.frame.pixel(*middle);
        const double size = marker_px(canvas, blocks->style, one);
        const std::string marker = marker_path(blocks->style.marker, at, size);
        canvas.draw("<g stroke=\"#fff\" stroke-width=\"4\">{0}</g><g {1}>{0}</g>", marker,
                    one == nullptr ? "fill=\"#fff\"" : fill_text(one->fill, 1));
        canvas.places.take({at.x - size / 2, at.y - size / 2, at.x + size / 2, at.y + size / 2});
    }
    canvas.draw("</g>");
}

}  // namespace wardmap::report
