#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "wardmap/feature_table.hpp"
#include "wardmap/read_result.hpp"

namespace wardmap::formats {

/// A layer, raster or table as the document lists it, before its file is read.
struct ListedLayer {
    std::string name;
    std::string title;
    std::string theme;
    std::string description;
    std::string unit;           ///< of rasters
    std::size_t features = 0;   ///< of layers
    std::vector<Field> fields;  ///< of layers and tables
};

/// A place of the stack with the name of what it draws.
struct ListedPlace {
    MapPlace place;
    std::string layer;
    std::string raster;
};

/// What manifest.json and map.json say.
struct ListedResult {
    Result words;  ///< all that is not a layer
    std::vector<ListedPlace> stack;
    std::vector<ListedLayer> layers;
    std::vector<ListedLayer> rasters;
    std::vector<ListedLayer> tables;
};

/// Throws Error (input) as read_result does.
[[nodiscard]] ListedResult read_lists(const std::filesystem::path& folder);

}  // namespace wardmap::formats
