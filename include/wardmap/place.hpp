#pragma once

#include <algorithm>
#include <cmath>
#include <compare>
#include <limits>

namespace wardmap {

/// A place on the ellipsoid, WGS 84, in degrees. Has no distance on purpose: project it first.
struct LonLat {
    double lon_deg = 0;
    double lat_deg = 0;
    friend auto operator<=>(const LonLat&, const LonLat&) = default;
};

/// A place in the study's projected coordinate system, in metres east and north.
struct PointM {
    double x_m = 0;
    double y_m = 0;
    friend auto operator<=>(const PointM&, const PointM&) = default;
};

[[nodiscard]] inline double squared_distance_m2(PointM a, PointM b) noexcept
{
    const double dx_m = a.x_m - b.x_m;
    const double dy_m = a.y_m - b.y_m;
    return dx_m * dx_m + dy_m * dy_m;
}

[[nodiscard]] inline double distance_m(PointM a, PointM b) noexcept
{
    return std::sqrt(squared_distance_m2(a, b));
}

/// An axis-parallel box in metres; the default is the empty box, which holds nothing.
struct BoxM {
    double min_x_m = std::numeric_limits<double>::infinity();
    double min_y_m = std::numeric_limits<double>::infinity();
    double max_x_m = -std::numeric_limits<double>::infinity();
    double max_y_m = -std::numeric_limits<double>::infinity();

    [[nodiscard]] bool is_empty() const noexcept { return !(min_x_m <= max_x_m && min_y_m <= max_y_m); }
    [[nodiscard]] double width_m() const noexcept { return is_empty() ? 0 : max_x_m - min_x_m; }
    [[nodiscard]] double height_m() const noexcept { return is_empty() ? 0 : max_y_m - min_y_m; }
    /// Closed on all four sides.
    [[nodiscard]] bool contains(PointM p) const noexcept
    {
        return p.x_m >= min_x_m && p.x_m <= max_x_m && p.y_m >= min_y_m && p.y_m <= max_y_m;
    }
    void include(PointM p) noexcept
    {
        min_x_m = std::min(min_x_m, p.x_m);
        min_y_m = std::min(min_y_m, p.y_m);
        max_x_m = std::max(max_x_m, p.x_m);
        max_y_m = std::max(max_y_m, p.y_m);
    }
    void include(const BoxM& other) noexcept
    {
        min_x_m = std::min(min_x_m, other.min_x_m);
        min_y_m = std::min(min_y_m, other.min_y_m);
        max_x_m = std::max(max_x_m, other.max_x_m);
        max_y_m = std::max(max_y_m, other.max_y_m);
    }
    [[nodiscard]] BoxM grown(double margin_m) const noexcept
    {
        return is_empty()
                   ? *this
                   : BoxM{min_x_m - margin_m, min_y_m - margin_m, max_x_m + margin_m, max_y_m + margin_m};
    }
    friend bool operator==(const BoxM&, const BoxM&) = default;
};

}  // namespace wardmap
