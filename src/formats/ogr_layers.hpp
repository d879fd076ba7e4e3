#pragma once

#include <string>

#include "feature_stream.hpp"
#include "gdal_session.hpp"
#include "wardmap/feature_table.hpp"

/// What the writers of vector formats share: columns, rows, and looking at what was written.
namespace wardmap::formats {

enum class FieldNames { full, short_ones };

/// Widths of DBF columns, by type. 18 digits is what a DBF reader takes as a 64-bit integer.
inline constexpr int dbf_text_bytes = 254;
inline constexpr int dbf_integer_digits = 18;
inline constexpr int dbf_real_digits = 24;
inline constexpr int dbf_real_decimals = 15;

/// Creates the table's columns.
void create_fields(OGRLayerH target, const FeatureTable& table);

/// Appends all features in order. Errors go to the collector of the caller.
void write_features(OGRLayerH target, const FeatureStream& stream);

/// "Label (unit)", or the label alone.
[[nodiscard]] std::string alias_of(const Field& field);

/// Throws Error (output) if something is at `file` already: a writer makes new files.
void require_new(const std::string& file);

/// Throws Error (output) unless what was found by reopening is what was written.
void require_same(const std::string& file, const std::string& what, const std::string& found,
                  const std::string& expected);

/// What a reopened layer must be.
struct ExpectedLayer {
    const FeatureStream& stream;
    FieldNames names = FieldNames::full;
    OGRSpatialReferenceH reference = nullptr;
};

/// Throws Error (output) unless the reopened layer (nullptr: it is not there) has the stream's name,
/// columns and number of features, and the CRS if it has geometry.
void verify_layer(const std::string& file, OGRLayerH layer, const ExpectedLayer& expected);

/// First column of the first row of an SQL query, "" if there is none.
[[nodiscard]] std::string query_text(GDALDatasetH dataset, const std::string& sql);

}  // namespace wardmap::formats
