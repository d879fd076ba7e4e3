#pragma once

#include <filesystem>
#include <string>

/// What stands on the disk only while output is in the making, stages and locks, so that a process can be ended in the
/// middle, whatever its threads are doing, and leaves none of it.
namespace wardmap {

/// A step of this process that is taken as a whole: making a stage, putting output in its place, cleaning up. There is
/// one at a time, and abandon_output() waits for its end; after that none begins, and who would begin one waits until the
/// process has ended.
class WholeStep {
public:
    WholeStep();
    WholeStep(const WholeStep&) = delete;
    WholeStep& operator=(const WholeStep&) = delete;
    ~WholeStep();

    /// Something new stands in its place, or may.
    void note_published() const noexcept;
};

/// A file, or a folder with all that it holds, that is removed when this goes.
class UnfinishedOutput {
public:
    UnfinishedOutput() = default;
    UnfinishedOutput(const UnfinishedOutput&) = delete;
    UnfinishedOutput& operator=(const UnfinishedOutput&) = delete;
    ~UnfinishedOutput();

    /// It has been made, in this same step.
    void begin(const WholeStep& step, std::filesystem::path path) noexcept;
    /// Makes a folder (mode 0700) and begins with it. The pattern ends in XXXXXX, of which the name is made. 0, or why not.
    [[nodiscard]] int make_folder(const WholeStep& step, std::string pattern);
    /// Removes it now; if it was moved away meanwhile, there is nothing to do.
    void remove(const WholeStep& step) noexcept;
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

private:
    friend bool abandon_output() noexcept;
    void abandon() const noexcept;

    std::filesystem::path m_path;  ///< empty: there is nothing to remove
    UnfinishedOutput* m_earlier = nullptr;
};

/// Removes all unfinished output of this process, and keeps all threads from making or publishing any from now on: the
/// caller then ends the process. Not for a signal handler, since it waits for the step that is being taken. Whether
/// anything was published before.
[[nodiscard]] bool abandon_output() noexcept;

}  // namespace wardmap
