#pragma once

#include <string>

namespace wardmap::report {

/// The page's one style sheet. `marking` is printed at the top and bottom of every sheet of paper.
[[nodiscard]] std::string page_style(const std::string& marking);

}  // namespace wardmap::report
