#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wardmap/layer.hpp"

namespace wardmap {

/// For whom a result is (behaviour.md, disclosure profiles).
enum class Profile { internal, partner, open_public };
[[nodiscard]] std::optional<Profile> profile_named(std::string_view name) noexcept;
[[nodiscard]] std::string_view profile_name(Profile profile) noexcept;

struct DisclosureOptions {
    Profile profile = Profile::internal;
    std::string approved_by;  ///< required for `open_public`
};

/// The gate before writing: returns what may be written under the profile. `internal` keeps
/// everything; `partner` drops reporter fields and free text and hides counts of 1 and 2; what cannot
/// be protected is refused with Error (disclosure), nothing written.
[[nodiscard]] LayerSet protect(LayerSet layers, const DisclosureOptions& options);

}  // namespace wardmap
