#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "wardmap/place.hpp"

namespace wardmap::reference {

/// The most points that a circle can hold whose centre is two radii from each of `taken`: tried at every
/// point and at every meeting of two circles (of one radius around points, of two around `taken`). A best
/// region of centres has such a corner, or is all that is within a radius of one point.
inline int most_in_a_circle(const std::vector<PointM>& points, double radius_m,
                            const std::vector<PointM>& taken)
{
    struct Circle {
        PointM centre;
        double radius_m;
    };
    std::vector<Circle> circles;
    circles.reserve(points.size() + taken.size());
    std::vector<PointM> candidates = points;
    for (const PointM p : points) {
        circles.push_back({p, radius_m});
    }
    for (const PointM p : taken) {
        circles.push_back({p, 2 * radius_m});
    }
    for (const Circle& a : circles) {
        for (const Circle& b : circles) {
            const double d_m = distance_m(a.centre, b.centre);
            if (d_m == 0 || d_m > a.radius_m + b.radius_m || d_m < std::abs(a.radius_m - b.radius_m)) {
                continue;
            }
            const double along = (d_m * d_m + a.radius_m * a.radius_m - b.radius_m * b.radius_m) / (2 * d_m);
            const double aside = std::sqrt(std::max(0.0, a.radius_m * a.radius_m - along * along));
            const double ux = (b.centre.x_m - a.centre.x_m) / d_m;
            const double uy = (b.centre.y_m - a.centre.y_m) / d_m;
            // Both sides come up: each pair is seen twice.
            candidates.push_back(
                {a.centre.x_m + along * ux - aside * uy, a.centre.y_m + along * uy + aside * ux});
        }
    }
    int most = 0;
    for (const PointM c : candidates) {
        const bool is_clear = std::all_of(taken.begin(), taken.end(), [&](PointM other) {
            return distance_m(other, c) >= 2 * radius_m * (1 - 1e-9);
        });
        if (is_clear) {
            most = std::max(most, static_cast<int>(std::count_if(points.begin(), points.end(), [&](PointM p) {
                                return distance_m(p, c) <= radius_m * (1 + 1e-9);
                            })));
        }
    }
    return most;
}

}  // namespace wardmap::reference
