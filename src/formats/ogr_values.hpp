#pragma once

#include <string>

#include "gdal_session.hpp"
#include "wardmap/feature_table.hpp"

namespace wardmap::formats {

/// Type of our column for a column of OGR. Lists, dates and times become text.
[[nodiscard]] FieldType field_type_of(OGRFieldDefnH definition);

/// One cell. Dates and times are ISO 8601 ("2025-03-30T18:05:00"), lists are joined with "; ". Throws
/// Error (input) at `where` for text that is not UTF-8.
[[nodiscard]] Value value_of(OGRFeatureH feature, int index, OGRFieldDefnH definition,
                             const std::string& where);

}  // namespace wardmap::formats
