#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "wardmap/study.hpp"

namespace wardmap {

/// As the public read_study(); also collects every key that the reader knows of in the sections that the
/// file has, as "section.key", for the test that compares them with docs/cli.md.
[[nodiscard]] Study read_study(const std::filesystem::path& file, std::vector<std::string>* asked_keys);

}  // namespace wardmap
