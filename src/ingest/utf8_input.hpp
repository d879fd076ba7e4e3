#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wardmap/csv.hpp"

namespace wardmap {

/// Length of the longest prefix of `text` that is whole, well-formed UTF-8 sequences (The Unicode
/// Standard, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
[[nodiscard]] std::size_t valid_utf8_prefix(std::string_view text) noexcept;

/// A plain local file as a stream of well-formed UTF-8, whatever encoding it is in. ASCII is the same text in UTF-8 and in
/// Windows-1252; from the first byte that is not, the file is read twice: once to find its encoding (one stray byte in the
/// last line decides about that first one), once for the text. Neither pass keeps more than a buffer.
class Utf8Input {
public:
    /// Throws Error (input) for a path that is no plain local file, a file that cannot be read or is
    /// empty, and for UTF-16 that is not well-formed.
    Utf8Input(const std::filesystem::path& path, const std::string& name);

    /// The same file from `offset`, where a character starts. For text whose bytes are the file's (is_plain()); as long
    /// as the encoding of `whole` is not known, it ends at the first text that is not ASCII, and is_undecided() then.
    Utf8Input(const Utf8Input& whole, std::size_t offset);

    /// That of the text read so far: sure once read() has returned 0.
    [[nodiscard]] TextEncoding encoding() const noexcept { return m_encoding; }

    /// Whether the text so far is the file's own bytes.
    [[nodiscard]] bool is_plain() const noexcept { return m_encoding == TextEncoding::utf8; }
    [[nodiscard]] bool is_undecided() const noexcept { return m_is_undecided; }

    /// Goes on at `offset`, where a character of plain text starts.
    void go_to(std::size_t offset) noexcept { m_offset = offset; }

    /// Finds out what the text is in that is not ASCII, of which there is none before `offset`, and goes on there.
    void find_encoding_from(std::size_t offset);

    /// Where the first line that starts behind `offset` does, if that is near.
    [[nodiscard]] std::optional<std::size_t> line_start_behind(std::size_t offset) const;

    [[nodiscard]] std::size_t file_bytes() const noexcept;  ///< when it was opened

    /// Bytes of the file that have been read.
    [[nodiscard]] std::size_t offset() const noexcept { return m_offset; }

    /// Writes up to `room` bytes (at least 16) of text without byte-order mark to `to`; 0 at the end.
    [[nodiscard]] std::size_t read(char* to, std::size_t room);

private:
    void start();
    [[nodiscard]] bool is_utf8_from(std::size_t offset);
    void check_utf16();
    [[nodiscard]] std::size_t read_bytes(char* to, std::size_t room);
    [[nodiscard]] std::size_t read_utf16(char* to, std::size_t room);

    struct OpenFile;

    std::string m_name;
    std::shared_ptr<const OpenFile> m_file;
    TextEncoding m_encoding = TextEncoding::utf8;
    bool m_is_ascii_so_far = true;  ///< and not UTF-16, so the encoding is not known yet
    bool m_is_part = false;
    bool m_is_undecided = false;
    std::size_t m_offset = 0;    ///< of the next byte in the file
    std::vector<char> m_raw;     ///< bytes before decoding; unused for UTF-8
    std::size_t m_raw_size = 0;  ///< bytes of a character that is not complete yet
};

}  // namespace wardmap
