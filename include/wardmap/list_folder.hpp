#pragma once

#include <filesystem>
#include <system_error>
#include <vector>

/// What folders hold. The iterators of the standard library are not for us: those of libstdc++ 12 end the program when
/// memory runs out (`_Dir::advance` is noexcept and makes paths).
namespace wardmap {

/// The paths in the folder, sorted; on a fault, which is set, as far as they could be read.
[[nodiscard]] std::vector<std::filesystem::path> list_folder(const std::filesystem::path& folder,
                                                             std::error_code& fault);
/// The same with all that its folders hold, each folder before what is in it. Links are not followed.
[[nodiscard]] std::vector<std::filesystem::path> list_tree(const std::filesystem::path& folder,
                                                           std::error_code& fault);

/// Removes the file, or the folder with all that it holds; what cannot be removed stays, and is no fault. Takes no memory
/// of ours: it cleans up after a lack of it.
void remove_quietly(const std::filesystem::path& path) noexcept;

}  // namespace wardmap
