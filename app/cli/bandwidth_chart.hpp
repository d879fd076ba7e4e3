#pragma once

#include <optional>
#include <string>

#include "wardmap/bandwidth.hpp"

namespace wardmap::cli {

/// What the rules say, side by side.
struct BandwidthRules {
    double scott_m = 0;
    LikelihoodBandwidth likelihood;
    std::optional<PredictiveBandwidth> predictive;  ///< where the points have dates
};

/// The curves as an SVG picture, one panel each, over the same bandwidths, with what the rules choose marked.
[[nodiscard]] std::string bandwidth_chart(const BandwidthRules& rules);

}  // namespace wardmap::cli
