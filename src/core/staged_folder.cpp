#include "wardmap/staged_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "stage_words.hpp"
#include "wardmap/error.hpp"
#include "wardmap/list_folder.hpp"
#include "wardmap/published_file.hpp"

#ifndef RENAME_EXCHANGE
#define RENAME_EXCHANGE (1 << 1)  // from linux/fs.h, whose other names clash with the C library's
#endif

namespace wardmap {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail_output(const fs::path& where, const std::string& step, int fault)
{
    throw Error(ErrorKind::output, where.string(),
                fmt::format("{} failed: {}", step, std::error_code(fault, std::generic_category()).message()),
                "Check the folder's permissions and the free space; the earlier result is untouched");
}

void make_private(const fs::path& path, mode_t mode)
{
    if (::chmod(path.c_str(), mode) != 0) {
        fail_output(path, "chmod", errno);
    }
}

fs::path whole_path(const fs::path& path)
{
    std::error_code fault;
    fs::path whole = fs::absolute(path, fault);
    if (fault) {
        fail_output(path, "finding the folder", fault.value());
    }
    return whole;
}

bool is_empty_folder(const fs::path& folder)
{
    std::error_code fault;
    const bool is_empty = list_folder(folder, fault).empty();
    if (fault) {
        fail_output(folder, "reading the folder", fault.value());
    }
    return is_empty;
}

fs::file_status status_of(const fs::path& path)
{
    std::error_code fault;
    const fs::file_status status = fs::symlink_status(path, fault);
    if (!fs::status_known(status)) {
        fail_output(path, "looking at the folder", fault.value());
    }
    return status;
}

void refuse_foreign_target(const fs::path& target, Replaces replaces)
{
    const fs::file_status status = status_of(target);
    if (!fs::exists(status)) {
        return;
    }
    if (!fs::is_directory(status)) {
        throw Error(ErrorKind::output, target.string(), "there is a file of that name",
                    "Name another output folder");
    }
    if (is_empty_folder(target)) {
        return;
    }
    if (replaces == Replaces::nothing) {
        throw Error(ErrorKind::output, target.string(), "the folder is not empty", "Name a new one");
    }
    if (!fs::exists(status_of(target / manifest_name))) {
        throw Error(ErrorKind::output, target.string(),
                    "the folder holds files and is not a wardmap result, so it is not replaced",
                    "Name an empty or a new output folder");
    }
}

/// The descriptor of the locked file, or -1 when another run holds it. The holder unlinks the file on
/// leaving, so a lock on a file that no longer has its name is worthless: try again on the new one.
int take_lock(const fs::path& file)
{
    while (true) {
        const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (lock < 0) {
            fail_output(file.parent_path(), "writing into the folder", errno);
        }
        struct stat locked = {};
        struct stat named = {};
        const bool is_ours = ::flock(lock, LOCK_EX | LOCK_NB) == 0;
        if (is_ours && ::fstat(lock, &locked) == 0 && ::stat(file.c_str(), &named) == 0 &&
            locked.st_ino == named.st_ino && locked.st_dev == named.st_dev) {
            return lock;
        }
        ::close(lock);
        if (!is_ours) {
            return -1;
        }
    }
}

int move(const fs::path& from, const fs::path& to) noexcept
{
    return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

/// What the name of a result ends with that was put aside for the new one to take its place.
constexpr std::string_view aside_suffix = "-old";

/// Clears away what runs left that were killed; the lock is ours, so nobody uses it. Of one that was killed between the two
/// renames of exchange(), the earlier result is put back first: it stands nowhere else.
void recover_from_killed_runs(const fs::path& target, const std::string& prefix)
{
    std::error_code ignored;  // what cannot be swept now is swept next time
    std::vector<fs::path> left = list_folder(target.parent_path(), ignored);
    std::erase_if(left, [&](const fs::path& path) { return !path.filename().string().starts_with(prefix); });
    for (const fs::path& path : left) {
        if (!path.filename().string().ends_with(aside_suffix) || fs::exists(status_of(target))) {
            continue;
        }
        if (const int fault = move(path, target)) {
            fail_output(path, "putting the earlier result back in its place", fault);
        }
    }
    std::ranges::for_each(left, remove_quietly);
}

void make_stage(const fs::path& parent, const std::string& prefix, UnfinishedOutput& stage)
{
    const WholeStep step;
    if (const int fault = stage.make_folder(step, (parent / (prefix + "XXXXXX")).string())) {
        fail_output(parent, "making the stage", fault);
    }
}

std::vector<fs::path> everything_in(const fs::path& folder)
{
    std::error_code fault;
    std::vector<fs::path> found = list_tree(folder, fault);
    if (fault) {
        fail_output(folder, "reading the stage", fault.value());
    }
    return found;
}

/// The two folders change places. 0, or why not, and then they are where they were. Needs no memory.
int exchange(const fs::path& stage, const fs::path& target, const fs::path& aside) noexcept
{
    if (::renameat2(AT_FDCWD, stage.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0) {
        return 0;
    }
    // Some network file systems cannot exchange: move the old one aside first, and back on failure.
    if (::rename(target.c_str(), aside.c_str()) != 0) {
        return errno;
    }
    if (::rename(stage.c_str(), target.c_str()) != 0) {
        const int fault = errno;
        static_cast<void>(::rename(aside.c_str(), target.c_str()));
        return fault;
    }
    static_cast<void>(::rename(aside.c_str(), stage.c_str()));  // else the next run sweeps it
    return 0;
}

/// The target as an absolute path without a slash at its end, in a folder that is there.
fs::path prepared_target(const fs::path& target, Replaces replaces)
{
    refuse_links(target);
    fs::path whole = whole_path(target).lexically_normal();
    if (whole.filename().empty()) {
        whole = whole.parent_path();
    }
    refuse_foreign_target(whole, replaces);
    std::error_code fault;
    fs::create_directories(whole.parent_path(), fault);
    if (fault) {
        fail_output(whole.parent_path(), "making the folder", fault.value());
    }
    return whole;
}

}  // namespace

FolderLock::FolderLock(const fs::path& file)
{
    const WholeStep step;
    fs::path name = file;
    m_descriptor = take_lock(file);
    if (is_held()) {
        m_file.begin(step, std::move(name));
    }
}

FolderLock::~FolderLock()
{
    if (is_held()) {
        {
            const WholeStep step;
            m_file.remove(step);  // while we still hold it
        }
        ::close(m_descriptor);
    }
}

StagedFolder::StagedFolder(const fs::path& target, Replaces replaces)
    : m_target(prepared_target(target, replaces)),
      m_lock(m_target.parent_path() / ("." + m_target.filename().string() + ".lock"))
{
    if (!m_lock.is_held()) {
        throw Error(ErrorKind::busy, m_target.string(), "another run is writing this result",
                    "Wait until it has ended, or name another output folder");
    }
    const std::string prefix = "." + m_target.filename().string() + ".stage-";
    recover_from_killed_runs(m_target, prefix);
    refuse_foreign_target(m_target, replaces);  // as what was put back is not replaced by an export
    make_stage(m_target.parent_path(), prefix, m_stage);
}

StagedFolder::~StagedFolder() = default;

void StagedFolder::fill(const std::function<void()>& work) const
{
    const std::string target = m_target.filename().string();
    tell_by_place({path().filename().string(), target, target + '/'}, work);
}

/// Every file private, and all on the disk.
void StagedFolder::make_ready() const
{
    for (const fs::path& written : everything_in(path())) {
        make_private(written, fs::is_directory(status_of(written)) ? 0700 : 0600);
        make_durable(written);
    }
    make_durable(path());
}

void StagedFolder::publish()
{
    fill([this] { make_ready(); });
    const fs::path& stage = m_stage.path();
    const fs::path aside = stage.string().append(aside_suffix);
    const WholeStep step;
    const bool is_first = !fs::exists(status_of(m_target));
    if (const int fault = is_first ? move(stage, m_target) : exchange(stage, m_target, aside)) {
        fail_output(m_target, "publishing", fault);
    }
    try {
        make_durable(m_target.parent_path());
    } catch (...) {  // who is told of a fault shall find the earlier result
        static_cast<void>(is_first ? move(m_target, stage) : exchange(stage, m_target, aside));
        throw;
    }
    step.note_published();
    m_stage.remove(step);  // the new result stands; a left-over is swept by the next run
}

}  // namespace wardmap
