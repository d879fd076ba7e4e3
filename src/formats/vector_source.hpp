#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gdal_session.hpp"

namespace wardmap::formats {

/// One opened layer of a file: the layer is borrowed from the dataset.
struct VectorSource {
    OwnedDataset dataset;
    OGRLayerH layer = nullptr;
    bool is_sheet = false;  ///< of a spreadsheet, whose first row is its header
};

/// Opens a vector file or a spreadsheet with the one driver that its ending stands for, never by
/// sniffing, and finds the layer (`layer_name` empty: the only one, or the first sheet of a
/// spreadsheet). Throws Error (input).
[[nodiscard]] VectorSource open_vector(const std::filesystem::path& path, const std::string& layer_name);
/// Another layer of the opened file, found and told as above.
void choose_layer(VectorSource& source, const std::filesystem::path& path, const std::string& layer_name);

/// The layers of a vector file, without those in which QGIS keeps its own things. Throws Error (input).
[[nodiscard]] std::vector<std::string> layer_names(const std::filesystem::path& path);

}  // namespace wardmap::formats
