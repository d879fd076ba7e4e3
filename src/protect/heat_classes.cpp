#include "heat_classes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "wardmap/number_text.hpp"

namespace wardmap::protection {

namespace {

constexpr std::size_t rounded_classes = 3;

double km2(const ProtectedCell& square) { return square.side_m * square.side_m / 1e6; }

/// Two digits, upwards or downwards: a bound that nobody could take for a measured value.
double two_digits(double value)
{
    const double scale = std::pow(10.0, std::floor(std::log10(value)) - 1);
    return std::floor(value / scale + 1e-9) * scale;
}

/// Ascending lower bounds of the classes above the threshold; the first is 0, below every density.
std::vector<double> bounds_of(std::vector<double> densities)
{
    std::vector<double> bounds = {0};
    std::ranges::sort(densities);
    for (std::size_t i = 1; i < rounded_classes && !densities.empty(); ++i) {
        const double bound = two_digits(densities[i * densities.size() / rounded_classes]);
        if (bound > bounds.back() && bound > densities.front()) {
            bounds.push_back(bound);
        }
    }
    return bounds;
}

/// Published numbers are 10, 15, 20 …: those of a square of this size in [lower, upper), and the counts behind them.
CountRange counts_between(double lower, double upper, double area_km2, std::int64_t threshold)
{
    CountRange range;
    const auto first = static_cast<std::int64_t>(std::ceil(lower * area_km2 / 5 - 1e-9)) * 5;
    range.lowest = std::max(threshold, first - 2);
    if (std::isfinite(upper)) {
        const auto last = static_cast<std::int64_t>(std::ceil(upper * area_km2 / 5 - 1e-9) - 1) * 5;
        range.highest = std::max<std::int64_t>(range.lowest, last + 2);
    }
    return range;
}

std::vector<std::string> labels_of(const std::vector<double>& bounds, std::int64_t threshold)
{
    std::vector<std::string> labels = {"no incidents", fmt::format("1 to {} incidents", threshold - 1)};
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        const std::string lower = shortest_text(bounds[i]);
        const bool is_last = i + 1 == bounds.size();
        const std::string upper = is_last ? "" : shortest_text(bounds[i + 1]);
        if (i == 0) {
            labels.push_back(is_last ? fmt::format("{} incidents or more", threshold)
                                     : fmt::format("up to {} incidents per km²", upper));
        } else {
            labels.push_back(is_last ? fmt::format("{} incidents per km² or more", lower)
                                     : fmt::format("{} to {} incidents per km²", lower, upper));
        }
    }
    return labels;
}

}  // namespace

HeatClasses heat_classes(const std::vector<std::int64_t>& counts, const std::vector<ProtectedCell>& squares,
                         std::int64_t threshold)
{
    std::vector<double> densities;
    std::vector<PublishedCount> published;
    for (std::size_t i = 0; i < squares.size(); ++i) {
        published.push_back(published_count(counts[i], threshold));
        if (published.back().kind == PublishedCount::Kind::rounded) {
            densities.push_back(static_cast<double>(published.back().rounded) / km2(squares[i]));
        }
    }
    const std::vector<double> bounds = bounds_of(densities);
    HeatClasses classes;
    classes.labels = labels_of(bounds, threshold);
    for (std::size_t i = 0; i < squares.size(); ++i) {
        if (published[i].kind != PublishedCount::Kind::rounded) {
            const bool is_hidden = published[i].kind == PublishedCount::Kind::hidden;
            classes.of_square.push_back(is_hidden ? 1 : 0);
            classes.possible.push_back(published[i].possible);
            continue;
        }
        const double density = static_cast<double>(published[i].rounded) / km2(squares[i]);
        const auto above = std::ranges::upper_bound(bounds, density);
        const double upper = above == bounds.end() ? std::numeric_limits<double>::infinity() : *above;
        classes.of_square.push_back(1 + static_cast<std::size_t>(above - bounds.begin()));
        classes.possible.push_back(counts_between(*std::prev(above), upper, km2(squares[i]), threshold));
    }
    return classes;
}

}  // namespace wardmap::protection
