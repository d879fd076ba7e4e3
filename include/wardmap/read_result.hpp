#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "wardmap/layer.hpp"

namespace wardmap {

/// A theme as a result tells it.
struct ResultTheme {
    std::string id;
    std::string title;
    std::string method;                 ///< what its layers were made with, for the foot of a map
    std::size_t incidents = 0;          ///< on its maps and in its tables
    std::vector<std::string> findings;  ///< none in protected results
};

/// A layer in its place of the map, as the result says it is to be drawn.
struct MapPlace {
    std::string id;     ///< of the place
    std::string theme;  ///< id; empty: of no theme
    std::string title;  ///< under the theme's heading
    Style style;
    bool visible = false;                 ///< at first
    bool in_legend = false;               ///< of printed pages
    std::string month;                    ///< "2026-03": to be shown when that month is looked at, and
    std::vector<std::string> instead_of;  ///< then in these places, by id; empty month: always
    std::optional<std::size_t> layer;     ///< index into LayerSet::layers, or
    std::optional<std::size_t> raster;    ///< into LayerSet::rasters
};

/// A result folder in memory, in one coordinate system.
struct Result {
    std::string program_version;  ///< that wrote it
    std::string made_at_utc;      ///< "2026-11-25T10:00:00Z"; empty where the result holds no time
    std::string title;
    std::string area;
    std::string period;  ///< in words
    std::string marking;
    std::string profile;  ///< "internal", "partner" or "public"
    std::string crs;      ///< of the files
    std::vector<ResultTheme> themes;
    std::vector<std::string> sources;
    std::vector<std::string> notices;
    LayerSet layers;              ///< projected; with fields, labels and units. Styles are those of the stack
    std::vector<MapPlace> stack;  ///< from the top of the map to the bottom
};

/// Reads a result folder (manifest.json, map.json, wardmap.gpkg, rasters/) and projects it to `crs`:
/// vertices by PROJ, rasters by warping (bilinear); without `crs` all stays as it is in the files. Writes nothing. Throws Error (input) for a folder that
/// is no result, for files that are missing, cut, or not what manifest and map say, for coordinates that
/// are not finite, and for a result of a newer edition than this program knows.
[[nodiscard]] Result read_result(const std::filesystem::path& folder, const std::string& crs = "EPSG:3857");

}  // namespace wardmap
