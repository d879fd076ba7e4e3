#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "wardmap/diagnostics.hpp"
#include "wardmap/gazetteer.hpp"

namespace wardmap {

/// The ending of built gazetteers.
[[nodiscard]] bool is_gazetteer_file(const std::filesystem::path& path);

/// A source file: where it is, and what it is called.
struct SourceFile {
    std::filesystem::path path;
    std::string name;
    std::string layer;
};

/// Appends the entries of one source, whatever its format. Throws as append_entries() does.
void append_source(const SourceFile& file, const EntryOptions& options, std::vector<GazetteerEntry>& entries,
                   Diagnostics& diagnostics);

/// Appends what a built gazetteer holds, its sources included. Throws Error (input) if it is in another CRS.
void append_built(const SourceFile& file, const std::string& crs, std::vector<GazetteerSource>& sources,
                  std::vector<GazetteerEntry>& entries);

/// Opens a built gazetteer for a study in `crs`. Throws Error (input) if it is in another one.
[[nodiscard]] Gazetteer open_built(const SourceFile& file, const std::string& crs);

}  // namespace wardmap
