#include <algorithm>
#include <cmath>
#include <utility>

#include "wardmap/bandwidth.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

constexpr double land_share = 0.05;
constexpr double widest_of_scott = 2;
constexpr int steps_per_doubling = 4;
constexpr int doublings = 5;           // down to 1/16 of Scott's rule
constexpr double rounding = 1 + 1e-9;  // Scott's own is one of those that are tried

std::vector<double> bandwidths_to_try(const PointSet& train, double cell_m, Kernel kernel)
{
    const double widest_m = std::max(cell_m, widest_of_scott * scott_bandwidth_m(train, kernel));
    std::vector<double> bandwidths_m;
    for (int i = steps_per_doubling * doublings; i >= 0; --i) {
        const double bandwidth_m = widest_m * std::exp2(-static_cast<double>(i) / steps_per_doubling);
        if (bandwidth_m >= cell_m) {
            bandwidths_m.push_back(bandwidth_m);
        }
    }
    return bandwidths_m;
}

/// Points by pixel.
std::vector<double> counts_on(const RasterGrid& grid, const PointSet& points)
{
    std::vector<double> counts(static_cast<std::size_t>(grid.size()), 0.0);
    for (const PointM p : points.positions) {
        const double col = std::floor((p.x_m - grid.north_west.x_m) / grid.cell_m);
        const double row = std::floor((grid.north_west.y_m - p.y_m) / grid.cell_m);
        if (col >= 0 && row >= 0 && col < grid.cols && row < grid.rows) {
            counts[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.cols) +
                   static_cast<std::size_t>(col)] += 1;
        }
    }
    return counts;
}

/// The pixels with data, of incidents to learn from and of those to foretell.
struct Split {
    std::vector<double> train;
    std::vector<double> test;
};

/// What the densest land of a surface held.
HoldoutCounts counts_held(const Raster& surface, const Split& counts)
{
    std::vector<double> values;
    std::vector<double> train;
    std::vector<double> test;
    for (std::size_t i = 0; i < surface.values.size(); ++i) {
        if (!std::isnan(surface.values[i])) {
            values.push_back(surface.values[i]);
            train.push_back(counts.train[i]);
            test.push_back(counts.test[i]);
        }
    }
    const auto sum_of = [](const std::vector<double>& of, const std::vector<std::uint32_t>& cells) {
        double sum = 0;
        for (const std::uint32_t cell : cells) {
            sum += of[cell];
        }
        return static_cast<std::uint64_t>(std::llround(sum));
    };
    const auto k = std::max<std::size_t>(
        1, static_cast<std::size_t>(std::llround(land_share * static_cast<double>(values.size()))));
    std::vector<std::uint32_t> all(values.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = static_cast<std::uint32_t>(i);
    }
    const double pixel_m2 = surface.grid.cell_m * surface.grid.cell_m;
    const std::vector<std::uint32_t> densest = top_cells(values, test, std::min(k, values.size()));
    return {sum_of(test, densest),
            sum_of(test, all),
            sum_of(train, densest),
            sum_of(train, all),
            sum_of(test, top_cells(test, test, std::min(k, values.size()))),
            pixel_m2 * static_cast<double>(densest.size()),
            pixel_m2 * static_cast<double>(all.size())};
}

/// The one-standard-error rule (Breiman et al. 1984, section 3.4.3): the best of many candidates owes part of its lead to
/// chance, and among those that chance alone could put behind it the widest claims the least. Not wider than Scott's
/// rule, which smooths too much already: few incidents to foretell would let anything pass.
void choose(PredictiveBandwidth& found, double scott_m)
{
    HoldoutScore best;
    for (const PredictiveStep& step : found.curve) {
        if (step.score.pai >= best.pai) {
            best = step.score;
            found.best_m = step.bandwidth_m;
        }
    }
    const double incidents = static_cast<double>(found.test_incidents);
    const double error = std::sqrt(best.hit_rate * (1 - best.hit_rate) / incidents);
    for (const PredictiveStep& step : found.curve) {
        if (step.score.hit_rate >= best.hit_rate - error &&
            step.bandwidth_m <= std::max(scott_m, found.best_m)) {
            found.bandwidth_m = step.bandwidth_m;
        }
    }
}

}  // namespace

PredictiveBandwidth predictive_bandwidth(const PointSet& train, const PointSet& test, const RasterGrid& grid,
                                         const DensityOptions& options)
{
    const Split counts{counts_on(grid, train), counts_on(grid, test)};
    PredictiveBandwidth found;
    found.land = land_share;
    const auto take = [&](double bandwidth_m, const Raster& surface) {
        const HoldoutCounts held = counts_held(surface, counts);
        if (held.incidents == 0) {
            throw Error(ErrorKind::quality, "predictive bandwidth",
                        "no incident of the later period lies on the map",
                        "take a longer period, or give the bandwidth in metres");
        }
        found.test_incidents = held.incidents;
        found.curve.push_back({bandwidth_m, score_holdout(held)});
    };
    density_sweep(train, grid, options, {bandwidths_to_try(train, grid.cell_m, options.kernel), take});
    choose(found, scott_bandwidth_m(train, options.kernel) * rounding);
    return found;
}

}  // namespace wardmap
