#pragma once

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <string_view>

namespace wardmap::synth {

/// A text file that is written beside its place and moved there when it is complete. Every write is
/// checked: throws Error (output).
class TextFile {
public:
    explicit TextFile(std::filesystem::path path);
    TextFile(const TextFile&) = delete;
    TextFile& operator=(const TextFile&) = delete;
    ~TextFile();

    /// Room for the next lines; written in large pieces.
    [[nodiscard]] std::string& text() noexcept { return m_text; }
    /// To be called after each line or so.
    void write_when_full();
    /// The last step; without it the file is not there.
    void finish();

private:
    void write();
    [[noreturn]] void fail() const;

    std::filesystem::path m_path;
    std::filesystem::path m_part;
    std::ofstream m_stream;
    std::string m_text;
    bool m_is_finished = false;
};

/// Appends a CSV line (RFC 4180, "\n"); cells are quoted where that is needed.
void append_csv_line(std::string& out, std::initializer_list<std::string_view> cells);

}  // namespace wardmap::synth
