#pragma once

#include <functional>
#include <utility>

#include "wardmap/row_source.hpp"

namespace wardmap {

/// The rows of another source, which on their way tell now and then how much of the file has been read.
class ToldRows : public RowSource {
public:
    ToldRows(RowSource& rows, std::function<void(std::uint64_t bytes_read)> tell)
        : m_rows(rows), m_tell(std::move(tell))
    {
    }

    [[nodiscard]] const std::string& name() const override { return m_rows.name(); }
    [[nodiscard]] const std::vector<std::string>& header() const override { return m_rows.header(); }
    [[nodiscard]] const std::vector<std::string_view>& cells() const override { return m_rows.cells(); }
    [[nodiscard]] std::uint64_t line() const override { return m_rows.line(); }
    [[nodiscard]] const std::string& reject_reason() const override { return m_rows.reject_reason(); }
    [[nodiscard]] std::string encoding_name() const override { return m_rows.encoding_name(); }
    [[nodiscard]] std::uint64_t bytes_read() const override { return m_rows.bytes_read(); }

    [[nodiscard]] Step next() override
    {
        constexpr std::uint64_t rows_between = 16'384;
        if (++m_steps % rows_between == 0) {
            m_tell(m_rows.bytes_read());
        }
        return m_rows.next();
    }

private:
    RowSource& m_rows;
    std::function<void(std::uint64_t bytes_read)> m_tell;
    std::uint64_t m_steps = 0;
};

}  // namespace wardmap
