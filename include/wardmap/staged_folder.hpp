#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "wardmap/unfinished_output.hpp"

namespace wardmap {

/// A locked file beside a result folder, as long as this lives and nobody else held it before.
class FolderLock {
public:
    /// Throws Error (output) when the file cannot be made.
    explicit FolderLock(const std::filesystem::path& file);
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock();

    [[nodiscard]] bool is_held() const noexcept { return m_descriptor >= 0; }

private:
    UnfinishedOutput m_file;
    int m_descriptor = -1;
};

/// What may stand in the place of a folder in the making, beside an empty folder.
enum class Replaces {
    result,   ///< a wardmap result
    nothing,  ///< nothing: what is exported is never written over
};

/// A folder in the making: beside its target, mode 0700, on the same file system. Until
/// publish() the target is as it was; publish() exchanges the two in one step. Leaving it unpublished
/// removes it. A lock beside the target keeps a second run out; the stages of killed runs are swept, and a result that one
/// had put aside, on a file system that cannot exchange, is put back.
class StagedFolder {
public:
    /// Throws Error (busy) when another run holds the target, Error (output) when the target is a symbolic
    /// link or something that is not replaced, or its parent cannot be written.
    explicit StagedFolder(const std::filesystem::path& target, Replaces replaces = Replaces::result);
    StagedFolder(const StagedFolder&) = delete;
    StagedFolder& operator=(const StagedFolder&) = delete;
    ~StagedFolder();

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_stage.path(); }
    /// Does work that writes into path(). Its errors name the files by their places in the target: the stage is gone when
    /// they are read.
    void fill(const std::function<void()>& work) const;
    /// Makes every file durable and private, exchanges stage and target, removes what was there.
    /// Throws Error (output); the target is then still as it was.
    void publish();

private:
    void make_ready() const;

    std::filesystem::path m_target;
    FolderLock m_lock;
    UnfinishedOutput m_stage;
};

/// Name of the file that makes a folder a wardmap result; the last one to be written.
inline constexpr const char* manifest_name = "manifest.json";

}  // namespace wardmap
