#include "camera.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace wardmap::viewer {

namespace {

/// Semi-major axis of WGS 84, which EPSG:3857 takes for the radius of its sphere.
constexpr double radius_m = 6378137;
constexpr double tile_px = 256;
constexpr double degree = std::numbers::pi / 180;

}  // namespace

Camera camera_over(const BoxM& box, QSizeF size_px, double px_per_mm)
{
    constexpr double least_m = 100;  // a single point has no size
    constexpr double with_margin = 1.1;
    Camera camera;
    camera.size_px = size_px;
    camera.px_per_mm = px_per_mm;
    if (box.is_empty() || size_px.isEmpty()) {
        return camera;
    }
    camera.centre = {(box.min_x_m + box.max_x_m) / 2, (box.min_y_m + box.max_y_m) / 2};
    camera.m_per_px = with_margin * std::max(std::max(box.width_m(), least_m) / size_px.width(),
                                             std::max(box.height_m(), least_m) / size_px.height());
    return camera;
}

PointM mercator(LonLat place)
{
    return {radius_m * place.lon_deg * degree, radius_m * std::asinh(std::tan(place.lat_deg * degree))};
}

LonLat lon_lat(PointM mercator)
{
    return {mercator.x_m / radius_m / degree, std::atan(std::sinh(mercator.y_m / radius_m)) / degree};
}

double ground_m_per_m(PointM mercator) { return 1 / std::cosh(mercator.y_m / radius_m); }

double m_per_px_of_zoom(double zoom) { return 2 * std::numbers::pi * radius_m / (tile_px * std::exp2(zoom)); }

double zoom_of_m_per_px(double m_per_px)
{
    return std::log2(2 * std::numbers::pi * radius_m / (tile_px * m_per_px));
}

ScaleBar scale_bar(double ground_m_per_px, double most_px)
{
    const double most_m = ground_m_per_px * most_px;
    if (!std::isfinite(most_m) || most_m <= 0) {
        return {};
    }
    const double power = std::pow(10, std::floor(std::log10(most_m)));
    const double ground_m = most_m >= 5 * power ? 5 * power : most_m >= 2 * power ? 2 * power : power;
    return {ground_m, ground_m / ground_m_per_px};
}

QString length_text(double ground_m)
{
    return ground_m >= 1000 ? QString::number(ground_m / 1000) + " km" : QString::number(ground_m) + " m";
}

}  // namespace wardmap::viewer
