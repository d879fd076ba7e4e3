#include "theme_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "label_placement.hpp"
#include "markup_text.hpp"
#include "svg_path.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap::report {

namespace {

constexpr double strip_px = 38;           // below the map: scale bar, marking, north arrow
constexpr double printed_width_mm = 180;  // of a map on A4: styles give strokes and markers in mm
constexpr double ward_font_px = 12.5;
constexpr double block_font_px = 10;
constexpr double rank_font_px = 12;
constexpr double rank_height_px = 19;
constexpr double least_band_px2 = 1;
constexpr std::size_t longest_name = 40;
constexpr std::size_t told_hotspots = 5;
constexpr std::size_t most_numbered = 40;  // as many as the table lists; more would cover the map
constexpr double rank_reach_px = 70;

/// A drawing in the making: what is drawn, from the bottom up, and where there is room for words.
struct Canvas {
    MapFrame frame;
    LabelPlaces places;
    const MapOptions& options;
    std::string svg;
    std::vector<std::string> unnamed;
    std::size_t unnumbered = 0;

    [[nodiscard]] double px(double mm) const { return mm * options.width_px / printed_width_mm; }

    template <typename... Args>
    void draw(fmt::format_string<Args...> format, Args&&... args)
    {
        fmt::format_to(std::back_inserter(svg), format, std::forward<Args>(args)...);
    }
};

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

BoxM extent(std::initializer_list<const Layer*> layers)
{
    BoxM box;
    for (const Layer* layer : layers) {
        if (layer == nullptr) {
            continue;
        }
        for (const Feature& feature : layer->table.features) {
            const BoxM one = bounds(feature.geometry);
            if (!one.is_empty() && std::isfinite(one.width_m()) && std::isfinite(one.height_m())) {
                box.include(one);
            }
        }
    }
    return box;
}

/// The study area where it is known, so that the maps of all themes match.
BoxM map_box(const ThemeLayers& layers)
{
    for (const auto& known : {extent({layers.boundary}), extent({layers.wards})}) {
        if (!known.is_empty()) {
            return known;
        }
    }
    return extent({layers.density, layers.hotspots, layers.blocks});
}

std::string opacity_text(const char* attribute, double opacity)
{
    return opacity >= 0.995 ? "" : fmt::format(" {}=\"{}\"", attribute, fixed_text(opacity, 2));
}

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

/// Cut off at the border of the study area: the contours follow pixels, which stick out beyond it.
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

void draw_outlines(Canvas& canvas, const Layer* layer)
{
    if (layer == nullptr) {
        return;
    }
    const Style& style = layer->style;
    canvas.draw("<path fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" d=\"{}\"/>",
                hex_text(style.stroke), px_text(canvas.px(style.stroke_mm)), paths_of(*layer, canvas.frame));
}

/// Outline, hatch and number: told apart without colour.
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

void draw_blocks(Canvas& canvas, const Layer* blocks)
{
    if (blocks == nullptr) {
        return;
    }
    canvas.draw("<g stroke=\"{}\">", hex_text(blocks->style.stroke));
    for (const Feature& feature : blocks->table.features) {
        const auto middle = middle_of(feature);
        if (!middle) {
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

BoxPx box_px(const MapFrame& frame, const Feature& feature)
{
    const BoxM box = bounds(feature.geometry);
    const Pixel north_west = frame.pixel({box.min_x_m, box.max_y_m});
    const Pixel south_east = frame.pixel({box.max_x_m, box.min_y_m});
    return {north_west.x, north_west.y, south_east.x, south_east.y};
}

void draw_rank(Canvas& canvas, const Feature& feature, const std::string& rank)
{
    const auto middle = middle_of(feature);
    if (!middle) {
        return;
    }
    const Pixel wanted = canvas.frame.pixel(*middle);
    const double width = std::max(rank_height_px, text_width_px(rank, rank_font_px) + 8);
    const auto place = canvas.places.take_near(wanted, {width, rank_height_px}, rank_reach_px);
    if (!place) {
        ++canvas.unnumbered;
        return;
    }
    const Pixel at = *place;
    if (std::hypot(at.x - wanted.x, at.y - wanted.y) > rank_height_px / 2) {
        canvas.draw("<path d=\"M{} {}L{} {}\" stroke-width=\"1.2\"/>", px_text(wanted.x), px_text(wanted.y),
                    px_text(at.x), px_text(at.y));
    }
    canvas.draw("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>", px_text(at.x - width / 2),
                px_text(at.y - rank_height_px / 2), px_text(width), px_text(rank_height_px),
                px_text(rank_height_px / 2));
    canvas.draw("<text x=\"{}\" y=\"{}\" fill=\"#14181b\" stroke=\"none\">{}</text>", px_text(at.x),
                px_text(at.y + rank_font_px * 0.36), escaped(rank));
}

void draw_ranks(Canvas& canvas, const Layer* hotspots)
{
    canvas.draw(
        "<g fill=\"#fff\" stroke=\"#14181b\" stroke-width=\"1.5\" text-anchor=\"middle\" font-size=\"{}\" "
        "font-weight=\"bold\">",
        px_text(rank_font_px));
    std::vector<const Feature*> ranked = features_by(hotspots, "rank");
    canvas.unnumbered = ranked.size() - std::min(ranked.size(), most_numbered);
    ranked.resize(ranked.size() - canvas.unnumbered);
    for (const Feature* feature : ranked) {
        // A number would hide a hotspot of its own size: it goes beside it, with a line to it.
        const BoxPx box = box_px(canvas.frame, *feature);
        if (std::min(box.right - box.left, box.bottom - box.top) < rank_height_px + 2) {
            canvas.places.take(box);
        }
    }
    for (const Feature* feature : ranked) {
        draw_rank(canvas, *feature, shown(value_of(hotspots->table, *feature, "rank"), 0));
    }
    canvas.draw("</g>");
}

/// Names beside a hotspot rather than across it, where there is a choice.
void avoid_hotspots(Canvas& canvas, const Layer* hotspots)
{
    for (const Feature* feature : features_by(hotspots, "rank")) {
        canvas.places.avoid(box_px(canvas.frame, *feature));
    }
}

void draw_label(Canvas& canvas, const Label& label)
{
    const double line_px = label.font_px * 1.15;
    double y = label.box().top + label.font_px * 0.93;
    for (const std::string& line : label.lines) {
        canvas.draw("<text x=\"{}\" y=\"{}\">{}</text>", px_text(label.centre.x), px_text(y), escaped(line));
        y += line_px;
    }
}

/// Opens a group of words with a pale rim, readable on every colour.
void open_words(Canvas& canvas, double font_px, const char* fill)
{
    canvas.draw(
        "<g text-anchor=\"middle\" font-size=\"{}\" fill=\"{}\" stroke=\"#fff\" stroke-width=\"3\" "
        "stroke-opacity=\"0.85\" stroke-linejoin=\"round\" paint-order=\"stroke\">",
        px_text(font_px), fill);
}

void draw_ward_names(Canvas& canvas, const Layer* wards)
{
    if (wards == nullptr) {
        return;
    }
    open_words(canvas, ward_font_px, "#2b3338");
    for (const Feature& feature : wards->table.features) {
        const MultiPolygon* shape = polygon_of(feature);
        const std::string name = shortened(text_of(wards->table, feature, "ward_name"), longest_name);
        if (shape == nullptr || name.empty()) {
            continue;
        }
        if (const auto label = canvas.places.take_inside(*shape, canvas.frame, name, ward_font_px)) {
            draw_label(canvas, *label);
        } else {
            canvas.unnamed.push_back(name);
        }
    }
    canvas.draw("</g>");
}

void draw_block_names(Canvas& canvas, const Layer* blocks)
{
    if (blocks == nullptr) {
        return;
    }
    open_words(canvas, block_font_px, "#14181b");
    for (const Feature* feature : features_by(blocks, "incidents", true)) {
        const auto middle = middle_of(*feature);
        Label label{.lines = {shortened(text_of(blocks->table, *feature, "block_name"), longest_name)},
                    .centre = {},
                    .font_px = block_font_px};
        if (!middle || label.lines.front().empty()) {
            continue;
        }
        const StyleClass* one = class_of(blocks->style, blocks->table, *feature);
        const double size = marker_px(canvas, blocks->style, one);
        const BoxPx box = label.box();
        const Pixel at = canvas.frame.pixel(*middle);
        const Pixel above{at.x, at.y - size / 2 - (box.bottom - box.top) / 2 - 2};
        const auto place =
            canvas.places.take_near(above, {box.right - box.left, box.bottom - box.top}, size + 30);
        if (place) {
            label.centre = *place;
            draw_label(canvas, label);
        } else {
            canvas.unnamed.push_back(label.lines.front());
        }
    }
    canvas.draw("</g>");
}

std::string distance_text(double m)
{
    return m < 1000 ? shortest_text(m) + " m" : shortest_text(m / 1000) + " km";
}

/// The longest of 1, 2, 5 times a power of ten that is not longer than `most_m`.
double round_length_m(double most_m)
{
    const double power = std::pow(10.0, std::floor(std::log10(most_m)));
    for (const double step : {5.0, 2.0}) {
        if (step * power <= most_m) {
            return step * power;
        }
    }
    return power;
}

void draw_scale_bar(Canvas& canvas, double top)
{
    const double length_m = round_length_m(0.3 * canvas.frame.width_px() / canvas.frame.px_per_m());
    const double length = length_m * canvas.frame.px_per_m();
    const double left = 8;
    canvas.draw(
        "<g stroke=\"#14181b\" stroke-width=\"1\"><rect x=\"{0}\" y=\"{1}\" width=\"{2}\" height=\"5\" "
        "fill=\"#14181b\"/><rect x=\"{3}\" y=\"{1}\" width=\"{2}\" height=\"5\" fill=\"#fff\"/></g>",
        px_text(left), px_text(top + 22), px_text(length / 2), px_text(left + length / 2));
    canvas.draw("<g text-anchor=\"middle\" font-size=\"11\" fill=\"#14181b\">");
    for (const double part : {0.0, 0.5, 1.0}) {
        canvas.draw("<text x=\"{}\" y=\"{}\"{}>{}</text>", px_text(left + part * length), px_text(top + 17),
                    part > 0 ? "" : " text-anchor=\"start\" dx=\"-1\"",
                    part > 0 ? distance_text(part * length_m) : "0");
    }
    canvas.draw("</g>");
}

void draw_strip(Canvas& canvas)
{
    const double top = canvas.frame.height_px();
    const double width = canvas.frame.width_px();
    draw_scale_bar(canvas, top);
    canvas.draw(
        "<g fill=\"#14181b\"><path d=\"M{0} {1}l6 17l-6 -4l-6 4z\"/><text x=\"{0}\" y=\"{2}\" "
        "text-anchor=\"middle\" font-size=\"12\" font-weight=\"bold\">N</text></g>",
        px_text(width - 14), px_text(top + 6), px_text(top + 35));
    if (!canvas.options.marking.empty()) {
        canvas.draw(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"11\" font-weight=\"bold\" "
            "fill=\"#14181b\">{}</text>",
            px_text(width * 0.66), px_text(top + 25),
            escaped(shortened(canvas.options.marking, longest_name)));
    }
}

std::string box_swatch(const std::string& attributes)
{
    return fmt::format("<rect x=\"1.5\" y=\"2.5\" width=\"{}\" height=\"{}\" {}/>",
                       px_text(swatch_width_px - 3), px_text(swatch_height_px - 5), attributes);
}

LegendPart density_legend(const Layer& density)
{
    LegendPart part{density.style.legend, {}};
    for (auto one = density.style.classes.rbegin(); one != density.style.classes.rend(); ++one) {
        part.items.push_back({box_swatch(fill_text(one->fill, density.style.opacity) +
                                         " stroke=\"#8a9298\" stroke-width=\"0.6\""),
                              one->label});
    }
    return part;
}

LegendPart blocks_legend(const Canvas& canvas, const Layer& blocks)
{
    const Style& style = blocks.style;
    LegendPart part{style.legend, {}};
    for (auto one = style.classes.rbegin(); one != style.classes.rend(); ++one) {
        const double size = std::min(marker_px(canvas, style, &*one), swatch_height_px - 2);
        part.items.push_back(
            {fmt::format("<g stroke=\"{}\" {}>{}</g>", hex_text(style.stroke), fill_text(one->fill, 1),
                         marker_path(style.marker, {swatch_width_px / 2, swatch_height_px / 2}, size)),
             one->label});
    }
    return part;
}

std::string line_swatch(const Canvas& canvas, const Style& style)
{
    return fmt::format("<path d=\"M1 {0}H{1}\" stroke=\"{2}\" stroke-width=\"{3}\"/>",
                       px_text(swatch_height_px / 2), px_text(swatch_width_px - 1), hex_text(style.stroke),
                       px_text(canvas.px(style.stroke_mm)));
}

std::vector<LegendPart> legend_of(const Canvas& canvas, const ThemeLayers& layers)
{
    std::vector<LegendPart> parts;
    LegendPart outlines{"Outlines", {}};
    if (layers.hotspots != nullptr && !layers.hotspots->table.features.empty()) {
        const Style& style = layers.hotspots->style;
        outlines.items.push_back(
            {box_swatch(fmt::format("fill=\"url(#{}-hatch)\" stroke=\"{}\" stroke-width=\"2\"",
                                    canvas.options.id, hex_text(style.stroke))),
             style.classes.empty() ? "Hotspot" : style.classes.front().label});
    }
    if (layers.wards != nullptr) {
        outlines.items.push_back({line_swatch(canvas, layers.wards->style), "Ward"});
    }
    if (layers.boundary != nullptr) {
        outlines.items.push_back({line_swatch(canvas, layers.boundary->style), "Study area"});
    }
    if (layers.density != nullptr && !layers.density->style.classes.empty()) {
        parts.push_back(density_legend(*layers.density));
    }
    if (!outlines.items.empty()) {
        parts.push_back(std::move(outlines));
    }
    if (layers.blocks != nullptr && !layers.blocks->table.features.empty()) {
        parts.push_back(blocks_legend(canvas, *layers.blocks));
    }
    return parts;
}

std::string counted(std::size_t count, const char* one, const char* many)
{
    return fmt::format("{} {}", count_text(count), count == 1 ? one : many);
}

std::string description_of(const ThemeLayers& layers)
{
    std::string text = "Map with north at the top.";
    if (layers.density != nullptr && !layers.density->table.features.empty()) {
        text += " Darker areas have more incidents per square kilometre.";
    }
    if (layers.hotspots != nullptr) {
        const auto hotspots = features_by(layers.hotspots, "rank");
        text += hotspots.empty() ? " No hotspot."
                                 : fmt::format(" {} outlined, hatched and numbered",
                                               counted(hotspots.size(), "hotspot", "hotspots"));
        for (std::size_t i = 0; i < std::min(told_hotspots, hotspots.size()); ++i) {
            const FeatureTable& table = layers.hotspots->table;
            const std::string place = shortened(text_of(table, *hotspots[i], "nearest_place"), longest_name);
            text += fmt::format("{} {}{}", i == 0 ? ":" : ",", text_of(table, *hotspots[i], "rank"),
                                place.empty() ? "" : " near " + place);
        }
        text += hotspots.empty() ? "" : ".";
    }
    if (layers.wards != nullptr) {
        text += fmt::format(" Borders of {}.", counted(layers.wards->table.features.size(), "ward", "wards"));
    }
    if (layers.blocks != nullptr) {
        text +=
            fmt::format(" {}.", counted(layers.blocks->table.features.size(), "tower block", "tower blocks"));
    }
    return text;
}

}  // namespace

ThemeMap theme_map(const ThemeLayers& layers, const MapOptions& options)
{
    const BoxM box = map_box(layers);
    if (box.is_empty()) {
        return {};
    }
    const MapFrame frame(box, options.width_px);
    const BoxPx room{2, 2, frame.width_px() - 2, frame.height_px() - 2};
    Canvas canvas{.frame = frame, .places = LabelPlaces(room), .options = options, .svg = {}, .unnamed = {}};
    // What lies beyond the map's edge is cut off there.
    canvas.draw("<svg width=\"{}\" height=\"{}\">", px_text(frame.width_px()), px_text(frame.height_px()));
    draw_ground(canvas, layers);
    draw_density(canvas, layers.density);
    draw_outlines(canvas, layers.wards);
    draw_outlines(canvas, layers.boundary);
    draw_hotspots(canvas, layers.hotspots);
    draw_blocks(canvas, layers.blocks);
    const std::string beneath = std::exchange(canvas.svg, {});
    // Numbers have the first choice of places, but are drawn last; then wards, then blocks.
    draw_ranks(canvas, layers.hotspots);
    avoid_hotspots(canvas, layers.hotspots);
    const std::string ranks = std::exchange(canvas.svg, {});
    draw_ward_names(canvas, layers.wards);
    draw_block_names(canvas, layers.blocks);
    canvas.svg = beneath + canvas.svg + ranks + "</svg>";
    draw_strip(canvas);
    return {.svg = std::move(canvas.svg),
            .width_px = frame.width_px(),
            .height_px = frame.height_px() + strip_px,
            .legend = legend_of(canvas, layers),
            .unnamed = std::move(canvas.unnamed),
            .unnumbered = canvas.unnumbered,
            .description = description_of(layers)};
}

}  // namespace wardmap::report
