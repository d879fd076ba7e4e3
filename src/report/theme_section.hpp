#pragma once

#include <cstddef>
#include <string>

#include "theme_layers.hpp"

namespace wardmap::report {

/// The page's section on theme `index` of `text`: map and legend, findings, hotspots, wards,
/// months, hours, near repeats and clusters; words where there is nothing to show.
[[nodiscard]] std::string theme_section_html(const LayerSet& layers, const ReportText& text,
                                             std::size_t index);

}  // namespace wardmap::report
