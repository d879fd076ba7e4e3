#pragma once

#include <filesystem>
#include <string>

namespace wardmap {

/// What a file says to a program that opens it: the values of all tables of a GeoPackage or a .dbf, one a line, and
/// the entries of a .qgz. Of any other file its bytes. In the stored bytes of the former words run into each other,
/// or are packed. Throws Error (output) for a file that cannot be read, since it was written just now.
[[nodiscard]] std::string readable_text(const std::filesystem::path& file);

}  // namespace wardmap
