#pragma once

#include <filesystem>
#include <string>

namespace wardmap {

/// SHA-256 of a file as 64 lower-case hexadecimal digits. Throws Error (input) if it cannot be read.
[[nodiscard]] std::string sha256_of(const std::filesystem::path& file);

}  // namespace wardmap
