#include "gazetteer_sources.hpp"

#include <fmt/format.h>

#include "digest.hpp"
#include "open_rows.hpp"
#include "wardmap/build_gazetteer.hpp"
#include "wardmap/error.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/read_features.hpp"

namespace wardmap {

namespace fs = std::filesystem;

namespace {

constexpr const char* kinds_text = "codepoint, onspd, uprn, addresses, names, streets, blocks, stops, osm";

void require_file(const std::string& name)
{
    if (!fs::is_regular_file(name)) {
        throw Error(ErrorKind::input, name, "there is no such file", "Correct the path of this source");
    }
}

SourceKind kind_of(const GazetteerSourceFile& source, const std::string& crs)
{
    if (source.kind) {
        return *source.kind;
    }
    std::optional<SourceKind> found;
    if (is_osm_extract(source.file)) {
        found = SourceKind::osm;
    } else if (is_delimited_text(source.file)) {
        found = detect_csv_source_kind(source.file);
    } else {
        const FeatureTable table = read_features(source.file, {source.layer, source.crs, crs});
        std::vector<std::string> header;
        header.reserve(table.fields.size());
        for (const Field& field : table.fields) {
            header.push_back(field.name);
        }
        found = detect_source_kind(header, table.kind);
    }
    if (!found) {
        throw Error(ErrorKind::input, source.file, "its columns do not tell what kind of source this is",
                    fmt::format("Say it in front of the path, such as streets:{}; the kinds are {}",
                                source.file, kinds_text));
    }
    return *found;
}

}  // namespace

bool is_gazetteer_file(const fs::path& path) { return path.extension() == ".gazetteer"; }

void append_source(const SourceFile& file, const EntryOptions& options, std::vector<GazetteerEntry>& entries,
                   Diagnostics& diagnostics)
{
    if (is_delimited_text(file.path)) {
        append_entries(*open_gazetteer_csv(file.path, options.kind, file.name), options, entries,
                       diagnostics);
    } else if (is_osm_extract(file.path) && file.layer.empty()) {
        append_entries(read_osm_extract(file.path, options.study_crs), options, entries, diagnostics);
    } else {
        append_entries(read_features(file.path, {file.layer, options.crs, options.study_crs}), options,
                       entries, diagnostics);
    }
}

Gazetteer open_built(const SourceFile& file, const std::string& crs)
{
    Gazetteer gazetteer = Gazetteer::open(file.path);
    if (gazetteer.crs() != crs) {
        throw Error(ErrorKind::input, file.name,
                    fmt::format("this gazetteer is in {}, not in {}", gazetteer.crs(), crs),
                    fmt::format("Build it again with --crs {}", crs));
    }
    return gazetteer;
}

void append_built(const SourceFile& file, const std::string& crs, std::vector<GazetteerSource>& sources,
                  std::vector<GazetteerEntry>& entries)
{
    const Gazetteer gazetteer = open_built(file, crs);
    const auto first = static_cast<std::uint32_t>(sources.size());
    sources.insert(sources.end(), gazetteer.sources().begin(), gazetteer.sources().end());
    entries.reserve(entries.size() + gazetteer.entry_count());
    for (std::uint32_t i = 0; i < gazetteer.entry_count(); ++i) {
        entries.push_back(gazetteer.entry(i));
        entries.back().source += first;
    }
}

GazetteerSourceFile source_argument(const std::string& text)
{
    GazetteerSourceFile source;
    source.file = text;
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos || fs::exists(text)) {
        return source;
    }
    source.kind = source_kind_named(text.substr(0, colon));
    if (!source.kind) {
        throw Error(ErrorKind::usage, text, fmt::format("\"{}\" is no kind of source", text.substr(0, colon)),
                    fmt::format("It may be {}", kinds_text));
    }
    source.file = text.substr(colon + 1);
    return source;
}

void build_gazetteer(const fs::path& out, const std::vector<GazetteerSourceFile>& files,
                     const std::string& crs, Diagnostics& diagnostics)
{
    if (!is_projected_in_metres(crs)) {
        throw Error(ErrorKind::usage, "--crs", fmt::format("{} is not a projected system in metres", crs),
                    "Use one, such as EPSG:27700 (British National Grid)");
    }
    std::vector<GazetteerSource> sources;
    std::vector<GazetteerEntry> entries;
    for (const GazetteerSourceFile& source : files) {
        require_file(source.file);
        if (is_gazetteer_file(source.file)) {
            append_built({source.file, source.file, {}}, crs, sources, entries);
            continue;
        }
        const EntryOptions options{.kind = kind_of(source, crs),
                                   .source = static_cast<std::uint32_t>(sources.size()),
                                   .columns = source.columns,
                                   .crs = source.crs,
                                   .study_crs = crs};
        append_source({source.file, source.file, source.layer}, options, entries, diagnostics);
        sources.push_back({options.kind, source.file, sha256_of(source.file), source.date, source.licence});
    }
    write_gazetteer(out, sources, entries, crs);
}

GazetteerSummary summarise_gazetteer(const fs::path& file)
{
    const Gazetteer gazetteer = Gazetteer::open(file);
    GazetteerSummary summary;
    summary.bytes = fs::file_size(file);
    summary.crs = gazetteer.crs();
    for (const GazetteerSource& about : gazetteer.sources()) {
        summary.sources.push_back({about, {}});
    }
    for (std::uint32_t i = 0; i < gazetteer.entry_count(); ++i) {
        const GazetteerEntry entry = gazetteer.entry(i);
        const auto kind = static_cast<std::size_t>(entry.kind);
        ++summary.entries.at(kind);
        if (entry.source < summary.sources.size()) {
            ++summary.sources[entry.source].entries.at(kind);
        }
        summary.bounds.include(entry.position);
    }
    return summary;
}

}  // namespace wardmap
