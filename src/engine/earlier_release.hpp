#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wardmap/public_layers.hpp"
#include "wardmap/public_release.hpp"

namespace wardmap {

/// What a public release before this one told, as its tables/published_numbers.csv has it.
struct EarlierRelease {
    std::vector<PublishedNumber> numbers;
    std::vector<std::uint64_t> lines;  ///< of the file, for each number
};

/// Of an empty name, nothing. Throws Error (input) where the folder holds no public release, and for a row that is not
/// as wardmap writes it: left out in silence, a number would be missing from the intruder check.
[[nodiscard]] EarlierRelease read_earlier_release(const std::string& folder);

/// Where the first earlier number stands that contradicts the release: "asb, ward Emberly
/// (tables/published_numbers.csv, line 12)"; empty when none does. Holds nothing that is not published.
[[nodiscard]] std::string first_contradiction(const EarlierRelease& earlier, const PublicRelease& release);
/// In a sentence for everybody, how many do and which is the first; empty when none does.
[[nodiscard]] std::string contradictions_sentence(const EarlierRelease& earlier,
                                                  const PublicRelease& release);

}  // namespace wardmap
