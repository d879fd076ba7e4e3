#include "wardmap/published_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "stage_words.hpp"
#include "wardmap/error.hpp"
#include "wardmap/list_folder.hpp"
#include "wardmap/text_file.hpp"

namespace wardmap {

namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& file)
{
    return file.parent_path().empty() ? fs::path(".") : file.parent_path();
}

[[noreturn]] void fail(const fs::path& file, const std::string& found)
{
    throw Error(ErrorKind::output, file.string(), found,
                "check that the folder can be written to and the disk has space");
}

[[noreturn]] void fail_with(const fs::path& file, const std::string& step, int fault)
{
    fail(file, step + " failed: " + std::generic_category().message(fault));
}

/// What the names of all stages of a target begin with.
std::string stage_prefix(const fs::path& target) { return "." + target.filename().string() + ".stage-"; }

/// A descriptor of the folder that holds its lock, or -1 when another process holds it or it is gone.
int lock_folder(const fs::path& folder)
{
    const int lock = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (lock >= 0 && ::flock(lock, LOCK_EX | LOCK_NB) == 0) {
        return lock;
    }
    if (lock >= 0) {
        ::close(lock);
    }
    return -1;
}

/// Removes the stages of this target that nobody holds: their writers were killed.
void sweep_stale_stages(const fs::path& target)
{
    std::error_code ignored;  // what cannot be swept now is swept next time
    const std::string prefix = stage_prefix(target);
    for (const fs::path& path : list_folder(folder_of(target), ignored)) {
        if (!path.filename().string().starts_with(prefix)) {
            continue;
        }
        if (const int lock = lock_folder(path); lock >= 0) {
            remove_quietly(path);
            ::close(lock);
        }
    }
}

/// Makes a new stage and gives its lock. Another writer's sweep may take the folder between the two: then again.
int make_stage(const fs::path& target, UnfinishedOutput& stage)
{
    constexpr int most_tries = 100;
    const WholeStep step;
    for (int i = 0; i < most_tries; ++i) {
        const fs::path pattern = folder_of(target) / (stage_prefix(target) + "XXXXXX");
        if (const int fault = stage.make_folder(step, pattern.string())) {
            fail_with(target, "writing into its folder", fault);
        }
        if (const int lock = lock_folder(stage.path()); lock >= 0) {
            return lock;
        }
        stage.remove(step);
    }
    fail(target, "other programs keep writing this file");
}

/// The bits that new files have, by the process's umask; it can only be read by setting it.
mode_t mode_by_umask()
{
    const mode_t mask = ::umask(077);
    ::umask(mask);
    return 0666 & ~mask;
}

}  // namespace

/// A file of the stage, its place, and what stood there.
struct PublishedFile::Placement {
    fs::path staged;
    fs::path place;
    fs::path earlier = {};  ///< another name of the file that stood in the place; empty if there was none
    bool is_put = false;

    void keep_earlier(const fs::path& name);
    void put();
    void give_back_earlier() const noexcept;
};

/// Gives the file that will be replaced a second name in the stage, or a copy where a file system has no second names
/// (FAT): after a fault it goes back from there.
void PublishedFile::Placement::keep_earlier(const fs::path& name)
{
    if (!fs::exists(fs::symlink_status(place))) {
        return;
    }
    earlier = name;
    std::error_code fault;
    fs::create_hard_link(place, earlier, fault);
    if (fault) {
        fs::copy_file(place, earlier, fault);
    }
    if (fault) {
        fail_with(place, "keeping the earlier file", fault.value());
    }
}

void PublishedFile::Placement::put()
{
    if (::rename(staged.c_str(), place.c_str()) != 0) {
        fail_with(place, "putting it in its place", errno);
    }
    is_put = true;
}

void PublishedFile::Placement::give_back_earlier() const noexcept
{
    if (is_put && earlier.empty()) {
        ::unlink(place.c_str());
    } else if (is_put) {
        static_cast<void>(::rename(earlier.c_str(), place.c_str()));
    }
}

PublishedFile::PublishedFile(const fs::path& target, Readers readers) : m_target(target), m_readers(readers)
{
    require_writable_place(target);
    sweep_stale_stages(target);
    m_lock = make_stage(target, m_folder);
}

PublishedFile::~PublishedFile()
{
    {
        const WholeStep step;
        m_folder.remove(step);  // while we still hold it
    }
    ::close(m_lock);
}

void PublishedFile::fill(const std::function<void()>& work) const
{
    tell_by_place({folder().filename().string(), m_target.filename().string(), ""}, work);
}

/// All files of the stage on the disk, with the mode that they are to have; the file itself comes last.
std::vector<PublishedFile::Placement> PublishedFile::prepare() const
{
    std::vector<Placement> placements;
    std::error_code fault;
    for (const fs::path& written : list_folder(folder(), fault)) {
        placements.push_back({.staged = written, .place = folder_of(m_target) / written.filename()});
    }
    if (fault) {
        fail_with(m_target, "reading the stage", fault.value());
    }
    std::ranges::sort(placements, {},
                      [this](const Placement& one) { return std::pair(one.staged == path(), one.staged); });
    const mode_t mode = m_readers == Readers::owner ? 0600 : mode_by_umask();
    for (const Placement& one : placements) {
        if (::chmod(one.staged.c_str(), mode) != 0) {
            fail_with(m_target, "chmod", errno);
        }
        make_durable(one.staged);
    }
    for (std::size_t i = 0; i < placements.size(); ++i) {
        placements[i].keep_earlier(folder() / (".earlier-" + std::to_string(i)));
    }
    return placements;
}

void PublishedFile::publish_together(std::initializer_list<PublishedFile*> files)
{
    std::vector<Placement> placements;
    for (const PublishedFile* file : files) {
        file->fill([&] { std::ranges::move(file->prepare(), std::back_inserter(placements)); });
    }
    const WholeStep step;
    try {
        std::ranges::for_each(placements, &Placement::put);
        for (const PublishedFile* file : files) {
            make_durable(folder_of(file->m_target));
        }
    } catch (...) {  // who is told of a fault shall find the earlier files
        std::ranges::for_each(placements, &Placement::give_back_earlier);
        throw;
    }
    step.note_published();
}

void refuse_links(const fs::path& path)
{
    fs::path part;
    for (const fs::path& name : path) {
        part /= name;
        std::error_code fault;
        if (!fs::is_symlink(fs::symlink_status(part, fault))) {
            continue;
        }
        const fs::path real = fs::weakly_canonical(path, fault);
        throw Error(
            ErrorKind::output, path.string(),
            (part == path ? "this" : part.string()) + " is a symbolic link, and output follows none",
            fault ? "name the place that it leads to" : "name the place that it leads to: " + real.string());
    }
}

void require_writable_place(const fs::path& target)
{
    refuse_links(folder_of(target));
    std::error_code fault;
    const fs::file_status status = fs::symlink_status(target, fault);
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        fail(target, "this is a link, a folder or something else that is not a plain file");
    }
    if (!fs::is_directory(folder_of(target), fault) || ::access(folder_of(target).c_str(), W_OK) != 0) {
        fail(target, "its folder does not exist or cannot be written to");
    }
}

void publish_text(const fs::path& target, std::string_view text)
{
    PublishedFile file(target);
    file.fill([&] { write_new_text(file.path(), text); });
    file.publish();
}

void make_durable(const fs::path& path)
{
    const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (opened < 0) {
        fail_with(path, "opening", errno);
    }
    const int fault = ::fsync(opened) == 0 ? 0 : errno;
    ::close(opened);
    if (fault != 0) {
        fail_with(path, "fsync", fault);
    }
}

void begin_to_make_durable(const fs::path& path) noexcept
{
    const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (opened >= 0) {
        ::sync_file_range(opened, 0, 0, SYNC_FILE_RANGE_WRITE);
        ::close(opened);
    }
}

}  // namespace wardmap
