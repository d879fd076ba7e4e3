#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace wardmap::formats {

/// A new ZIP file with one entry and no time in it, so that the same text gives the same bytes; read
/// back and compared. Throws Error (output).
void write_zip(const std::filesystem::path& path, const std::string& entry, std::string_view text);

}  // namespace wardmap::formats
