#pragma once

#include <string>

#include "theme_layers.hpp"

namespace wardmap::report {

/// Below it maps mislead (methods.md §8; Ratcliffe 2004: 85 %).
inline constexpr double good_hit_rate = 0.9;

/// Title, period and, on screen, the contents.
[[nodiscard]] std::string title_html(const LayerSet& layers, const ReportText& text);

/// What fits one sheet of A4: the answer in ten lines, small maps, a line per theme with its change, and where
/// the rows went.
[[nodiscard]] std::string front_html(const LayerSet& layers, const ReportText& text);

}  // namespace wardmap::report
