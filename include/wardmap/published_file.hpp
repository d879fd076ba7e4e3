#pragma once

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "wardmap/unfinished_output.hpp"

namespace wardmap {

/// Who may read what is published.
enum class Readers {
    owner,     ///< records of people: mode 0600
    by_umask,  ///< what tells of nobody, such as an invented town: as the user's umask has it
};

/// A file in the making, in a folder of its own beside its place (mode 0700, so that writers may make what they
/// need there). Until publish() its place is as it was; leaving it unpublished removes it, and what a killed
/// program left is swept by the next one that writes the same file.
class PublishedFile {
public:
    /// Throws Error (output) when a part of the path is a symbolic link, when the place is a folder or something
    /// else that is not a plain file, or when its folder is not there or cannot be written to.
    explicit PublishedFile(const std::filesystem::path& target, Readers readers = Readers::owner);
    PublishedFile(const PublishedFile&) = delete;
    PublishedFile& operator=(const PublishedFile&) = delete;
    ~PublishedFile();

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return m_folder.path(); }
    /// Where to write the file itself: its own name, in folder().
    [[nodiscard]] std::filesystem::path path() const { return folder() / m_target.filename(); }
    /// Does work that writes into folder(). Its errors name the files by their places: the folder is gone when they are
    /// read.
    void fill(const std::function<void()>& work) const;
    /// Makes all files of folder() durable and puts each beside or in its place by rename, the file itself last:
    /// a style never stands beside an old surface for longer than a moment, and never alone. Each rename replaces a file in
    /// one step, so that a kill between two of them loses none. Throws Error (output), and then the earlier files are in
    /// their places again.
    void publish() { publish_together({this}); }
    /// The same for all files of several, in this order: on an error the earlier files of all are in their places again.
    static void publish_together(std::initializer_list<PublishedFile*> files);

private:
    struct Placement;
    [[nodiscard]] std::vector<Placement> prepare() const;

    std::filesystem::path m_target;
    UnfinishedOutput m_folder;
    Readers m_readers;
    int m_lock = -1;  ///< on the folder, as long as its writer lives
};

/// Throws Error (output) if a part of the path, as it was given, is a symbolic link: whoever may make one on a shared disk
/// would say where records of victims go.
void refuse_links(const std::filesystem::path& path);

/// Throws as PublishedFile does for a place where it could not begin: to be asked before long work.
void require_writable_place(const std::filesystem::path& target);

/// A text that is ready, published.
void publish_text(const std::filesystem::path& target, std::string_view text);

/// Has the file or folder on the disk (fsync). Symbolic links are not followed. Throws Error (output).
void make_durable(const std::filesystem::path& path);

/// Has the disk begin with what the file holds, and waits for nothing: make_durable() then waits less. Whether it can is
/// of no account.
void begin_to_make_durable(const std::filesystem::path& path) noexcept;

}  // namespace wardmap
