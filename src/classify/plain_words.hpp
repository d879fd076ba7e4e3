#pragma once

#include <string>
#include <string_view>

namespace wardmap {

/// Writes the words of `text` to `words`, parted by one blank: lower case, Latin letters without their
/// accents, apostrophes left out ("neighbour's" is "neighbours"), all other punctuation as a blank.
/// Letters of other scripts stay as they are. `text` is UTF-8.
void plain_words(std::string_view text, std::string& words);

}  // namespace wardmap
