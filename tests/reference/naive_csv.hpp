#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wardmap::reference {

using CsvRow = std::vector<std::string>;

/// RFC 4180 one byte at a time, for text that keeps its rules: quoted fields, doubled quotes, LF, CRLF or
/// CR, blank lines passed over. The obvious twin of the CSV reader.
inline std::vector<CsvRow> naive_csv(std::string_view text, char delimiter)
{
    std::vector<CsvRow> rows;
    CsvRow row;
    std::string cell;
    bool in_quotes = false;
    bool is_blank = true;
    const auto end_row = [&] {
        row.push_back(cell);
        if (!is_blank) {
            rows.push_back(row);
        }
        row.clear();
        cell.clear();
        is_blank = true;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_quotes) {
            if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
                cell += '"';
                ++i;
            } else if (c == '"') {
                in_quotes = false;
            } else {
                cell += c;
            }
            continue;
        }
        if (c == '\n' || c == '\r') {
            i += c == '\r' && i + 1 < text.size() && text[i + 1] == '\n' ? 1U : 0U;
            end_row();
            continue;
        }
        is_blank = false;
        if (c == delimiter) {
            row.push_back(cell);
            cell.clear();
        } else if (c == '"' && cell.empty()) {
            in_quotes = true;
        } else {
            cell += c;
        }
    }
    if (!is_blank) {
        end_row();
    }
    return rows;
}

}  // namespace wardmap::reference
