#pragma once

#include <string>

#include "wardmap/diagnostics.hpp"

namespace wardmap::cli {

/// "warning: where: text", on one line.
[[nodiscard]] inline std::string notice_text(const Notice& notice)
{
    return std::string(notice.severity == Severity::warning ? "warning: " : "note: ") +
           (notice.where.empty() ? "" : notice.where + ": ") + notice.text;
}

}  // namespace wardmap::cli
