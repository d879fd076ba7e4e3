#pragma once

#include <cstdint>
#include <limits>
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
    std::string from_time;  ///< time of day, where it has a column of its own; used if `from` gives none
    std::string to;
    std::string to_time;  ///< the same for `to`
    std::string reporter;
};

/// How to read one incident file. Dates that are read: 3/5/2021, 03-05-21, 03.05.2021, 3 May 2021,
/// 03-MAY-21, May 3, 2021, 2021-05-03, 2021/05/03, 20210503, each with or without a weekday before and
/// a time behind it (18:05, 18:05:30, 6:05 PM, 1805, T18:05Z, 18:05+01:00, UTC, GMT, BST); months alone
/// as 2021-05, 05/2021, May 2021; seconds or milliseconds since 1970 in UTC (1667278839000). Two digits of a year are 1970 to 2069. Years 1900 to 2100.
struct IncidentMapping {
    IncidentColumns columns;
    std::string crs;  ///< of x and y
    /// Order of 3/5/2021. Stated: rows that do not fit it are rejected. nullopt: day first, as long as
    /// no date of the file contradicts it.
    std::optional<DateOrder> date_order;
    bool excel_serial_dates = false;                 ///< whole and decimal numbers are days since 1899-12-30
    TimeZone time_zone = TimeZone::london;           ///< in which times without an offset are meant
    std::vector<std::string> null_words = {"NULL"};  ///< cells that mean "empty", whatever their case
    std::size_t max_incidents =
        std::numeric_limits<std::int32_t>::max();  ///< of the set: they are numbered in 32 bits
};

/// Mapping of a preset: "police.uk" (data.police.uk street files) or "generic"
/// (ref,category,notes,location,from,to,reporter and usual synonyms such as "Incident Number",
/// "Crime Type", "Date/Time", "Easting", looked up in `header` without regard to case, blanks and
/// punctuation; `crs` follows from the names of the coordinates, and stays empty for x and y).
/// Throws Error (usage) for another name.
[[nodiscard]] IncidentMapping preset_mapping(const std::string& preset,
                                             const std::vector<std::string>& header);

/// Reads all rows of one file and appends them to `set`: one IncidentFile, its records in file order,
/// duplicates kept. `file.rows_read` = records + rejected rows; rows of blank cells are noted, not read.
///
/// Rows that cannot be used are counted in `diagnostics` with file, line and reason: those of the
/// RowSource and
///   unreadable-date         no date, or none that exists (31/02)
///   unreadable-coordinates  no number, NaN, infinite
///   thousands-comma         a coordinate such as 530,000
///   mangled-coordinates     a coordinate that a spreadsheet has shortened (5.3E+05)
///   zero-coordinates        (0, 0)
///   mangled-uprn            a UPRN that a spreadsheet has shortened (1.00E+11)
/// Kept, counted in a note: a record that ends before it starts (its start is used for both), one with
/// only one coordinate (it has none then). An empty time is not a fault. An end that is known less
/// finely than the start is no end; a record with an end only has it as its time.
///
/// Throws Error, and then `set` is as it was:
///   input  a mapped column that is not there (lists the columns there are, unless the first line looks
///          like data); neither category nor notes, or nothing that tells where, is mapped; coordinates
///          without CRS; date_order not stated and dates that are only possible month first (shows two
///          lines where others are only possible day first); no rows at all
///   limit  more than `max_incidents` in `set`
void read_incidents(RowSource& rows, const IncidentMapping& mapping, const IncidentFile& file,
                    IncidentSet& set, Diagnostics& diagnostics);

}  // namespace wardmap
