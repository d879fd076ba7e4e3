#include "published_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <system_error>

#include "wardmap/error.hpp"

namespace wardmap {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& target, const std::string& found)
{
    throw Error(ErrorKind::output, target.string(), found,
                "Check the free space and the rights of the folder, or name another place");
}

void sync(const fs::path& target, const fs::path& what, int flags)
{
    const int file = ::open(what.c_str(), flags | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    const bool closed = file < 0 || ::close(file) == 0;
    if (!synced || !closed) {
        fail(target, "could not be written to the disk");
    }
}

}  // namespace

PublishedFile::PublishedFile(const fs::path& target)
    : m_target(target), m_folder(target.string() + ".part-" + std::to_string(::getpid()))
{
    std::error_code problem;
    if (fs::is_symlink(target, problem) || fs::is_directory(target, problem)) {
        fail(target, "there is a symbolic link or a folder of that name");
    }
    fs::remove_all(m_folder, problem);
    if (!fs::create_directory(m_folder, problem)) {
        fail(target, "its folder cannot be written to");
    }
    fs::permissions(m_folder, fs::perms::owner_all, problem);
}

PublishedFile::~PublishedFile()
{
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

void PublishedFile::publish(const fs::path& written)
{
    std::error_code problem;
    fs::permissions(written, fs::perms::owner_read | fs::perms::owner_write, problem);
    sync(m_target, written, O_RDONLY);
    fs::rename(written, m_target, problem);
    if (problem) {
        fail(m_target, "cannot be put in place: " + problem.message());
    }
    sync(m_target, m_target.has_parent_path() ? m_target.parent_path() : ".", O_RDONLY | O_DIRECTORY);
}

}  // namespace wardmap
