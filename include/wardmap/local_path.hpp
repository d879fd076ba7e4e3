#pragma once

#include <filesystem>
#include <string>

namespace wardmap {

/// Whether a path means a file or folder of this machine to every library that may be given it. It does not with "://",
/// with "/vsi" (the virtual file systems of GDAL, some of which are the network), or with a prefix such as "CSV:", "GPKG:"
/// or "file:", which names a driver or a scheme; nor when it is empty or holds a NUL.
[[nodiscard]] bool is_plain_local_path(const std::filesystem::path& path);

/// The path as messages may show it: an address may hold a password, so nothing behind "://" is.
[[nodiscard]] std::string shown_path(const std::filesystem::path& path);

}  // namespace wardmap
