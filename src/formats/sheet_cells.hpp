#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "wardmap/feature_table.hpp"

/// Cells of a sheet as SpreadsheetML (ECMA-376 part 1, section 18) has them.
namespace wardmap::formats {

/// Number formats with this many decimals and fewer are in the workbook's styles.
inline constexpr int most_sheet_decimals = 6;

/// xl/styles.xml, to whose formats the cells below refer.
[[nodiscard]] std::string sheet_styles();

/// "A", "Z", "AA" … for 0, 25, 26 …
[[nodiscard]] std::string column_letters(std::size_t column);

/// A text for an element; what XML cannot hold is escaped as SpreadsheetML does ("_x0001_").
[[nodiscard]] std::string sheet_text(std::string_view value);

/// Appends a cell, nothing for no value. `place` is its reference such as "B2". Text that is a day or a time in ISO
/// 8601 becomes a date; whole numbers of more digits than a sheet keeps become text. Returns the characters it shows,
/// about. Throws Error (output) at `place` for text of more than 32,767 characters.
std::size_t append_cell(std::string& out, const std::string& place, const Field& field, const Value& value);
void append_header_cell(std::string& out, const std::string& place, std::string_view words);

}  // namespace wardmap::formats
