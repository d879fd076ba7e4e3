#include "map_words.hpp"

#include <algorithm>
#include <cmath>

#include "markup_text.hpp"

namespace wardmap::report {

namespace {

constexpr double ward_font_px = 12.5;
constexpr double block_font_px = 10;
constexpr double rank_font_px = 12;
constexpr double rank_height_px = 19;
constexpr std::size_t most_numbered = 40;  // as many as the table lists; more would cover the map
constexpr double rank_reach_px = 70;

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

}  // namespace

void draw_ranks(Canvas& canvas, const Layer* hotspots)
{
    canvas.draw(
        "<g fill=\"#fff\" stroke=\"#14181b\" stroke-width=\"1.5\" text-anchor=\"middle\" font-size=\"{}\" "
        "font-weight=\"bold\">",
        px_text(rank_font_px));
    std::vector<const Feature*> ranked = features_by(hotspots, "rank");
    std::erase_if(
        ranked, [&](const Feature* hotspot) { return !is_in_sight(canvas, box_px(canvas.frame, *hotspot)); });
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

void avoid_hotspots(Canvas& canvas, const Layer* hotspots)
{
    for (const Feature* feature : features_by(hotspots, "rank")) {
        canvas.places.avoid(box_px(canvas.frame, *feature));
    }
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
        if (!middle || label.lines.front().empty() || !is_in_sight(canvas, box_px(canvas.frame, *feature))) {
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

}  // namespace wardmap::report
