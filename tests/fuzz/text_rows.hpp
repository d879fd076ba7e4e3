#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wardmap/row_source.hpp"

namespace wardmap::fuzz {

/// What stands before the next line break; `text` goes on behind it.
inline std::string_view next_line(std::string_view& text)
{
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

/// Each line of a text is a cell, and so many cells as there are columns are a row; the last row is filled up.
class TextRows final : public RowSource {
public:
    TextRows(std::vector<std::string> header, std::string_view text)
        : m_header(std::move(header)), m_text(text), m_cells(m_header.size())
    {
    }
    [[nodiscard]] const std::string& name() const override { return m_name; }
    [[nodiscard]] const std::vector<std::string>& header() const override { return m_header; }
    [[nodiscard]] Step next() override
    {
        if (m_text.empty()) {
            return Step::end;
        }
        for (std::string_view& cell : m_cells) {
            cell = next_line(m_text);
        }
        ++m_line;
        return Step::row;
    }
    [[nodiscard]] const std::vector<std::string_view>& cells() const override { return m_cells; }
    [[nodiscard]] std::uint64_t line() const override { return m_line; }
    [[nodiscard]] const std::string& reject_reason() const override { return m_no_reason; }

private:
    std::string m_name = "fuzzed";
    std::vector<std::string> m_header;
    std::string_view m_text;
    std::vector<std::string_view> m_cells;
    std::uint64_t m_line = 0;
    std::string m_no_reason;
};

}  // namespace wardmap::fuzz
