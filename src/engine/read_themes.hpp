#pragma once

#include "toml_reader.hpp"
#include "wardmap/study.hpp"

namespace wardmap {

/// The sections [[themes]] of a study file: what belongs together, and the classes of its maps. Throws as read_study
/// does.
void read_themes(TomlReader& root, Study& study);

}  // namespace wardmap
