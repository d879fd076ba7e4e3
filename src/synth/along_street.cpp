#include "along_street.hpp"

#include <algorithm>

namespace wardmap::synth {

double length_m(const std::vector<PointM>& line)
{
    double sum_m = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        sum_m += distance_m(line[i - 1], line[i]);
    }
    return sum_m;
}

OnLine place_along(const std::vector<PointM>& line, double along_m)
{
    for (std::size_t i = 1;; ++i) {
        const PointM a = line[i - 1];
        const PointM b = line[i];
        const double step_m = distance_m(a, b);
        if (along_m <= step_m || i + 1 == line.size()) {
            const double t = std::clamp(along_m / step_m, 0.0, 1.0);
            return {{a.x_m + t * (b.x_m - a.x_m), a.y_m + t * (b.y_m - a.y_m)},
                    {(b.x_m - a.x_m) / step_m, (b.y_m - a.y_m) / step_m}};
        }
        along_m -= step_m;
    }
}

PointM beside(const OnLine& place, double ahead_m, double left_m)
{
    const auto [position, direction] = place;
    return {position.x_m + ahead_m * direction.x_m - left_m * direction.y_m,
            position.y_m + ahead_m * direction.y_m + left_m * direction.x_m};
}

}  // namespace wardmap::synth
