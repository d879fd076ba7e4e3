#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wardmap {

/// A UK postcode as a number that sorts as outward code (four places), then inward code; 0 is none.
using PostcodeKey = std::uint64_t;

/// Reads "SG1 1AA", "sg106aa" (methods §12); nullopt for anything else.
[[nodiscard]] std::optional<PostcodeKey> parse_postcode(std::string_view text);
/// Reads what has the shape of a postcode but letters that none has ("L55 6BK"); it is no house number either.
[[nodiscard]] std::optional<PostcodeKey> parse_postcode_shape(std::string_view text);
/// Reads an outward code, "SG1" or "EC1A": the key of its first possible postcode.
[[nodiscard]] std::optional<PostcodeKey> parse_outward(std::string_view text);
/// "SG1 1AA".
[[nodiscard]] std::string postcode_text(PostcodeKey key);

/// Postcodes of one sector ("SG1 1") are [sector_begin(key), sector_begin(key) + sector_span).
constexpr PostcodeKey sector_span = 37ULL * 37ULL;
constexpr PostcodeKey outward_span = 37ULL * sector_span;
[[nodiscard]] constexpr PostcodeKey sector_begin(PostcodeKey key) noexcept { return key - key % sector_span; }
[[nodiscard]] constexpr PostcodeKey outward_begin(PostcodeKey key) noexcept
{
    return key - key % outward_span;
}
/// The sector's digit as it stands in a key, from its character.
[[nodiscard]] PostcodeKey sector_key(PostcodeKey outward, char digit) noexcept;

/// Every valid postcode that `text` becomes when one or two of its characters are exchanged with the one
/// that they are confused with (O/0, I/1, S/5, B/8), without `text` itself; sorted.
[[nodiscard]] std::vector<PostcodeKey> confusable_postcodes(std::string_view text);

}  // namespace wardmap
