#pragma once

#include <filesystem>
#include <memory>

#include "gazetteer_index.hpp"

namespace wardmap::locate_detail {

/// Reads the arrays of a gazetteer file. Throws Error (input) for a file that is not a gazetteer, has
/// another schema version, is cut short or damaged.
[[nodiscard]] std::unique_ptr<Gazetteer::Index> read_index(const std::filesystem::path& path);

/// Writes them to a new file. Throws Error (output).
void write_index(const std::filesystem::path& path, const Gazetteer::Index& index);

}  // namespace wardmap::locate_detail
