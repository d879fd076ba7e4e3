#include "bandwidth_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "wardmap/number_text.hpp"

namespace wardmap::cli {

namespace {

// Of the plot, in units of the picture.
constexpr double left = 70;
constexpr double right = 610;
constexpr double top = 50;
constexpr double bottom = 300;

struct Axes {
    double least_m = 0;
    double most_m = 0;
    double lowest = 0;
    double highest = 0;

    /// Bandwidths by their logarithm: each doubling takes the same room.
    [[nodiscard]] double x(double bandwidth_m) const
    {
        return left + (right - left) * std::log(bandwidth_m / least_m) / std::log(most_m / least_m);
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

}  // namespace

std::string bandwidth_chart(const LikelihoodBandwidth& likelihood, double scott_m)
{
    const auto& curve = likelihood.curve;
    const auto [low, high] = std::ranges::minmax_element(curve, {}, &LikelihoodStep::mean_log_density);
    const Axes axes{curve.front().bandwidth_m, curve.back().bandwidth_m, low->mean_log_density,
                    high->mean_log_density};
    std::string line;
    for (const LikelihoodStep& step : curve) {
        line += fmt::format("{},{} ", fixed_text(axes.x(step.bandwidth_m), 1),
                            fixed_text(axes.y(step.mean_log_density), 1));
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 350\" font-family=\"sans-serif\" "
           "font-size=\"12\">\n<title>How well each bandwidth foretells an incident from the others</title>\n"
           "<rect width=\"640\" height=\"350\" fill=\"#ffffff\"/>\n" +
           fmt::format("<path d=\"M{0} {1}V{2}H{3}\" fill=\"none\" stroke=\"#5a5a5a\"/>\n", left, top, bottom,
                       right) +
           marker(axes, scott_m, 20, "Scott") + marker(axes, likelihood.bandwidth_m, 38, "likelihood") +
           scale_marks(axes) +
           fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"#2166ac\" stroke-width=\"2\"/>\n",
                       line) +
           text_at((left + right) / 2, bottom + 40, "middle", "bandwidth, m") +
           text_at(left - 8, axes.y(axes.highest) + 4, "end", fixed_text(axes.highest, 2)) +
           text_at(left - 8, axes.y(axes.lowest) + 4, "end", fixed_text(axes.lowest, 2)) +
           text_at(left - 8, (top + bottom) / 2, "end", "mean ln f") + "</svg>\n";
}

}  // namespace wardmap::cli
