#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace wardmap {

/// A file with given bytes in a folder of its own, gone at the end of the test.
class WrittenFile {
public:
    explicit WrittenFile(std::string_view bytes, const std::string& name = "incidents.csv")
    {
        std::string folder = (std::filesystem::temp_directory_path() / "wardmap-ingest-XXXXXX").string();
        m_folder = ::mkdtemp(folder.data());
        m_path = m_folder / name;
        std::ofstream file(m_path, std::ios::binary);
        file << bytes;
    }
    WrittenFile(const WrittenFile&) = delete;
    WrittenFile& operator=(const WrittenFile&) = delete;
    ~WrittenFile()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

private:
    std::filesystem::path m_folder;
    std::filesystem::path m_path;
};

}  // namespace wardmap
