#include "staged_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "wardmap/error.hpp"
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

void refuse_foreign_target(const fs::path& target)
{
    const fs::file_status status = fs::symlink_status(target);
    if (!fs::exists(status)) {
        return;
    }
    if (fs::is_symlink(status)) {
        throw Error(ErrorKind::output, target.string(), "the output folder is a symbolic link",
                    "Name the folder that it leads to");
    }
    if (!fs::is_directory(status)) {
        throw Error(ErrorKind::output, target.string(), "there is a file of that name",
                    "Name another output folder");
    }
    std::error_code fault;
    const bool is_empty = fs::is_empty(target, fault);
    if (fault) {
        fail_output(target, "reading the folder", fault.value());
    }
    if (!is_empty && !fs::exists(target / manifest_name)) {
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

/// Stages of runs that were killed; the lock is ours, so nobody uses them.
void sweep_stale_stages(const fs::path& parent, const std::string& prefix)
{
    for (const fs::directory_entry& entry : fs::directory_iterator(parent)) {
        if (entry.path().filename().string().starts_with(prefix)) {
            std::error_code ignored;  // what cannot be swept now is swept next time
            fs::remove_all(entry.path(), ignored);
        }
    }
}

void put_in_place(const fs::path& stage, const fs::path& target)
{
    if (::rename(stage.c_str(), target.c_str()) != 0) {
        fail_output(target, "publishing", errno);
    }
}

/// The two folders change places.
void exchange(const fs::path& stage, const fs::path& target)
{
    if (::renameat2(AT_FDCWD, stage.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0) {
        return;
    }
    // Some network file systems cannot exchange: move the old one aside first, and back on failure.
    const fs::path aside = stage.string() + "-old";
    if (::rename(target.c_str(), aside.c_str()) != 0) {
        fail_output(target, "moving the earlier result aside", errno);
    }
    try {
        put_in_place(stage, target);
    } catch (const Error&) {
        static_cast<void>(::rename(aside.c_str(), target.c_str()));
        throw;
    }
    static_cast<void>(::rename(aside.c_str(), stage.c_str()));  // else the next run sweeps it
}

}  // namespace

StagedFolder::StagedFolder(const fs::path& target) : m_target(fs::absolute(target).lexically_normal())
{
    if (m_target.filename().empty()) {
        m_target = m_target.parent_path();
    }
    refuse_foreign_target(m_target);
    const fs::path parent = m_target.parent_path();
    std::error_code fault;
    fs::create_directories(parent, fault);
    if (fault) {
        fail_output(parent, "making the folder", fault.value());
    }
    const std::string name = m_target.filename().string();
    m_lock_file = parent / ("." + name + ".lock");
    m_lock = take_lock(m_lock_file);
    if (m_lock < 0) {
        throw Error(ErrorKind::busy, m_target.string(), "another run is writing this result",
                    "Wait until it has ended, or name another output folder");
    }
    const std::string prefix = "." + name + ".stage-";
    sweep_stale_stages(parent, prefix);
    std::string pattern = (parent / (prefix + "XXXXXX")).string();
    if (::mkdtemp(pattern.data()) == nullptr) {  // mode 0700
        const int reason = errno;
        release_lock();
        fail_output(parent, "making the stage", reason);
    }
    m_stage = pattern;
}

StagedFolder::~StagedFolder()
{
    if (!m_stage.empty()) {
        std::error_code ignored;
        fs::remove_all(m_stage, ignored);
    }
    release_lock();
}

void StagedFolder::release_lock() noexcept
{
    if (m_lock >= 0) {
        ::unlink(m_lock_file.c_str());  // while we still hold it
        ::close(m_lock);
        m_lock = -1;
    }
}

void StagedFolder::publish()
{
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(m_stage)) {
        const bool is_folder = entry.is_directory();
        make_private(entry.path(), is_folder ? 0700 : 0600);
        make_durable(entry.path());
    }
    make_durable(m_stage);
    const bool is_first = !fs::exists(m_target);
    const auto change_places = [&](const fs::path& standing, const fs::path& other) {
        is_first ? put_in_place(standing, other) : exchange(m_stage, m_target);
    };
    change_places(m_stage, m_target);
    try {
        make_durable(m_target.parent_path());
    } catch (const Error&) {
        change_places(m_target, m_stage);  // who is told of a fault shall find the earlier result
        throw;
    }
    std::error_code ignored;  // the new result stands; a left-over is swept by the next run
    fs::remove_all(m_stage, ignored);
    m_stage.clear();
}

}  // namespace wardmap
