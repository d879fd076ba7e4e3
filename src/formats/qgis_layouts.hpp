#pragma once

#include <string>

#include "qgis_layers.hpp"

namespace wardmap::formats {

/// <Layout> of an A4 page for a theme, and, where it has wards, of an atlas with a page for each ward:
/// title, map, legend, scale bar, north arrow, period, method, sources, marking.
[[nodiscard]] std::string layouts_xml(const ProjectGroup& group, const BoxM& extent, const QgisText& text);

}  // namespace wardmap::formats
