#include "bandwidth_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "wardmap/number_text.hpp"

namespace wardmap::cli {

namespace {

// Of a panel's plot, in units of the picture.
constexpr double left = 70;
constexpr double right = 610;
constexpr double top = 50;
constexpr double bottom = 300;
constexpr double panel_height = 350;

struct CurvePoint {
    double bandwidth_m = 0;
    double value = 0;
};

/// One curve and the bandwidths to mark.
struct Panel {
    std::vector<CurvePoint> curve;
    std::string unit;
    std::vector<std::pair<std::string, double>> marks;
};

struct Axes {
    double least_m = 0;
    double most_m = 0;
    double lowest = 0;
    double highest = 0;

    /// Bandwidths by their logarithm: each doubling takes the same room.
    [[nodiscard]] double x(double bandwidth_m) const
    {
        const double width = std::log(most_m / least_m);
        return left + (width > 0 ? (right - left) * std::log(bandwidth_m / least_m) / width : 0);
    }
    [[nodiscard]] double y(double value) const
    {
        const double height = highest > lowest ? (value - lowest) / (highest - lowest) : 0;
        return bottom - (bottom - top) * height;
    }
};

std::string text_at(double x, double y, const char* anchor, const std::string& text)
{
    return fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}</text>\n", fixed_text(x, 1),
                       fixed_text(y, 1), anchor, text);
}

std::string marker(const Axes& axes, double bandwidth_m, double text_y, const std::string& name)
{
    const double x = std::clamp(axes.x(bandwidth_m), left, right);
    return fmt::format("<line x1=\"{0}\" y1=\"{1}\" x2=\"{0}\" y2=\"{2}\" stroke=\"#b2182b\"/>\n",
                       fixed_text(x, 1), fixed_text(text_y + 4, 1), bottom) +
           text_at(x, text_y, "middle", fmt::format("{} {} m", name, fixed_text(bandwidth_m, 0)));
}

std::string scale_marks(const Axes& axes)
{
    std::string marks;
    for (double decade = std::pow(10, std::floor(std::log10(axes.least_m))); decade <= axes.most_m;
         decade *= 10) {
        for (const double step : {1.0, 2.0, 5.0}) {
            const double bandwidth_m = decade * step;
            if (bandwidth_m >= axes.least_m && bandwidth_m <= axes.most_m) {
                marks += text_at(axes.x(bandwidth_m), bottom + 18, "middle", shortest_text(bandwidth_m));
            }
        }
    }
    return marks;
}

std::string panel_svg(const Panel& panel, double least_m, double most_m)
{
    const auto [low, high] = std::ranges::minmax_element(panel.curve, {}, &CurvePoint::value);
    const Axes axes{least_m, most_m, low->value, high->value};
    std::string line;
    for (const CurvePoint& point : panel.curve) {
        line += fmt::format("{},{} ", fixed_text(axes.x(point.bandwidth_m), 1),
                            fixed_text(axes.y(point.value), 1));
    }
    std::string svg = fmt::format("<path d=\"M{0} {1}V{2}H{3}\" fill=\"none\" stroke=\"#5a5a5a\"/>\n", left,
                                  top, bottom, right);
    double text_y = 20;
    for (const auto& [name, bandwidth_m] : panel.marks) {
        svg += marker(axes, bandwidth_m, text_y, name);
        text_y += 18;
    }
    return svg + scale_marks(axes) +
           fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"#2166ac\" stroke-width=\"2\"/>\n",
                       line) +
           text_at((left + right) / 2, bottom + 40, "middle", "bandwidth, m") +
           text_at(left - 8, axes.y(axes.highest) + 4, "end", fixed_text(axes.highest, 2)) +
           text_at(left - 8, axes.y(axes.lowest) + 4, "end", fixed_text(axes.lowest, 2)) +
           text_at(left - 8, (top + bottom) / 2, "end", panel.unit);
}

std::vector<Panel> panels_of(const BandwidthRules& rules)
{
    std::vector<Panel> panels(1);
    panels[0].unit = "mean ln f";
    panels[0].marks = {{"Scott", rules.scott_m}, {"likelihood", rules.likelihood.bandwidth_m}};
    for (const LikelihoodStep& step : rules.likelihood.curve) {
        panels[0].curve.push_back({step.bandwidth_m, step.mean_log_density});
    }
    if (rules.predictive) {
        Panel panel{{}, "PAI", {{"predictive", rules.predictive->bandwidth_m}}};
        for (const PredictiveStep& step : rules.predictive->curve) {
            panel.curve.push_back({step.bandwidth_m, step.score.pai});
        }
        panels.push_back(std::move(panel));
    }
    return panels;
}

}  // namespace

std::string bandwidth_chart(const BandwidthRules& rules)
{
    const std::vector<Panel> panels = panels_of(rules);
    double least_m = panels[0].curve.front().bandwidth_m;
    double most_m = panels[0].curve.back().bandwidth_m;
    for (const Panel& panel : panels) {
        least_m = std::min(least_m, panel.curve.front().bandwidth_m);
        most_m = std::max(most_m, panel.curve.back().bandwidth_m);
    }
    const double height = panel_height * static_cast<double>(panels.size());
    std::string svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 {0}\" font-family=\"sans-serif\" "
        "font-size=\"12\">\n<title>How well each bandwidth foretells incidents</title>\n"
        "<rect width=\"640\" height=\"{0}\" fill=\"#ffffff\"/>\n",
        height);
    for (std::size_t i = 0; i < panels.size(); ++i) {
        svg += fmt::format("<g transform=\"translate(0 {})\">\n", panel_height * static_cast<double>(i)) +
               panel_svg(panels[i], least_m, most_m) + "</g>\n";
    }
    return svg + "</svg>\n";
}

}  // namespace wardmap::cli
