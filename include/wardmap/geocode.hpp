#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "wardmap/diagnostics.hpp"
#include "wardmap/incident.hpp"
#include "wardmap/locate.hpp"

namespace wardmap {

/// How to place the rows of one file. Columns that are not named are recognised by their usual names.
struct GeocodeOptions {
    std::filesystem::path gazetteer;
    std::filesystem::path out;     ///< .csv, .gpkg or .geojson
    std::filesystem::path review;  ///< empty: none
    std::vector<std::filesystem::path> decisions = {};
    std::vector<std::string> location = {};  ///< columns of the place as text, joined in this order
    std::string postcode = {};
    std::string uprn = {};
    std::string layer = {};                         ///< sheet or table, where the file has several
    MatchLevel min_level = MatchLevel::snap_point;  ///< coarser places are not taken, and go to review
    unsigned threads = 0;
};

struct GeocodeReport {
    Ledger ledger;
    std::vector<std::pair<MatchLevel, std::size_t>> located_by_level;
    std::size_t decided_rows = 0;      ///< placed, or left without place, by a decision
    std::size_t unused_decisions = 0;  ///< whose text is in no row of this file
    std::size_t review_groups = 0;     ///< distinct texts that wait for a decision
    std::vector<std::string> columns;  ///< those that the place was read from
    std::vector<Notice> notices;
};

/// Places every row of `file` and writes its columns followed by match_level (or "unmatched", "ambiguous"),
/// precision_m, score, reason, matched_uprn, matched_address, x, y (the gazetteer's CRS), lon, lat; a column
/// that the file has already is added as located_NAME. Rows in the file's order; rows that cannot be read are
/// rejected and counted. The files come into place when they are whole.
/// Throws Error (usage) for an ending of `out` that is not known, (input) for missing columns (lists those
/// there are), a damaged gazetteer, a decision that names a place that the gazetteer no longer has, (output).
[[nodiscard]] GeocodeReport geocode(const std::filesystem::path& file, const GeocodeOptions& options);

/// One record of the file, by its reference or its line, and how it came by its place.
struct ExplainedRecord {
    IncidentRecord record;
    MatchExplanation explanation;
    std::vector<std::string> candidates;  ///< the gazetteer's text of each candidate
    std::string matched;                  ///< of the place taken; empty for none
};
/// Throws Error (usage) when there is no such record, and as geocode() does. Decisions are not applied.
[[nodiscard]] ExplainedRecord explain_record(const std::filesystem::path& file, const GeocodeOptions& options,
                                             const std::string& id);

}  // namespace wardmap
