#pragma once

#include <cmath>
#include <numbers>

#include "wardmap/point_set.hpp"

namespace wardmap::reference {

/// The slow obvious twin: mean over incidents of ln f(x), f from the incidents at all other places.
inline double cross_validated_log_density(const PointSet& points, double sigma_m)
{
    double total = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        long double density = 0;  // holds exp(-11000)
        double weight = 0;
        for (std::size_t j = 0; j < points.size(); ++j) {
            if (points.positions[j] != points.positions[i]) {
                const double d2_m2 = squared_distance_m2(points.positions[i], points.positions[j]);
                density +=
                    points.weight(j) * std::exp(static_cast<long double>(-d2_m2 / (2 * sigma_m * sigma_m)));
                weight += points.weight(j);
            }
        }
        total += points.weight(i) *
                 static_cast<double>(std::log(density / (2 * std::numbers::pi * sigma_m * sigma_m * weight)));
    }
    return total / points.total_weight();
}

}  // namespace wardmap::reference
