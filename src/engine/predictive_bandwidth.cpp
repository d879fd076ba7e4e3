#include "predictive_bandwidth.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "cell_density.hpp"
#include "holdout_split.hpp"
#include "wardmap/evaluation.hpp"

namespace wardmap {

namespace {

constexpr std::array<double, 10> candidates_m{100, 150, 200, 250, 300, 400, 500, 600, 800, 1000};

PointSet points_of(const LocatedSet& located, const std::vector<std::uint32_t>& incidents)
{
    PointSet points;
    for (const std::uint32_t i : incidents) {
        points.positions.push_back(located.incidents[i].position);
    }
    return points;
}

}  // namespace

std::optional<double> predictive_bandwidth_m(const Study& study, const StudyInputs& inputs,
                                             const LocatedSet& located,
                                             const std::vector<std::uint32_t>& chosen)
{
    const auto split = holdout_split(inputs, located, chosen);
    if (!split) {
        return std::nullopt;
    }
    const PointSet train = points_of(located, split->train_incidents);
    const CellGrid grid = count_cells(train, study.lattice, located.area.shape);
    const std::vector<double> test =
        count_cells(points_of(located, split->test_incidents), study.lattice, located.area.shape).counts;
    const double radius_m = study.patrol.diameter_m / 2;
    const double land = study.patrol.places * std::numbers::pi * radius_m * radius_m / located.area.area_m2;
    const auto k = std::clamp<std::size_t>(
        static_cast<std::size_t>(std::lround(land * static_cast<double>(test.size()))), 1, test.size());
    const RasterGrid pixels = raster_grid_over(bounds(located.area.shape), study.density_cell_m);
    double best_m = 0;
    double most = -1;
    for (const double width_m : candidates_m) {
        if (width_m < study.density_cell_m) {
            continue;
        }
        const DensityOptions density{.bandwidth_m = width_m, .kernel = study.kernel};
        double held = 0;
        for (const std::uint32_t cell : top_cells(density_at_cells(train, pixels, density, grid), test, k)) {
            held += test[cell];
        }
        if (held >= most) {
            most = held;
            best_m = width_m;
        }
    }
    return best_m > 0 ? std::optional(best_m) : std::nullopt;
}

}  // namespace wardmap
