#pragma once

#include <string>
#include <vector>

namespace wardmap {

/// False where a first line holds what no column is called: a number, a date, a postcode, a house number with a street, an
/// e-mail address, markup, a long text. A file without header has an incident there, which no message may show.
[[nodiscard]] bool looks_like_column_names(const std::vector<std::string>& header);

/// What a message may say of a header: "its columns are: a, b, c", or that it does not look like one.
[[nodiscard]] std::string columns_text(const std::vector<std::string>& header);

}  // namespace wardmap
