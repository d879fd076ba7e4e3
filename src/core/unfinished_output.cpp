#include "wardmap/unfinished_output.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <utility>

#include "wardmap/list_folder.hpp"

namespace wardmap {

namespace {

// Never destroyed: a thread may abandon what is left while the main one is ending the program. A list through the
// objects themselves needs no memory, of which there may be none when output is cleaned up.
constinit std::mutex step_is_taken;
constinit UnfinishedOutput* newest = nullptr;
constinit bool has_published = false;

bool is_folder(const char* path) noexcept
{
    struct stat found = {};
    return ::lstat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

}  // namespace

WholeStep::WholeStep() { step_is_taken.lock(); }

WholeStep::~WholeStep() { step_is_taken.unlock(); }

// NOLINTNEXTLINE(readability-convert-member-functions-to-static): only in a step
void WholeStep::note_published() const noexcept { has_published = true; }

UnfinishedOutput::~UnfinishedOutput()
{
    if (!m_path.empty()) {
        const WholeStep step;
        remove(step);
    }
}

void UnfinishedOutput::begin(const WholeStep& /*step*/, std::filesystem::path path) noexcept
{
    m_path = std::move(path);
    m_earlier = std::exchange(newest, this);
}

int UnfinishedOutput::make_folder(const WholeStep& step, std::string pattern)
{
    if (::mkdtemp(pattern.data()) == nullptr) {
        return errno;
    }
    try {
        begin(step, pattern);
    } catch (...) {  // no memory for the path
        ::rmdir(pattern.c_str());
        throw;
    }
    return 0;
}

void UnfinishedOutput::remove(const WholeStep& /*step*/) noexcept
{
    if (m_path.empty()) {
        return;
    }
    remove_quietly(m_path);
    m_path.clear();
    UnfinishedOutput** link = &newest;
    while (*link != this) {
        link = &(*link)->m_earlier;
    }
    *link = m_earlier;
}

/// Other threads may be writing into a stage. Under another name, they make nothing new in it while it is emptied: what
/// they ask for by its old one is not there. The name begins as the stage's, so that it is swept if this is killed too.
void UnfinishedOutput::abandon() const noexcept
{
    std::array<char, PATH_MAX> aside = {};
    const int length = std::snprintf(aside.data(), aside.size(), "%s-left", m_path.c_str());
    const bool is_whole = length > 0 && static_cast<std::size_t>(length) < aside.size();
    if (is_whole && is_folder(m_path.c_str()) && std::rename(m_path.c_str(), aside.data()) == 0) {
        remove_quietly(aside.data());
        return;
    }
    remove_quietly(m_path);
}

bool abandon_output() noexcept
{
    step_is_taken.lock();  // for good
    for (const UnfinishedOutput* one = newest; one != nullptr; one = one->m_earlier) {
        one->abandon();  // the newest first: a stage before the lock that keeps others from it
    }
    return has_published;
}

}  // namespace wardmap
