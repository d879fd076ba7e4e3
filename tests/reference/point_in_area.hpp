#pragma once

#include <cstdint>

#include "wardmap/areas.hpp"

/// Slow obvious twin of AreaIndex: exact crossing counts in whole numbers.
namespace wardmap::reference {

/// Coordinates of the tests are whole multiples of 1/1024 m below 2^20 m: whole numbers below 2^30, whose
/// products stay below 2^62.
inline std::int64_t ticks(double metres) { return static_cast<std::int64_t>(metres * 1024); }

/// Crossings of the ray from p to the east, each edge half-open, as geometry.hpp promises for covers().
inline bool covers_exactly(const MultiPolygon& shape, PointM p)
{
    bool is_inside = false;
    const auto count = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            PointM low = ring[i - 1];
            PointM high = ring[i];
            if (low.y_m > high.y_m) {
                std::swap(low, high);
            }
            if (low.y_m > p.y_m || high.y_m <= p.y_m) {
                continue;
            }
            const std::int64_t cross = (ticks(high.x_m) - ticks(low.x_m)) * (ticks(p.y_m) - ticks(low.y_m)) -
                                       (ticks(p.x_m) - ticks(low.x_m)) * (ticks(high.y_m) - ticks(low.y_m));
            is_inside ^= cross > 0;
        }
    };
    for (const Polygon& polygon : shape.parts) {
        count(polygon.outer);
        for (const Ring& hole : polygon.holes) {
            count(hole);
        }
    }
    return is_inside;
}

inline std::int32_t find_area(const AreaSet& areas, PointM p)
{
    for (std::size_t i = 0; i < areas.areas.size(); ++i) {
        if (covers_exactly(areas.areas[i].shape, p)) {
            return static_cast<std::int32_t>(i);
        }
    }
    return AreaIndex::outside;
}

}  // namespace wardmap::reference
