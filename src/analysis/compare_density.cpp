#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <ranges>
#include <utility>

#include "density_kernel.hpp"
#include "wardmap/contours.hpp"
#include "wardmap/density.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

constexpr std::array<std::pair<Comparison, std::string_view>, 3> comparison_names{{
    {Comparison::log_ratio, "log-ratio"},
    {Comparison::ratio, "ratio"},
    {Comparison::difference, "difference"},
}};

double compared(double a, double b, Comparison comparison, double floor)
{
    switch (comparison) {
        case Comparison::log_ratio:
            // Not the logarithm of the quotient: its sign would not change exactly when a and b do.
            return std::log(std::max(a, floor)) - std::log(std::max(b, floor));
        case Comparison::ratio:
            return std::max(a, floor) / std::max(b, floor);
        case Comparison::difference:
            break;
    }
    return a - b;
}

/// As far below no change as `above` is above it.
double mirrored(double above, Comparison comparison)
{
    return comparison == Comparison::ratio ? 1 / above : -above;
}

/// How far a value is from no change, as the value above it that is as far. 0: not at all.
double distance(double value, Comparison comparison)
{
    if (value == no_change(comparison)) {
        return 0;
    }
    return std::max(value, mirrored(value, comparison));
}

std::vector<double> breaks_above(const Raster& compared, Comparison comparison, std::optional<int> classes)
{
    if (!classes && comparison != Comparison::difference) {
        std::vector<double> times = {1.25, 1.5, 2, 3};
        if (comparison == Comparison::log_ratio) {
            std::ranges::transform(times, times.begin(), [](double value) { return std::log(value); });
        }
        return times;
    }
    Raster distances{compared.grid, compared.values};
    for (double& value : distances.values) {
        value = distance(value, comparison);
    }
    constexpr int usual_classes = 5;
    std::vector<double> breaks = quantile_breaks(distances, classes.value_or(usual_classes));
    if (!breaks.empty()) {
        breaks.erase(breaks.begin());  // the class that holds no change ends at the next
    }
    return breaks;
}

double rounded_down(double value)
{
    if (value == 0) {
        return 0;
    }
    const double scale = std::pow(10.0, 2 - std::floor(std::log10(std::abs(value))));
    return std::floor(value * scale) / scale;
}

}  // namespace

std::optional<Comparison> comparison_named(std::string_view name) noexcept
{
    for (const auto& [comparison, text] : comparison_names) {
        if (text == name) {
            return comparison;
        }
    }
    return std::nullopt;
}

double lone_incident_per_m2(const DensityOptions& options)
{
    return kde::scaled_kernel(options.kernel, options.bandwidth_m).peak_per_m2;
}

Raster compare_density(const Raster& a, const Raster& b, Comparison comparison, double floor)
{
    if (a.grid != b.grid || a.values.size() != b.values.size()) {
        throw Error(ErrorKind::usage, "density comparison", "two surfaces on different grids",
                    "make both on the same grid");
    }
    const bool is_floor = std::isfinite(floor) && floor > 0;
    if (!is_floor) {
        throw Error(ErrorKind::usage, "density comparison", "a floor that is not a positive number",
                    "give a density below which a ratio says nothing");
    }
    Raster result{a.grid, a.values};
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        // Both spelt out: the maximum of NaN and a floor would be the floor.
        const bool is_known = !std::isnan(a.values[i]) && !std::isnan(b.values[i]);
        result.values[i] =
            is_known ? compared(a.values[i], b.values[i], comparison, floor) : a.values[i] + b.values[i];
    }
    return result;
}

double no_change(Comparison comparison) noexcept { return comparison == Comparison::ratio ? 1 : 0; }

std::vector<double> comparison_breaks(const Raster& compared, Comparison comparison,
                                      std::optional<int> classes)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    double lowest = infinity;
    for (const double value : compared.values) {
        lowest = std::min(lowest, value);  // never NaN: it keeps its first argument then
    }
    if (lowest == infinity) {
        return {};
    }
    const std::vector<double> above = breaks_above(compared, comparison, classes);
    std::vector<double> breaks = {rounded_down(lowest)};
    if (!above.empty()) {
        breaks.front() = std::min(breaks.front(), mirrored(above.front(), comparison));
    }
    const auto add = [&](double value) {
        if (value > breaks.back()) {
            breaks.push_back(value);
        }
    };
    for (const double step : above | std::views::reverse) {
        add(mirrored(step, comparison));
    }
    std::ranges::for_each(above, add);
    return breaks;
}

}  // namespace wardmap
