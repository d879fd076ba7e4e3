#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/layer.hpp"

namespace wardmap {

/// For whom a result is (behaviour.md, disclosure profiles).
enum class Profile { internal, partner, open_public };
[[nodiscard]] std::optional<Profile> profile_named(std::string_view name) noexcept;
[[nodiscard]] std::string_view profile_name(Profile profile) noexcept;

struct DisclosureOptions {
    Profile profile = Profile::internal;
};

/// What people decide about a public release.
struct PublicChoices {
    std::string previous;  ///< folder of the release before this one; empty: none is known
    /// Domestic, sexual, hate and vulnerability themes, by ward and quarter.
    bool publishes_sensitive = false;
    bool publishes_blocks = false;       ///< blocks of 8 or more dwellings and 8 or more incidents
    std::vector<std::string> leave_out;  ///< of "boundary", "wards", "months", "heat"
};

/// The gate before writing: returns what may be written under the profile. `internal` keeps
/// everything; `partner` drops reporter fields and free text and hides counts of 1 and 2. What cannot be protected in
/// this way is refused with Error (disclosure): the public sees other layers (public_release.hpp).
[[nodiscard]] LayerSet protect(LayerSet layers, const DisclosureOptions& options);

}  // namespace wardmap
