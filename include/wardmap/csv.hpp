#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/row_source.hpp"

namespace wardmap {

enum class TextEncoding { utf8, windows_1252, utf16_le, utf16_be };

struct CsvOptions {
    char delimiter = '\0';  ///< '\0': found out from the header line among , ; and tab
    /// Names of the columns of a file without a header row (Code-Point Open); empty = has a header.
    std::vector<std::string> header = {};
    std::string name = {};  ///< what messages call the file; empty: its path
    std::size_t max_field_bytes = std::size_t{64} * 1024;
    std::size_t max_record_bytes = std::size_t{1024} * 1024;
};

/// A streaming reader of RFC 4180 text whose memory does not grow with the file. Reads UTF-8 (strict),
/// Windows-1252 and UTF-16 with a byte-order mark; LF, CRLF and CR; embedded newlines. All cells are
/// UTF-8. A record that breaks the rules is a rejected step (reasons: "nul-byte", "ragged-row",
/// "field-too-long", "record-too-long", "unclosed-quote", "text-after-quote"), never shifted, cut or
/// lost.
class CsvSource : public RowSource {
public:
    /// That of the rows read so far, of which only the last one tells for sure.
    [[nodiscard]] virtual TextEncoding encoding() const = 0;
    [[nodiscard]] virtual char delimiter() const = 0;
};

/// Throws Error (input) for a file that cannot be opened or is empty, a duplicate or empty column
/// name, a header with a NUL byte, and for a path that is not a plain local file.
[[nodiscard]] std::unique_ptr<CsvSource> open_csv(const std::filesystem::path& path,
                                                  const CsvOptions& options = {});

/// One CSV line ending in CRLF-free "\n", cells quoted only where RFC 4180 asks for it. Text that a
/// spreadsheet would take for a formula (= + - @ tab CR at the start, and not a number) gets a
/// leading apostrophe.
void append_csv_row(std::string& out, const std::vector<std::string>& cells);

/// A cell of such a line without that apostrophe.
[[nodiscard]] std::string_view without_formula_guard(std::string_view cell) noexcept;

}  // namespace wardmap
