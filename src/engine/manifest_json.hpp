#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>

namespace wardmap {

/// How every manifest begins: program, schema, time (only where SOURCE_DATE_EPOCH states it), libraries.
[[nodiscard]] nlohmann::ordered_json manifest_beginning();
/// How every manifest ends: the files of the folder with their digests.
[[nodiscard]] nlohmann::ordered_json outputs_json(const std::filesystem::path& folder);

}  // namespace wardmap
