#include "wardmap/csv.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

/// CSV injection: OWASP lists these as the characters after which spreadsheets calculate.
bool begins_as_formula(std::string_view cell) noexcept
{
    constexpr std::string_view starters = "=+-@\t\r";
    return !cell.empty() && starters.find(cell.front()) != std::string_view::npos;
}

bool looks_like_formula(const std::string& cell) { return begins_as_formula(cell) && !parse_double(cell); }

void append_cell(std::string& out, const std::string& cell)
{
    const bool is_quoted = cell.find_first_of(",\"\r\n") != std::string::npos;
    if (is_quoted) {
        out += '"';
    }
    if (looks_like_formula(cell)) {
        out += '\'';
    }
    for (const char c : cell) {
        out.append(c == '"' ? 2 : 1, c);
    }
    if (is_quoted) {
        out += '"';
    }
}

}  // namespace

void append_csv_row(std::string& out, const std::vector<std::string>& cells)
{
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) {
            out += ',';
        }
        append_cell(out, cells[i]);
    }
    // A row of one empty cell would be a blank line, which readers skip.
    if (cells.size() == 1 && cells.front().empty()) {
        out += "\"\"";
    }
    out += '\n';
}

std::string_view without_formula_guard(std::string_view cell) noexcept
{
    return cell.starts_with('\'') && begins_as_formula(cell.substr(1)) ? cell.substr(1) : cell;
}

}  // namespace wardmap
