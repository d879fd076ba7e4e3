#pragma once

#include <filesystem>
#include <string>

namespace wardmap {

/// A result folder in the making: beside its target, mode 0700, on the same file system. Until
/// publish() the target is as it was; publish() exchanges the two in one step. Leaving it unpublished
/// removes it. A lock beside the target keeps a second run out; the stages of killed runs are swept.
class StagedFolder {
public:
    /// Throws Error (busy) when another run holds the target, Error (output) when the target is a symbolic
    /// link or something other than a wardmap result, or its parent cannot be written.
    explicit StagedFolder(const std::filesystem::path& target);
    StagedFolder(const StagedFolder&) = delete;
    StagedFolder& operator=(const StagedFolder&) = delete;
    ~StagedFolder();

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_stage; }
    /// Makes every file durable and private, exchanges stage and target, removes the old result.
    /// Throws Error (output); the target is then still as it was.
    void publish();

private:
    void release_lock() noexcept;

    std::filesystem::path m_target;
    std::filesystem::path m_stage;
    std::filesystem::path m_lock_file;
    int m_lock = -1;
};

/// Name of the file that makes a folder a wardmap result; the last one to be written.
inline constexpr const char* manifest_name = "manifest.json";

}  // namespace wardmap
