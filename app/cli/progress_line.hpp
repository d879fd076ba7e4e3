#pragma once

#include <unistd.h>

#include <iostream>
#include <string_view>

namespace wardmap::cli {

/// One line on a terminal that is rewritten at each step; nothing when piped.
class ProgressLine {
public:
    explicit ProgressLine(bool shown) : m_shown(shown && ::isatty(STDERR_FILENO) == 1) {}
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ~ProgressLine()
    {
        if (m_shown) {
            std::cerr << "\r\033[K";
        }
    }
    void tell(std::string_view step) const
    {
        if (m_shown) {
            std::cerr << "\r\033[K" << step << " …" << std::flush;
        }
    }

private:
    bool m_shown;
};

}  // namespace wardmap::cli
