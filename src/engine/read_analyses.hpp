#pragma once

#include "toml_reader.hpp"
#include "wardmap/study.hpp"

namespace wardmap {

/// The sections exposure, clusters, emerging and near_repeats of a study.
void read_exposure_section(TomlReader& root, Study& study);
void read_clusters_section(TomlReader& root, Study& study);
void read_emerging_section(TomlReader& root, Study& study);
void read_near_repeats_section(TomlReader& root, Study& study);

}  // namespace wardmap
