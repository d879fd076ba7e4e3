#pragma once

#include <filesystem>

namespace wardmap {

/// A file in the making: in a folder of its own beside its place, mode 0700, so that writers may make what
/// they need there. Until publish() its place is as it was; leaving it unpublished removes it.
class PublishedFile {
public:
    /// Throws Error (output) when the folder cannot be written, or `target` is a symbolic link or a folder.
    explicit PublishedFile(const std::filesystem::path& target);
    PublishedFile(const PublishedFile&) = delete;
    PublishedFile& operator=(const PublishedFile&) = delete;
    ~PublishedFile();

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return m_folder; }
    /// Makes the file that was written in folder() durable and private and puts it in place by rename.
    /// Throws Error (output).
    void publish(const std::filesystem::path& written);

private:
    std::filesystem::path m_target;
    std::filesystem::path m_folder;
};

}  // namespace wardmap
