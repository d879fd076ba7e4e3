#include "map_legend.hpp"

#include <algorithm>

#include "markup_text.hpp"

namespace wardmap::report {

namespace {

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

}  // namespace

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

}  // namespace wardmap::report
