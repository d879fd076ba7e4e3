#pragma once

#include <filesystem>
#include <memory>

#include "gazetteer_index.hpp"

namespace wardmap::locate_detail {

/// Opens the arrays of a gazetteer file, which stays open; their pieces are read as they are looked at. Throws
/// Error (input) for a file that is not a gazetteer, has another schema version or is cut short; looking at a
/// damaged piece does so later.
[[nodiscard]] std::unique_ptr<Gazetteer::Index> read_index(const std::filesystem::path& path);

/// Reads all of a gazetteer file and checks it, keeping nothing. Throws Error (input).
void verify_file(const std::filesystem::path& path);

/// Writes them to a new file. Throws Error (output).
void write_index(const std::filesystem::path& path, const Gazetteer::Index& index);

}  // namespace wardmap::locate_detail
