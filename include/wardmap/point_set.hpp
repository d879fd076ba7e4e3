#pragma once

#include <cstdint>
#include <vector>

#include "wardmap/place.hpp"

namespace wardmap {

/// Located incidents of one theme, in metres: what every analysis takes. The vectors have the same
/// length, except that `weights` may be empty (every weight is 1) and `incident` may be empty (the
/// points are not incidents).
struct PointSet {
    std::vector<PointM> positions;
    std::vector<double> weights;
    std::vector<std::uint32_t> incident;  ///< index of the incident that each point is

    [[nodiscard]] std::size_t size() const noexcept { return positions.size(); }
    [[nodiscard]] double weight(std::size_t i) const noexcept { return weights.empty() ? 1.0 : weights[i]; }
    [[nodiscard]] double total_weight() const noexcept
    {
        double total = weights.empty() ? static_cast<double>(positions.size()) : 0.0;
        for (const double w : weights) {
            total += w;
        }
        return total;
    }
};

}  // namespace wardmap
