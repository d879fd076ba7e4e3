#pragma once

#include "toml_reader.hpp"
#include "wardmap/study.hpp"

namespace wardmap {

/// The keys file, layer and crs of a section that names a layer, which it must.
[[nodiscard]] inline Study::Polygons read_layer_section(TomlReader& section)
{
    Study::Polygons layer;
    layer.study_line = section.line();
    layer.file = section.required_text("file");
    layer.layer = section.text("layer").value_or("");
    layer.crs = section.text("crs").value_or("");
    return layer;
}

}  // namespace wardmap
