#pragma once

#include <cstddef>
#include <filesystem>
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
    Utf8Input(const Utf8Input&) = delete;
    Utf8Input& operator=(const Utf8Input&) = delete;
    ~Utf8Input();

    /// That of the text read so far: sure once read() has returned 0.
    [[nodiscard]] TextEncoding encoding() const noexcept { return m_encoding; }

    /// Bytes of the file that have been read.
    [[nodiscard]] std::size_t offset() const noexcept { return m_offset; }

    /// Writes up to `room` bytes (at least 16) of text without byte-order mark to `to`; 0 at the end.
    [[nodiscard]] std::size_t read(char* to, std::size_t room);

private:
    void start();
    void find_encoding_from(std::size_t offset);
    [[nodiscard]] bool is_utf8_from(std::size_t offset);
    void check_utf16();
    void rewind_to(std::size_t offset);
    [[nodiscard]] std::size_t read_bytes(char* to, std::size_t room);
    [[nodiscard]] std::size_t read_utf16(char* to, std::size_t room);

    std::string m_name;
    int m_descriptor = -1;
    TextEncoding m_encoding = TextEncoding::utf8;
    bool m_is_ascii_so_far = true;  ///< and not UTF-16, so the encoding is not known yet
    std::size_t m_offset = 0;       ///< of the next byte in the file
    std::vector<char> m_raw;        ///< bytes before decoding; unused for UTF-8
    std::size_t m_raw_size = 0;     ///< bytes of a character that is not complete yet
};

}  // namespace wardmap
