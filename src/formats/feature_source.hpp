#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "feature_reader.hpp"
#include "vector_source.hpp"
#include "wardmap/read_features.hpp"

namespace wardmap::formats {

/// A vector file from which several layers are read: opened once, and the operation between two coordinate
/// systems looked up once. (To open a GeoPackage and to ask PROJ cost more than to read a small layer.)
class FeatureSource {
public:
    FeatureSource(std::filesystem::path path, std::string study_crs);

    /// As read_features.
    [[nodiscard]] FeatureTable read(const std::string& layer, const std::string& crs = {});

    /// The operation that the last layers took, if they took one.
    [[nodiscard]] std::optional<UsedOperation> used() const
    {
        return m_projection ? std::optional(m_projection->used()) : std::nullopt;
    }

private:
    [[nodiscard]] FeatureProjection& projection_from(const std::string& crs);

    std::filesystem::path m_path;
    std::string m_study_crs;
    std::optional<VectorSource> m_source;
    std::string m_from;  ///< of the projection
    std::optional<FeatureProjection> m_projection;
};

}  // namespace wardmap::formats
