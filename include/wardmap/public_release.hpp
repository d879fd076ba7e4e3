#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wardmap/layer.hpp"
#include "wardmap/make_layers.hpp"
#include "wardmap/public_detail.hpp"
#include "wardmap/public_layers.hpp"

namespace wardmap {

/// One theme of a result, as a public release tells it.
struct PublicTheme {
    LayerContext context;
    std::string period;  ///< "2025-07-01/2026-06-30": what the theme's counts are of; empty: not known
    bool is_sensitive =
        false;  ///< domestic, sexual, hate, vulnerability: higher threshold, wards and quarters only
    PublicDetail detail = {.square_m = 250, .wards_together = {}};  ///< as finest_public_detail() says
};

struct PublicReleaseOptions {
    std::string approved_by;  ///< required
    std::vector<PublicTheme> themes;
    bool publishes_sensitive = false;       ///< without it sensitive themes are left out
    bool publishes_blocks = false;          ///< blocks of 8 or more dwellings and 8 or more incidents
    std::vector<std::string> leave_out;     ///< of "boundary", "wards", "months", "heat"
    std::vector<PublishedNumber> previous;  ///< what an earlier release has told
};

struct PublicRelease {
    LayerSet layers;
    std::vector<std::string> notes;  ///< what was left out and why, in words; no small numbers
    std::size_t numbers = 0;         ///< published, and tried by the intruder check
    std::int64_t narrowest = 0;      ///< fewest counts that are possible behind any number but 0
    /// Of `previous`, by index, ascending: what was put together with these numbers, and what contradicts them and so
    /// was looked at apart. All else is of places and times that are not told now.
    std::vector<std::size_t> put_together;
    std::vector<std::size_t> contradicting;
};

/// Whether a category or theme of this name is of the sensitive kind.
[[nodiscard]] bool is_sensitive_name(std::string_view name);

/// What the public may see of an internal result (its layers "boundary", "address_squares", "wards_<theme>",
/// "incidents_<theme>", "blocks_<theme>"): counts by ward and month under the rule of published_counts.hpp, and a map
/// of classes on squares of eight or more postal addresses, made from those counts. No points, no raster.
/// Throws Error (disclosure) without `approved_by`, and when fewer than three counts are possible behind a number
/// once all that is published, earlier releases included, is put together as far as it can be true together.
[[nodiscard]] PublicRelease public_release(const LayerSet& internal, const PublicReleaseOptions& options);

}  // namespace wardmap
