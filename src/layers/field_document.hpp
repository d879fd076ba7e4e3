#pragma once

#include <string>

namespace wardmap::layers {

/// The part of docs/formats.md that is made from the code: every layer and table with its fields, and
/// every field with its type, unit, short name and meaning. Markdown.
[[nodiscard]] std::string field_document();

}  // namespace wardmap::layers
