#include <cmath>
#include <optional>

#include "density_kernel.hpp"
#include "wardmap/density.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

/// Standard deviations on both axes, each incident counting as often as its weight says.
struct Spread {
    double total_weight = 0;
    double x_m = 0;
    double y_m = 0;
};

Spread spread_of(const PointSet& points)
{
    // From the first point, then from the mean: two passes lose no digits of national-grid coordinates.
    const PointM origin = points.positions.front();
    Spread spread;
    PointM mean;
    for (std::size_t i = 0; i < points.size(); ++i) {
        spread.total_weight += points.weight(i);
        mean.x_m += points.weight(i) * (points.positions[i].x_m - origin.x_m);
        mean.y_m += points.weight(i) * (points.positions[i].y_m - origin.y_m);
    }
    mean = {mean.x_m / spread.total_weight, mean.y_m / spread.total_weight};
    double x2_m2 = 0;
    double y2_m2 = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double dx_m = points.positions[i].x_m - origin.x_m - mean.x_m;
        const double dy_m = points.positions[i].y_m - origin.y_m - mean.y_m;
        x2_m2 += points.weight(i) * dx_m * dx_m;
        y2_m2 += points.weight(i) * dy_m * dy_m;
    }
    spread.x_m = std::sqrt(x2_m2 / (spread.total_weight - 1));
    spread.y_m = std::sqrt(y2_m2 / (spread.total_weight - 1));
    return spread;
}

bool has_two_positions(const PointSet& points)
{
    std::optional<PointM> first;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (points.weight(i) > 0) {
            if (first && *first != points.positions[i]) {
                return true;
            }
            first = points.positions[i];
        }
    }
    return false;
}

}  // namespace

double scott_bandwidth_m(const PointSet& points, Kernel kernel)
{
    const auto refuse = [](const char* found) {
        throw Error(ErrorKind::quality, "bandwidth by Scott's rule", found, "give the bandwidth in metres");
    };
    if (!has_two_positions(points)) {
        refuse("fewer than two distinct positions");
    }
    const Spread spread = spread_of(points);
    if (!(spread.total_weight > 1) || !std::isfinite(spread.x_m + spread.y_m)) {
        refuse("weights that add up to 1 or less, or positions that are not finite");
    }
    // On a line along one axis the other axis has no spread and says nothing.
    const double product_m2 = spread.x_m * spread.y_m;
    const double sigma_m = product_m2 > 0 ? std::sqrt(product_m2) : std::max(spread.x_m, spread.y_m);
    return kde::bandwidth_per_sigma(kernel) * sigma_m * std::pow(spread.total_weight, -1.0 / 6.0);
}

}  // namespace wardmap
