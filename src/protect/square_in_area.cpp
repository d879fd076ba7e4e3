#include "square_in_area.hpp"

#include <algorithm>

namespace wardmap::protection {

namespace {

/// Liang and Barsky's clipping: whether any of the segment from a to b lies in the closed box.
bool touches(const BoxM& box, PointM a, PointM b)
{
    double from = 0;
    double to = 1;
    const auto clip = [&](double step, double distance) {
        if (step == 0) {
            return distance >= 0;
        }
        const double at = distance / step;
        if (step < 0) {
            from = std::max(from, at);
        } else {
            to = std::min(to, at);
        }
        return from <= to;
    };
    return clip(a.x_m - b.x_m, a.x_m - box.min_x_m) && clip(b.x_m - a.x_m, box.max_x_m - a.x_m) &&
           clip(a.y_m - b.y_m, a.y_m - box.min_y_m) && clip(b.y_m - a.y_m, box.max_y_m - a.y_m);
}

bool touches(const BoxM& box, const Ring& ring)
{
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        if (touches(box, ring[i], ring[i + 1])) {
            return true;
        }
    }
    return false;
}

}  // namespace

SquarePlace place_of_square(const BoxM& square, const MultiPolygon& shape)
{
    const BoxM box = bounds(shape);
    if (box.is_empty() || square.max_x_m < box.min_x_m || square.min_x_m > box.max_x_m ||
        square.max_y_m < box.min_y_m || square.min_y_m > box.max_y_m) {
        return SquarePlace::outside;
    }
    for (const Polygon& polygon : shape.parts) {
        if (touches(square, polygon.outer) ||
            std::ranges::any_of(polygon.holes, [&](const Ring& hole) { return touches(square, hole); })) {
            return SquarePlace::across;
        }
    }
    const PointM corner{square.min_x_m, square.min_y_m};
    return covers(shape, corner) ? SquarePlace::inside : SquarePlace::outside;
}

}  // namespace wardmap::protection
