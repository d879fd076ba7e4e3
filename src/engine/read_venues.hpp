#pragma once

#include <filesystem>
#include <vector>

#include "wardmap/diagnostics.hpp"
#include "wardmap/feature_table.hpp"
#include "wardmap/study.hpp"
#include "wardmap/surgeries.hpp"

namespace wardmap {

/// Features (points, or polygons by a point inside them) as venues, sorted by id. Throws Error (input) for a field
/// that is missing, an id that is empty or repeated, and a feature without a place.
[[nodiscard]] std::vector<Venue> make_venues(const FeatureTable& table, const Study::Surgeries& section);

/// Adds the days of a table of past surgeries (CSV, XLSX, ODS) to the venues that it names by id or name; rows
/// without a day that can be read, and those of other venues, are counted in warnings. Returns the rows read.
std::size_t add_past_surgeries(const std::filesystem::path& path, const Study::Surgeries& section,
                               std::vector<Venue>& venues, Diagnostics& diagnostics);

}  // namespace wardmap
