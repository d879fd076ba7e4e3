#pragma once

#include <cstddef>
#include <string>

#include "theme_layers.hpp"

namespace wardmap::report {

/// The page's section on theme `index` of `text`: map and legend, findings, tables of hotspots, wards,
/// tower blocks, hours and patrol places; words where there is nothing to show.
[[nodiscard]] std::string theme_section_html(const LayerSet& layers, const ReportText& text,
                                             std::size_t index);

/// The section on venues for resident surgeries; empty text without that layer.
[[nodiscard]] std::string surgeries_html(const LayerSet& layers);

}  // namespace wardmap::report
