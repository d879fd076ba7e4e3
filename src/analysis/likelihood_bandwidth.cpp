#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <tuple>

#include "density_kernel.hpp"
#include "gaussian_sums.hpp"
#include "wardmap/bandwidth.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap {

namespace {

using kde::Place;

/// What a sum by grid leaves to the others must be more than this share of the place's own weight, or rounding
/// would show: it is summed place by place then.
constexpr double least_share = 1e-3;
/// exp(-42) of the nearest one's part is nothing, even times all places there can be.
constexpr double most_exponent = 42;
/// Of a grid of doubles: 200 MB.
constexpr double most_grid_cells = 25'000'000;

constexpr double widest_of_scott = 2;
constexpr double steps_per_doubling = 3;
constexpr int first_steps = 16;  // down to 1/16 of Scott's rule
constexpr int further_steps = 6;
constexpr int most_extensions = 4;
constexpr int refining_steps = 8;

/// Distinct positions with their weight, by x, then y, from a corner of their bounds.
std::vector<Place> places_of(const PointSet& points)
{
    static_cast<void>(scott_bandwidth_m(points, Kernel::gaussian));  // for what it refuses
    std::vector<Place> places;
    BoxM box;
    for (const PointM p : points.positions) {
        box.include(p);
    }
    for (std::size_t i = 0; i < points.size(); ++i) {
        const PointM p = points.positions[i];
        if (points.weight(i) > 0) {
            places.push_back(
                {.x_m = p.x_m - box.min_x_m, .y_m = p.y_m - box.min_y_m, .weight = points.weight(i)});
        }
    }
    std::ranges::sort(places, {}, [](const Place& p) { return std::tie(p.x_m, p.y_m, p.weight); });
    std::size_t kept = 0;
    for (std::size_t i = 1; i < places.size(); ++i) {
        if (places[i].x_m == places[kept].x_m && places[i].y_m == places[kept].y_m) {
            places[kept].weight += places[i].weight;
        } else {
            places[++kept] = places[i];
        }
    }
    places.resize(std::min(places.size(), kept + 1));
    return places;
}

/// From the places in their order, so that it does not depend on that of the points.
double scott_sigma_m(const std::vector<Place>& places)
{
    PointSet points;
    for (const Place& place : places) {
        points.positions.push_back({place.x_m, place.y_m});
        points.weights.push_back(place.weight);
    }
    return scott_bandwidth_m(points, Kernel::gaussian);
}

double squared_m2(const Place& a, const Place& b)
{
    return (a.x_m - b.x_m) * (a.x_m - b.x_m) + (a.y_m - b.y_m) * (a.y_m - b.y_m);
}

/// Calls visit for all other places whose x lies within reach2_m2(), from near to far on both sides.
template <typename Reach, typename Visit>
void for_each_near(const std::vector<Place>& places, std::size_t at, const Reach& reach2_m2,
                   const Visit& visit)
{
    const auto is_near = [&](const Place& place) {
        const double dx_m = place.x_m - places[at].x_m;
        return dx_m * dx_m <= reach2_m2();
    };
    for (std::size_t i = at + 1; i < places.size() && is_near(places[i]); ++i) {
        visit(places[i]);
    }
    for (std::size_t i = at; i > 0 && is_near(places[i - 1]); --i) {
        visit(places[i - 1]);
    }
}

/// ln of the sum over the other places of weight · exp(-d²/(2 sigma²)), which may be far below what a double
/// holds: taken from the nearest.
double log_sum_of_others(const std::vector<Place>& places, std::size_t at, double sigma_m)
{
    double nearest2_m2 = std::numeric_limits<double>::infinity();
    for_each_near(
        places, at, [&] { return nearest2_m2; },
        [&](const Place& other) { nearest2_m2 = std::min(nearest2_m2, squared_m2(places[at], other)); });
    const double per_2sigma2 = 1 / (2 * sigma_m * sigma_m);
    const double reach2_m2 = nearest2_m2 + most_exponent / per_2sigma2;
    double sum = 0;
    for_each_near(
        places, at, [&] { return reach2_m2; },
        [&](const Place& other) {
            sum += other.weight * std::exp((nearest2_m2 - squared_m2(places[at], other)) * per_2sigma2);
        });
    return std::log(sum) - nearest2_m2 * per_2sigma2;
}

double mean_log_density(const std::vector<Place>& places, double sigma_m)
{
    const std::vector<double> sums = kde::gaussian_sums(places, sigma_m, most_grid_cells);
    double total_weight = 0;
    for (const Place& place : places) {
        total_weight += place.weight;
    }
    double total = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double own = places[i].weight;
        const double others = sums.empty() ? 0 : sums[i] - own;
        const double log_sum =
            others > least_share * own ? std::log(others) : log_sum_of_others(places, i, sigma_m);
        total += own * (log_sum - std::log(2 * std::numbers::pi * sigma_m * sigma_m * (total_weight - own)));
    }
    return total / total_weight;
}

/// Tries `sigmas_m` side by side and puts them into the curve, which stays in order.
void try_all(const std::vector<Place>& places, const std::vector<double>& sigmas_m, unsigned threads,
             std::vector<LikelihoodStep>& curve)
{
    const std::size_t begin = curve.size();
    curve.resize(begin + sigmas_m.size());
    parallel_chunks(sigmas_m.size(), 1, threads, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            curve[begin + i] = {sigmas_m[i], mean_log_density(places, sigmas_m[i])};
        }
    });
    std::ranges::sort(curve, {}, &LikelihoodStep::bandwidth_m);
}

std::size_t best_of(const std::vector<LikelihoodStep>& curve)
{
    const auto best = std::ranges::max_element(curve, {}, &LikelihoodStep::mean_log_density);
    return static_cast<std::size_t>(best - curve.begin());
}

/// `count` sigmas from `from_m` downwards, itself first.
std::vector<double> steps_down(double from_m, int count)
{
    std::vector<double> sigmas_m;
    sigmas_m.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        sigmas_m.push_back(from_m * std::exp2(-i / steps_per_doubling));
    }
    return sigmas_m;
}

}  // namespace

double half_weight_radius_m(Kernel kernel, double bandwidth_m)
{
    // Of (1 - u²)^d the share within u is 1 - (1 - u²)^(d + 1); of 1 - u it is 3u² - 2u³, a half at a half.
    const auto half_of_degree = [](double degree) { return std::sqrt(1 - std::exp2(-1 / (degree + 1))); };
    switch (kernel) {
        case Kernel::uniform:
            return bandwidth_m * half_of_degree(0);
        case Kernel::epanechnikov:
            return bandwidth_m * half_of_degree(1);
        case Kernel::quartic:
            return bandwidth_m * half_of_degree(2);
        case Kernel::triweight:
            return bandwidth_m * half_of_degree(3);
        case Kernel::triangular:
            return bandwidth_m / 2;
        case Kernel::gaussian:
            break;
    }
    return bandwidth_m * std::sqrt(2 * std::numbers::ln2);
}

double cross_validated_log_density(const PointSet& points, double sigma_m)
{
    const bool is_sigma = std::isfinite(sigma_m) && sigma_m > 0;
    if (!is_sigma) {
        throw Error(ErrorKind::limit, "bandwidth by likelihood",
                    "a sigma of " + shortest_text(sigma_m) + " m", "give a sigma greater than 0");
    }
    return mean_log_density(places_of(points), sigma_m);
}

LikelihoodBandwidth likelihood_bandwidth(const PointSet& points, Kernel kernel, unsigned threads)
{
    const std::vector<Place> places = places_of(points);
    const double widest_m = widest_of_scott * scott_sigma_m(places);
    LikelihoodBandwidth result;
    std::vector<LikelihoodStep>& curve = result.curve;
    try_all(places, steps_down(widest_m, first_steps), threads, curve);
    for (int i = 0; i < most_extensions && best_of(curve) == 0; ++i) {
        std::vector<double> lower = steps_down(curve.front().bandwidth_m, further_steps + 1);
        lower.erase(lower.begin());
        try_all(places, lower, threads, curve);
    }
    const std::size_t coarse = best_of(curve);
    result.is_at_end = coarse == 0 || coarse + 1 == curve.size();
    if (!result.is_at_end) {
        const double from_m = curve[coarse + 1].bandwidth_m;
        const double ratio = curve[coarse - 1].bandwidth_m / from_m;
        std::vector<double> between;
        for (int i = 1; i <= refining_steps; ++i) {
            between.push_back(from_m * std::pow(ratio, i / (refining_steps + 1.0)));
        }
        try_all(places, between, threads, curve);
    }
    for (LikelihoodStep& step : curve) {
        step.bandwidth_m *= kde::bandwidth_per_sigma(kernel);
    }
    result.bandwidth_m = curve[best_of(curve)].bandwidth_m;
    return result;
}

}  // namespace wardmap
