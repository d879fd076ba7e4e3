#pragma once

#include <filesystem>

#include "geocoder_input.hpp"
#include "wardmap/gazetteer.hpp"
#include "wardmap/locate.hpp"
#include "wardmap/published_file.hpp"

namespace wardmap {

enum class OutputFormat { csv, geopackage, geojson };
/// By the ending. Throws Error (usage) for another one.
[[nodiscard]] OutputFormat output_format_of(const std::filesystem::path& file);

struct Geocoded {
    const GeocoderInput& input;
    const std::vector<LocatedIncident>& places;
    const Gazetteer& gazetteer;
};
/// The input's columns and those of the match, in the input's order; to be published. Throws Error (output).
void write_geocoded(const Geocoded& geocoded, const PublishedFile& file, OutputFormat format);

}  // namespace wardmap
