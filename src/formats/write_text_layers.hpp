#pragma once

#include <filesystem>
#include <string>

#include "feature_stream.hpp"

/// One layer or table as a text file of its name, as the public writers make it of those of a result.
namespace wardmap::formats {

/// `crs`: what the stream's coordinates are in.
void write_geojson(const std::filesystem::path& folder, const FeatureStream& stream, const std::string& crs);
void write_kml(const std::filesystem::path& folder, const FeatureStream& stream, const std::string& crs);
/// GPX: a waypoint for each point and the centroid of each area. Throws Error (output) for a layer of lines.
void write_waypoints(const std::filesystem::path& folder, const FeatureStream& stream,
                     const std::string& crs);
void write_csv(const std::filesystem::path& folder, const FeatureStream& stream);

}  // namespace wardmap::formats
