#include "map_strip.hpp"

#include <cmath>

#include "markup_text.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::report {

namespace {

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
    constexpr double two_labels_px = 110;
    for (const double part : {0.0, 0.5, 1.0}) {
        if (part == 0.5 && length < two_labels_px) {
            continue;
        }
        canvas.draw("<text x=\"{}\" y=\"{}\"{}>{}</text>", px_text(left + part * length), px_text(top + 17),
                    part > 0 ? "" : " text-anchor=\"start\" dx=\"-1\"",
                    part > 0 ? distance_text(part * length_m) : "0");
    }
    canvas.draw("</g>");
}

}  // namespace

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

}  // namespace wardmap::report
