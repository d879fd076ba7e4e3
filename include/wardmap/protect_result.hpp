#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "wardmap/disclosure.hpp"

namespace wardmap {

struct ProtectOptions {
    std::filesystem::path result;  ///< folder of an internal result
    std::filesystem::path output_folder;
    Profile profile = Profile::open_public;
    std::string approved_by;  ///< required for the public
    PublicChoices choices;
    std::filesystem::path study;  ///< its incident files are scanned for as well; empty: the result only
    std::filesystem::path data_folder;  ///< empty: the study file's
};

struct ProtectReport {
    std::filesystem::path output_folder;
    std::vector<std::string> files;  ///< relative to the output folder, sorted
    std::size_t numbers = 0;         ///< published, and tried by the intruder check
    std::int64_t narrowest = 0;      ///< fewest counts that are possible behind any number but 0
    std::size_t previous = 0;        ///< numbers of the earlier release that were put together with these
    std::size_t previous_read = 0;   ///< all that it told
    std::size_t previous_contradicting = 0;  ///< those that these contradict: looked at apart, and in `notes`
    std::size_t canaries = 0;        ///< ids, addresses and runs of words that were looked for, and not found
    std::size_t too_short = 0;       ///< those that cannot be told from any number or word
    std::vector<std::string> notes;  ///< what was left out and why
};

/// Makes a result for partners or for the public from an internal one, without reading records again.
/// Staged, verified and published in one step as run() does. Throws Error: usage without approved_by or for a folder
/// that holds no internal result, disclosure where the intruder check or the canary scan refuse, and then nothing is
/// written.
[[nodiscard]] ProtectReport protect_result(const ProtectOptions& options);

/// How many incidents of a result someone puts back in their places, holding one thing each.
struct PlacedShares {
    std::string theme;
    std::size_t incidents = 0;
    double at_random = 0;            ///< by choosing dwellings evenly over the town
    double from_raster = 0;          ///< from the density surface
    double from_picture = 0;         ///< from a picture of it in seven classes
    double from_wards = 0;           ///< from the ward table of the public release
    double from_release = 0;         ///< from all of the public release, the best of its ways
    double map_square_m = 0;         ///< smallest side of the release's map; 0: no map
    std::size_t wards = 0;           ///< in the release
    std::size_t wards_together = 0;  ///< of them, told as one number
};
struct MeasureOptions {
    std::filesystem::path result;   ///< internal
    std::filesystem::path release;  ///< public, made from it
    std::filesystem::path
        addresses;  ///< points, or a CSV with x and y in the result's CRS unless its columns say else
    double radius_m = 20;
    bool attacks_surface = true;  ///< most of the work; `from_raster` and `from_picture` stay 0 without
};
/// Attacks the result and its release as docs/privacy.md describes. Throws Error (input) for what cannot be read.
[[nodiscard]] std::vector<PlacedShares> measure_release(const MeasureOptions& options);

}  // namespace wardmap
