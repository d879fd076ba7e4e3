#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "wardmap/feature_table.hpp"

namespace wardmap::formats {

using FeatureSink = std::function<void(const Feature&)>;

/// A layer or table whose features come one at a time, so that a writer's memory does not grow with their number.
struct FeatureStream {
    FeatureTable header;  ///< name, kind and fields; no features
    std::string title;
    std::string description;
    std::uint64_t count = 0;
    /// Hands over every feature in order, as often as it is called.
    std::function<void(const FeatureSink&)> for_each;
};

/// Of a table in memory, which must outlive the stream.
[[nodiscard]] FeatureStream stream_of(const FeatureTable& table);

/// Of a layer or table of a GeoPackage that wardmap wrote, opened anew for each pass: in `crs`, rings turned as ours
/// are, fields as the dictionary has them. Throws Error (input) where reading or projecting fails.
[[nodiscard]] FeatureStream stream_of_result(const std::filesystem::path& geopackage,
                                             const std::string& layer, const std::string& crs);

/// The same features, with `step(features so far)` called before each.
[[nodiscard]] FeatureStream with_progress(FeatureStream stream, std::function<void(std::uint64_t)> step);

}  // namespace wardmap::formats
