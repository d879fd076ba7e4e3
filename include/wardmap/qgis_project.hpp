#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "wardmap/layer.hpp"

namespace wardmap {

/// A theme as the project names it: one group of layers, one map theme, one page and one atlas.
struct QgisTheme {
    std::string id;
    std::string title;
    std::string method;  ///< one or two sentences under the map: what it was made with
};

/// The words around the layers of a QGIS project.
struct QgisText {
    std::string title;
    std::string area_name;
    std::string period;
    std::string marking;            ///< at the top and bottom of each page; may be empty
    std::vector<QgisTheme> themes;  ///< the first is the one that is visible on opening
    std::vector<std::string> sources;
    bool has_rasters = true;  ///< rasters/NAME.tif are there; else contour classes are filled in their place
    bool is_public = false;   ///< the layers are those of a public release (public_layers.hpp)
};

/// A QGIS project (3.22 and later) over the files that the other writers make beside it:
/// ./wardmap.gpkg and ./rasters/NAME.tif, by relative paths. A group per theme, from the top: incidents,
/// tower blocks, wards (outline), patrol places, hotspots, cells, contours, density, wards by rate; a
/// print layout (A4) per theme and an atlas over its wards. Styles are the layers' own. Checked by
/// reading it back; same input, same bytes. Throws Error (output).
void write_qgis_project(const std::filesystem::path& file, const LayerSet& layers, const QgisText& text);

}  // namespace wardmap
