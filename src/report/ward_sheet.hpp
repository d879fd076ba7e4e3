#pragma once

#include <string>

#include "theme_layers.hpp"

namespace wardmap::report {

/// A sheet of paper for each ward, in the order of their names: of each theme with incidents there the words,
/// a map, the months and the hours; then the hotspots and tower blocks. Empty text without wards.
[[nodiscard]] std::string ward_sheets_html(const LayerSet& layers, const ReportText& text);

/// True where ward_sheets_html() has something to say.
[[nodiscard]] bool has_ward_sheets(const LayerSet& layers, const ReportText& text);

}  // namespace wardmap::report
