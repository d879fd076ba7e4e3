#include "wardmap/list_folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string_view>

namespace wardmap {

namespace {

namespace fs = std::filesystem;

struct CloseFolder {
    void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};
using OpenFolder = std::unique_ptr<DIR, CloseFolder>;

bool is_of_folder_itself(std::string_view name) { return name == "." || name == ".."; }

void append_tree(const fs::path& folder, std::vector<fs::path>& found, std::error_code& fault)
{
    for (fs::path& path : list_folder(folder, fault)) {
        const bool is_folder = fs::is_directory(fs::symlink_status(path, fault));
        found.push_back(std::move(path));
        if (is_folder && !fault) {
            append_tree(fs::path(found.back()), found, fault);
        }
        if (fault) {
            return;
        }
    }
}

void remove_from(int parent, const char* name) noexcept
{
    if (::unlinkat(parent, name, 0) == 0 || errno != EISDIR) {
        return;
    }
    const int opened = ::openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (const OpenFolder folder(opened < 0 ? nullptr : ::fdopendir(opened)); folder) {
        while (const dirent* const entry = ::readdir(folder.get())) {
            if (!is_of_folder_itself(entry->d_name)) {
                remove_from(opened, entry->d_name);
            }
        }
    } else if (opened >= 0) {
        ::close(opened);
    }
    ::unlinkat(parent, name, AT_REMOVEDIR);
}

}  // namespace

std::vector<fs::path> list_folder(const fs::path& folder, std::error_code& fault)
{
    std::vector<fs::path> found;
    const OpenFolder opened(::opendir(folder.c_str()));
    if (!opened) {
        fault.assign(errno, std::generic_category());
        return found;
    }
    errno = 0;
    while (const dirent* const entry = ::readdir(opened.get())) {
        if (!is_of_folder_itself(entry->d_name)) {
            found.push_back(folder / entry->d_name);
        }
        errno = 0;
    }
    fault.assign(errno, std::generic_category());
    std::ranges::sort(found);
    return found;
}

std::vector<fs::path> list_tree(const fs::path& folder, std::error_code& fault)
{
    std::vector<fs::path> found;
    fault.clear();
    append_tree(folder, found, fault);
    return found;
}

void remove_quietly(const fs::path& path) noexcept { remove_from(AT_FDCWD, path.c_str()); }

}  // namespace wardmap
