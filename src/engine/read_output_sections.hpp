#pragma once

#include "toml_reader.hpp"
#include "wardmap/study.hpp"

namespace wardmap {

/// The sections [[context]] and [output] of a study file: what lies beneath the results, and what is written.
void read_context(TomlReader& root, Study& study);
void read_output(TomlReader& root, Study& study);

}  // namespace wardmap
