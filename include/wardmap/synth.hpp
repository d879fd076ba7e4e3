#pragma once

#include <cstdint>
#include <filesystem>

namespace wardmap {

inline constexpr std::uint32_t synth_least_addresses = 100;
inline constexpr std::uint32_t synth_most_addresses = 1'000'000;
inline constexpr std::uint32_t synth_most_incidents = 5'000'000;
inline constexpr std::uint32_t synth_most_months = 120;

struct SynthOptions {
    std::uint64_t seed = 1;
    std::uint32_t addresses =
        12'000;                       ///< rows of addresses.csv, synth_least_addresses … synth_most_addresses
    std::uint32_t incidents = 6'000;  ///< rows of incidents.csv, 1 … synth_most_incidents
    std::uint32_t months = 18;        ///< from January 2025 on, 1 … synth_most_months
};

/// Writes an invented new town into `folder` (made if missing; its files are replaced): the files that
/// docs/formats.md lists, and `truth/` which no other part of wardmap reads. Same options, same bytes,
/// on every machine. A million addresses take some seconds and about 300 MB.
/// Throws Error (usage) for options out of range and Error (output) for a file that cannot be written.
void write_synthetic_town(const std::filesystem::path& folder, const SynthOptions& options);

}  // namespace wardmap
