#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/gazetteer.hpp"

namespace wardmap::locate_detail {

/// Where the parts of an entry stand in a source's columns.
struct SourceColumns {
    using Column = std::optional<std::size_t>;
    Column uprn, parent_uprn, flat, building, number, street, locality, town, postcode, name, aliases;
    Column x, y, lon, lat;
    Column sao_start, sao_start_suffix, sao_end, sao_end_suffix, sao_text;  ///< LLPG: flat
    Column pao_start, pao_start_suffix, pao_end, pao_end_suffix, pao_text;  ///< LLPG: number and building
    Column quality;           ///< Code-Point's PQI or ONSPD's grid indicator
    Column ended;             ///< ONSPD: when a postcode was terminated
    Column type, local_type;  ///< OS Open Names
    Column other_tags;        ///< OSM tags as "key"=>"value" pairs
};

/// Finds columns by the names given, else by patterns of the kind's products. Throws Error (input) for a
/// given name that is not there.
[[nodiscard]] SourceColumns find_columns(const std::vector<std::string>& header, SourceKind kind,
                                         const EntryColumns& given, const std::string& where);

/// Names of columns without regard to case, blanks and punctuation.
[[nodiscard]] std::vector<std::string> plain_names(const std::vector<std::string>& header);

/// Code-Point Open's columns: its files have no header row.
[[nodiscard]] const std::vector<std::string>& codepoint_header();
/// OS Open Names' columns: its files have none either.
[[nodiscard]] const std::vector<std::string>& open_names_header();

}  // namespace wardmap::locate_detail
