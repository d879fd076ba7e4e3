#pragma once

#include <string>

#include "theme_layers.hpp"

/// Places over all themes, a chapter each. Empty text for what the study has nothing of.
namespace wardmap::report {

[[nodiscard]] std::string tower_blocks_html(const LayerSet& layers, const ReportText& text);
[[nodiscard]] std::string patrol_places_html(const LayerSet& layers, const ReportText& text);
/// Venues for resident surgeries.
[[nodiscard]] std::string surgeries_html(const LayerSet& layers);

}  // namespace wardmap::report
