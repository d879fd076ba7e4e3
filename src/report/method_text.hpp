#pragma once

#include <string>

namespace wardmap::report {

/// How the page's numbers are made and what they do not say, in plain English, as HTML.
[[nodiscard]] std::string method_html();

}  // namespace wardmap::report
