#pragma once

#include <string>
#include <vector>

#include "feature_stream.hpp"
#include "postgres_connection.hpp"

namespace wardmap::formats {

/// Puts each stream into a table of its name in the schema (made if it is not there), in one transaction: all of them
/// or nothing. A table that an earlier export made gets the new rows and keeps its rights and the views on it, unless
/// its columns changed; readers see the old rows until the new ones are all there. Columns are typed, geometries have
/// `crs` and an index, table and columns have comments. Throws Error (output), also for a table of that name that
/// wardmap did not make.
void write_postgis(const DatabaseAddress& address, const std::string& schema, const std::string& crs,
                   const std::vector<FeatureStream>& streams);

}  // namespace wardmap::formats
