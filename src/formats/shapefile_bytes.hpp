#pragma once

#include <cstdint>
#include <string>

#include "wardmap/feature_table.hpp"

/// The bytes of a shapefile: ESRI Shapefile Technical Description (July 1998), pp. 3-25, and of dBASE III tables.
/// Appended to texts, so that whoever writes them decides how and checks it.
namespace wardmap::formats {

inline constexpr std::uint64_t shp_header_bytes = 100;

/// What a .shp and its .shx hold, known after one pass over the features.
struct ShapeExtent {
    BoxM box;
    std::uint64_t shp_bytes = shp_header_bytes;
    std::uint64_t features = 0;
};

/// Bytes of a feature's record in the .shp, with its header.
[[nodiscard]] std::uint64_t shape_record_bytes(const Geometry& geometry) noexcept;

/// Headers of the two files.
void append_shp_header(std::string& out, GeometryKind kind, const ShapeExtent& extent);
void append_shx_header(std::string& out, GeometryKind kind, const ShapeExtent& extent);
/// A feature's record, `number` from 1. Outer rings run clockwise here, holes counter-clockwise. Without geometry, or
/// without a vertex, it is a null shape.
void append_shape(std::string& out, const Geometry& geometry, std::uint32_t number);
/// The index entry of a record that begins at `offset`.
void append_shape_index(std::string& out, std::uint64_t offset, std::uint64_t record_bytes);

/// `date`: "2025-03-30", which the header must hold.
void append_dbf_header(std::string& out, const FeatureTable& header, std::uint64_t rows,
                       const std::string& date);
void append_dbf_row(std::string& out, const FeatureTable& header, const Feature& feature);
inline constexpr char dbf_end = '\x1a';

[[nodiscard]] std::uint64_t dbf_row_bytes(const FeatureTable& header) noexcept;
[[nodiscard]] std::uint64_t dbf_bytes(const FeatureTable& header, std::uint64_t rows) noexcept;

}  // namespace wardmap::formats
