#pragma once

#include <string>

#include "theme_map.hpp"

/// Maps as figures of the page.
namespace wardmap::report {

/// With caption, legend, and words on what found no room. Words alone where there is nothing to draw.
[[nodiscard]] std::string map_html(const ThemeLayers& layers, const std::string& title,
                                   const MapOptions& options);

/// A map among others: its title heard but not printed, and in place of the legend one line of colours with the
/// numbers where they begin. Empty where there is nothing to draw.
[[nodiscard]] std::string small_map_html(const ThemeLayers& layers, const std::string& title,
                                         const MapOptions& options);

}  // namespace wardmap::report
