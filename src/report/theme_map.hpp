#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "theme_layers.hpp"

/// The map of a theme, of the whole study area or one ward, drawn but not yet put on a page.
namespace wardmap::report {

struct LegendItem {
    std::string swatch;  ///< SVG elements in a box of swatch_width_px × swatch_height_px
    std::string label;   ///< not escaped
};
struct LegendPart {
    std::string heading;  ///< not escaped; with the unit
    std::vector<LegendItem> items;
};
inline constexpr double swatch_width_px = 26;
inline constexpr double swatch_height_px = 18;

struct MapOptions {
    double width_px = 640;
    double printed_width_mm = 180;  ///< on A4: styles give strokes and markers in mm
    double height_share = 0;        ///< of the width; 0: as the area that is shown needs
    std::string id;                 ///< begins the ids of the drawing, unique on the page
    std::string marking = {};       ///< beside the scale bar
    bool has_names = true;          ///< of wards and tower blocks; numbers of hotspots there are always
    std::string ward_id = {};       ///< the map is about that ward alone; empty: about the study area
};

struct ThemeMap {
    std::string svg;  ///< elements that fill width_px × height_px
    double width_px = 0;
    double height_px = 0;
    std::vector<LegendPart> legend;
    std::vector<std::string> unnamed;  ///< wards and blocks whose names found no room
    std::size_t unnumbered = 0;        ///< hotspots that are outlined, but whose numbers found no room
    std::string description;           ///< the map in words, not escaped
};

/// Empty `svg` if no layer of the theme has a shape, or no ward that id.
[[nodiscard]] ThemeMap theme_map(const ThemeLayers& layers, const MapOptions& options);

}  // namespace wardmap::report
