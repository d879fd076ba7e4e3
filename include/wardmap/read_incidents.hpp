#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wardmap/civil_time.hpp"
#include "wardmap/diagnostics.hpp"
#include "wardmap/incident.hpp"
#include "wardmap/row_source.hpp"

namespace wardmap {

/// Which column holds what; an empty name means "not in this file". Names are compared without
/// regard to ASCII case.
struct IncidentColumns {
    std::string ref;
    std::string category;
    std::string notes;
    std::vector<std::string> location;  ///< joined with ", " in this order
    std::string postcode;
    std::string uprn;
    std::string x;  ///< longitude or easting
    std::string y;  ///< latitude or northing
    std::string from;
    std::string to;
    std::string reporter;
};

/// How to read one incident file.
struct IncidentMapping {
    IncidentColumns columns;
    std::string crs;                                 ///< of x and y
    std::optional<DateOrder> date_order;             ///< nullopt: found out; both possible = Error
    bool excel_serial_dates = false;                 ///< whole and decimal numbers are days since 1899-12-30
    TimeZone time_zone = TimeZone::london;           ///< of times without an offset
    std::vector<std::string> null_words = {"NULL"};  ///< cells that mean "empty"
};

/// Mapping of a preset: "police.uk" (data.police.uk street files) or "generic"
/// (ref,category,notes,location,from,to,reporter and usual synonyms, looked up in `header`).
/// Throws Error (usage) for another name.
[[nodiscard]] IncidentMapping preset_mapping(const std::string& preset,
                                             const std::vector<std::string>& header);

/// Reads all rows of one file and appends them to `set` (one IncidentFile, its records). Rows that
/// cannot be used are counted in `diagnostics` with file, line and reason: those of the RowSource and
/// "unreadable-date", "unreadable-coordinates", "zero-coordinates", "thousands-comma",
/// "mangled-uprn", "end-before-start" … A time that is missing is not a fault.
/// Throws Error (input): a mapped column that is not there (lists the columns there are), dates of
/// both readings in one file (with two offending lines), no rows at all.
void read_incidents(RowSource& rows, const IncidentMapping& mapping, const IncidentFile& file,
                    IncidentSet& set, Diagnostics& diagnostics);

}  // namespace wardmap
