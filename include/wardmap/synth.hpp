#pragma once

#include <cstdint>
#include <filesystem>

namespace wardmap {

struct SynthOptions {
    std::uint64_t seed = 1;
    std::uint32_t addresses = 12'000;
    std::uint32_t incidents = 6'000;
    std::uint32_t months = 18;
};

/// Writes an invented new town into `folder` (made if missing; its files are replaced): the files that
/// docs/formats.md lists, and `truth/` which no other part of wardmap reads. Same options, same bytes.
/// Throws Error (usage) for options out of range and Error (output) for a file that cannot be written.
void write_synthetic_town(const std::filesystem::path& folder, const SynthOptions& options);

}  // namespace wardmap
