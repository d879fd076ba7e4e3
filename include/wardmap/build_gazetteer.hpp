#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "wardmap/diagnostics.hpp"
#include "wardmap/gazetteer.hpp"

namespace wardmap {

/// One file to build a gazetteer from.
struct GazetteerSourceFile {
    std::string file;                ///< CSV, GeoJSON, GeoPackage or shapefile
    std::optional<SourceKind> kind;  ///< nullopt: found out from its columns
    std::string layer;               ///< where the file has several
    std::string crs;                 ///< where it is not the product's own
    std::string date;
    std::string licence;
    EntryColumns columns;
};

/// "addresses:town.csv" as kind and file, "town.csv" as a file alone. A word before the colon that is no kind
/// belongs to the path, if there is such a file; else throws Error (usage) with the kinds there are.
[[nodiscard]] GazetteerSourceFile source_argument(const std::string& text);

/// Reads every source and writes one gazetteer file in `crs`. The same sources make the same bytes.
/// Throws Error (input) for a file whose kind cannot be told and as append_entries() does; Error (output).
void build_gazetteer(const std::filesystem::path& out, const std::vector<GazetteerSourceFile>& files,
                     const std::string& crs, Diagnostics& diagnostics);

/// What a gazetteer file holds.
struct GazetteerSummary {
    /// In order of GazetteerEntry::Kind: address, building, postcode, street, landmark, place.
    using KindCounts = std::array<std::size_t, 6>;
    struct Source {
        GazetteerSource about;
        KindCounts entries = {};
    };
    std::uintmax_t bytes = 0;
    std::string crs;
    KindCounts entries = {};
    std::vector<Source> sources;
    BoxM bounds;
};
/// Throws Error (input) as Gazetteer::open() does.
[[nodiscard]] GazetteerSummary summarise_gazetteer(const std::filesystem::path& file);

}  // namespace wardmap
