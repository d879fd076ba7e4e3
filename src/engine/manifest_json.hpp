#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>

#include "wardmap/layer.hpp"

namespace wardmap {

/// How every manifest begins: program, schema, time (only where SOURCE_DATE_EPOCH states it), libraries.
[[nodiscard]] nlohmann::ordered_json manifest_beginning();
/// Puts the classes that a theme's wards and blocks are drawn with beside what the manifest has of the theme, so that a
/// study can freeze them: "ward_breaks", "ward_breaks_unit", "ward_breaks_frozen"; the same of blocks.
void put_class_breaks(nlohmann::ordered_json& theme, const LayerSet& layers);
/// How every manifest ends: the files of the folder with their digests.
[[nodiscard]] nlohmann::ordered_json outputs_json(const std::filesystem::path& folder);

}  // namespace wardmap
