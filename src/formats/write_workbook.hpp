#pragma once

#include <filesystem>
#include <vector>

#include "feature_stream.hpp"

namespace wardmap::formats {

/// One new XLSX workbook: a sheet for each stream, under a frozen header of field names, and a sheet `fields` that says
/// what they mean. Numbers are numbers, days and times are dates, all other text stays text whatever it looks like.
/// Attributes alone. Memory: a few hundred rows. Throws Error (output), also for more rows, columns or text than a sheet
/// holds.
void write_workbook(const std::filesystem::path& file, const std::vector<FeatureStream>& streams);

}  // namespace wardmap::formats
