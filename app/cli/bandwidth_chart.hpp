#pragma once

#include <string>

#include "wardmap/bandwidth.hpp"

namespace wardmap::cli {

/// The likelihood by bandwidth as a picture (SVG), with both rules marked.
[[nodiscard]] std::string bandwidth_chart(const LikelihoodBandwidth& likelihood, double scott_m);

}  // namespace wardmap::cli
