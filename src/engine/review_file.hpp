#pragma once

#include <filesystem>

#include "located_set.hpp"

namespace wardmap {

/// review.csv: unmatched and ambiguous records, identical places grouped so that one decision settles all,
/// with up to five candidates each. Throws Error (output).
void write_review_file(const std::filesystem::path& file, const StudyInputs& inputs,
                       const LocatedSet& located);

/// Writes bytes to a new file and checks every step. Throws Error (output).
void write_text_file(const std::filesystem::path& file, const std::string& text);

}  // namespace wardmap
