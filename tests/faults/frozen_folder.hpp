#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace wardmap::test {

/// A folder as it is now, which a child process may then change, and which is put back so that this process, with files open
/// in it, can go on as if nothing had happened: the same files under the same names with the same bytes, and descriptors
/// where they were. Folders are put back by name only; see has_open_folder().
class FrozenFolder {
public:
    /// `keep` is an empty folder elsewhere on the same file system: there each file has a second name meanwhile.
    FrozenFolder(std::filesystem::path folder, std::filesystem::path keep);

    /// Takes the folder as it is now.
    void freeze();
    void put_back() const;

private:
    struct Item {
        bool is_folder = false;
        unsigned long inode = 0;
        long long size = 0;
        long long changed_ns = 0;
        friend bool operator==(const Item&, const Item&) = default;
    };
    struct Offset {
        int descriptor = -1;
        long long at = 0;
    };
    using Items = std::map<std::string, Item>;

    [[nodiscard]] Items items() const;
    [[nodiscard]] std::string kept(const Item& item) const;
    void put_bytes_back(const Item& item) const;

    std::filesystem::path m_folder;
    std::filesystem::path m_keep;
    Items m_items;
    std::map<unsigned long, std::string> m_bytes;  ///< of each file, by inode
    std::vector<Offset> m_offsets;                 ///< of descriptors of files in the folder
};

/// Whether this process has a folder open that is `folder` or below it.
[[nodiscard]] bool has_open_folder(const std::filesystem::path& folder);

}  // namespace wardmap::test
