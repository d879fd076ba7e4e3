#pragma once

#include <filesystem>
#include <string>

#include "feature_stream.hpp"

namespace wardmap::formats {

/// One shapefile without a style, as the public writer makes those of a result.
void write_shapefile(const std::filesystem::path& folder, const FeatureStream& stream,
                     const std::string& crs);

/// fields.csv, which says what each short name stands for, since a shapefile cannot: its header, and a layer's rows.
[[nodiscard]] std::string short_names_head();
void append_short_names(std::string& csv, const FeatureTable& table);

}  // namespace wardmap::formats
