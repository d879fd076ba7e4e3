#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "wardmap/row_source.hpp"

namespace wardmap {

/// By its ending: .csv, .txt, .tsv.
[[nodiscard]] bool is_delimited_text(const std::filesystem::path& path);

/// Rows of a delimited file or of a table that GDAL reads; messages call a delimited file `name`.
[[nodiscard]] std::unique_ptr<RowSource> open_rows(const std::filesystem::path& path, const std::string& name,
                                                   const std::string& layer);

}  // namespace wardmap
