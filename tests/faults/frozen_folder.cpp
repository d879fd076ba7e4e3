#include "frozen_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace wardmap::test {

namespace {

namespace fs = std::filesystem;

struct stat about(const std::string& path)
{
    struct stat found = {};
    if (::lstat(path.c_str(), &found) != 0) {
        throw std::system_error(errno, std::generic_category(), path);
    }
    return found;
}

long long changed_ns(const struct stat& found)
{
    return found.st_mtim.tv_sec * 1'000'000'000LL + found.st_mtim.tv_nsec;
}

/// The descriptors of this process that lead below a folder, with their paths.
std::vector<std::pair<int, std::string>> descriptors_below(const fs::path& folder)
{
    std::vector<std::pair<int, std::string>> found;
    for (const fs::directory_entry& entry : fs::directory_iterator("/proc/self/fd")) {
        std::array<char, 4096> path = {};
        const ssize_t length = ::readlink(entry.path().c_str(), path.data(), path.size());
        if (length > 0) {
            const std::string_view target(path.data(), static_cast<std::size_t>(length));
            if (target.starts_with(folder.native())) {
                found.emplace_back(std::stoi(entry.path().filename().string()), target);
            }
        }
    }
    return found;
}

std::string bytes_of(const std::string& path, std::size_t size)
{
    std::string bytes(size, '\0');
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const ssize_t got = ::pread(file, bytes.data(), size, 0);
    ::close(file);
    if (got != static_cast<ssize_t>(size)) {
        throw std::runtime_error(path + " cannot be read");
    }
    return bytes;
}

}  // namespace

FrozenFolder::FrozenFolder(fs::path folder, fs::path keep)
    : m_folder(std::move(folder)), m_keep(std::move(keep))
{
}

FrozenFolder::Items FrozenFolder::items() const
{
    Items found;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(m_folder)) {
        const struct stat here = about(entry.path());
        const bool is_folder = S_ISDIR(here.st_mode);
        found[entry.path().native().substr(m_folder.native().size() + 1)] =
            is_folder ? Item{.is_folder = true} : Item{false, here.st_ino, here.st_size, changed_ns(here)};
    }
    return found;
}

std::string FrozenFolder::kept(const Item& item) const { return m_keep / std::to_string(item.inode); }

void FrozenFolder::freeze()
{
    Items now = items();
    for (const auto& [name, item] : m_items) {
        const auto found = now.find(name);
        if (!item.is_folder && (found == now.end() || found->second.inode != item.inode)) {
            ::unlink(kept(item).c_str());
            m_bytes.erase(item.inode);
        }
    }
    for (const auto& [name, item] : now) {
        const auto before = m_items.find(name);
        const bool is_kept = before != m_items.end() && before->second.inode == item.inode;
        if (!item.is_folder) {
            if (!is_kept) {
                fs::create_hard_link(m_folder / name, kept(item));
            }
            // The time of a change is coarse: bytes that may be written to are read each time.
            if (!is_kept || before->second != item || name.starts_with('.')) {
                m_bytes[item.inode] = bytes_of(kept(item), static_cast<std::size_t>(item.size));
            }
        }
    }
    m_items = std::move(now);
    m_offsets.clear();
    for (const auto& [descriptor, path] : descriptors_below(m_folder)) {
        m_offsets.push_back({descriptor, ::lseek(descriptor, 0, SEEK_CUR)});
    }
}

void FrozenFolder::put_bytes_back(const Item& item) const
{
    const struct stat here = about(kept(item));
    if (here.st_size == item.size && changed_ns(here) == item.changed_ns) {
        return;
    }
    const std::string& bytes = m_bytes.at(item.inode);
    const int file = ::open(kept(item).c_str(), O_WRONLY | O_CLOEXEC);
    const bool is_done = ::ftruncate(file, item.size) == 0 &&
                         ::pwrite(file, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size());
    const std::array<timespec, 2> times = {
        timespec{0, UTIME_OMIT}, timespec{item.changed_ns / 1'000'000'000, item.changed_ns % 1'000'000'000}};
    ::futimens(file, times.data());
    ::close(file);
    if (!is_done) {
        throw std::runtime_error("the bytes of a file cannot be put back");
    }
}

void FrozenFolder::put_back() const
{
    for (const auto& [name, item] : items()) {
        const auto before = m_items.find(name);
        const bool is_same = before != m_items.end() && before->second.is_folder == item.is_folder &&
                             before->second.inode == item.inode;
        if (!is_same) {
            fs::remove_all(m_folder / name);
        }
    }
    for (const auto& [name, item] : m_items) {
        const fs::path path = m_folder / name;
        if (item.is_folder) {
            if (fs::create_directory(path)) {
                fs::permissions(path, fs::perms::owner_all);
            }
            continue;
        }
        put_bytes_back(item);
        if (!fs::exists(path)) {
            fs::create_hard_link(kept(item), path);
        }
    }
    for (const Offset& offset : m_offsets) {
        ::lseek(offset.descriptor, offset.at, SEEK_SET);
    }
}

bool has_open_folder(const fs::path& folder)
{
    for (const auto& [descriptor, path] : descriptors_below(folder)) {
        struct stat found = {};
        if (::fstat(descriptor, &found) == 0 && S_ISDIR(found.st_mode)) {
            return true;
        }
    }
    return false;
}

}  // namespace wardmap::test
