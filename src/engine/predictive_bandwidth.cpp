#include "predictive_bandwidth.hpp"

#include <cmath>

#include "holdout_split.hpp"
#include "wardmap/bandwidth.hpp"

namespace wardmap {

namespace {

PointSet points_of(const LocatedSet& located, const std::vector<std::uint32_t>& incidents)
{
    PointSet points;
    points.positions.reserve(incidents.size());
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
    const RasterGrid pixels = raster_grid_over(bounds(located.area.shape), study.density_cell_m);
    const PredictiveBandwidth best =
        predictive_bandwidth(points_of(located, split->train_incidents),
                             points_of(located, split->test_incidents), pixels, {.kernel = study.kernel});
    constexpr double step_m = 10;  // as the other rules of a study are told
    return std::round(best.bandwidth_m / step_m) * step_m;
}

}  // namespace wardmap
