#include "theme_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "map_drawing.hpp"
#include "map_legend.hpp"
#include "map_strip.hpp"
#include "map_words.hpp"
#include "markup_text.hpp"

namespace wardmap::report {

namespace {

constexpr std::size_t told_hotspots = 5;

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

/// The ward alone, or the study area where it is known, so that the maps of all themes match.
BoxM map_box(const ThemeLayers& layers, const Feature* ward)
{
    if (ward != nullptr) {
        return bounds(ward->geometry);
    }
    for (const auto& known : {extent({layers.boundary}), extent({layers.wards})}) {
        if (!known.is_empty()) {
            return known;
        }
    }
    return extent({layers.density, layers.hotspots, layers.blocks});
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

/// Numbers have the first choice of places, but are drawn last; then wards, then blocks.
void draw_words(Canvas& canvas, const ThemeLayers& layers)
{
    const std::string beneath = std::exchange(canvas.svg, {});
    draw_ranks(canvas, layers.hotspots);
    avoid_hotspots(canvas, layers.hotspots);
    const std::string ranks = std::exchange(canvas.svg, {});
    if (canvas.options.has_names) {
        draw_ward_names(canvas, layers.wards);
        draw_block_names(canvas, layers.blocks);
    }
    canvas.svg = beneath + canvas.svg + ranks;
}

}  // namespace

ThemeMap theme_map(const ThemeLayers& layers, const MapOptions& options)
{
    const Feature* ward =
        options.ward_id.empty() ? nullptr : feature_with(layers.wards, "ward_id", options.ward_id);
    const bool is_missing = !options.ward_id.empty() && ward == nullptr;
    const BoxM box = map_box(layers, ward);
    if (box.is_empty() || is_missing) {
        return {};
    }
    const MapFrame frame(box, options.width_px, options.height_share);
    const BoxPx room{2, 2, frame.width_px() - 2, frame.height_px() - 2};
    Canvas canvas{.frame = frame, .places = LabelPlaces(room), .options = options, .svg = {}, .unnamed = {}};
    // What lies beyond the map's edge is cut off there.
    canvas.draw("<svg width=\"{}\" height=\"{}\">", px_text(frame.width_px()), px_text(frame.height_px()));
    draw_ground(canvas, layers);
    draw_density(canvas, layers.density);
    draw_context(canvas, layers.context);
    draw_outlines(canvas, layers.wards);
    draw_outlines(canvas, layers.boundary);
    draw_hotspots(canvas, layers.hotspots);
    draw_focus(canvas, ward);
    draw_blocks(canvas, layers.blocks);
    draw_words(canvas, layers);
    canvas.svg += "</svg>";
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
