#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace wardmap {

/// A new text file that is written in pieces. Nothing counts until `close()` has returned: it writes
/// what is left, closes, reads the file back and compares it with what was written. Every step throws
/// Error (output) if it fails; a file that is there already is such a fault.
class TextFile {
public:
    explicit TextFile(std::filesystem::path path);

    /// Text to append to; `flush_if_large()` between the pieces keeps it small.
    [[nodiscard]] std::string& text() noexcept { return m_text; }
    void flush_if_large();
    void close();

private:
    struct CloseFile {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };
    void write_block(std::size_t bytes);
    void verify() const;

    std::filesystem::path m_path;
    std::unique_ptr<std::FILE, CloseFile> m_file;
    std::string m_text;
    std::uint64_t m_checksum;
    std::uint64_t m_bytes = 0;
};

/// A whole new file at once, for a folder that is itself in the making.
void write_new_text(const std::filesystem::path& path, std::string_view text);

}  // namespace wardmap
