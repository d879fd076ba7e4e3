#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wardmap {

/// "12, 15, 31 and 4 more": a list that fits into a field of any format, a shapefile's of 254 bytes among them.
class ShortList {
public:
    void add(std::string_view item)
    {
        constexpr std::size_t most_bytes = 230;  // and room for the count of the rest
        if (m_more > 0 || (!m_text.empty() && m_text.size() + item.size() > most_bytes)) {
            ++m_more;
            return;
        }
        m_text.append(m_text.empty() ? "" : ", ").append(item);
    }
    [[nodiscard]] std::string text() const
    {
        return m_more == 0 ? m_text : m_text + " and " + std::to_string(m_more) + " more";
    }

private:
    std::string m_text;
    std::size_t m_more = 0;
};

}  // namespace wardmap
