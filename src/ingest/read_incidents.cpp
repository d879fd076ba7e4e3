#include "wardmap/read_incidents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "cell_text.hpp"
#include "wardmap/column_names.hpp"
#include "wardmap/coordinate_text.hpp"
#include "wardmap/date_text.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

constexpr std::size_t not_mapped = static_cast<std::size_t>(-1);

/// The reason of a row that cannot be used; empty for one that can.
using Reason = std::string_view;

/// Positions of the mapped columns.
struct ColumnIndexes {
    std::size_t ref = not_mapped;
    std::size_t category = not_mapped;
    std::size_t notes = not_mapped;
    std::vector<std::size_t> location;
    std::size_t postcode = not_mapped;
    std::size_t uprn = not_mapped;
    std::size_t x = not_mapped;
    std::size_t y = not_mapped;
    std::size_t from = not_mapped;
    std::size_t from_time = not_mapped;
    std::size_t to = not_mapped;
    std::size_t to_time = not_mapped;
    std::size_t reporter = not_mapped;
};

/// Looks up the mapped columns in the header of one file.
class ColumnFinder {
public:
    ColumnFinder(const std::vector<std::string>& header, const std::string& file)
        : m_header(header), m_file(file)
    {
    }

    [[nodiscard]] ColumnIndexes find(const IncidentMapping& mapping) const
    {
        const IncidentColumns& columns = mapping.columns;
        ColumnIndexes found;
        found.ref = index_of(columns.ref, "ref");
        found.category = index_of(columns.category, "category");
        found.notes = index_of(columns.notes, "notes");
        for (const std::string& name : columns.location) {
            found.location.push_back(index_of(name, "location"));
        }
        std::erase(found.location, not_mapped);
        found.postcode = index_of(columns.postcode, "postcode");
        found.uprn = index_of(columns.uprn, "uprn");
        found.x = index_of(columns.x, "x");
        found.y = index_of(columns.y, "y");
        found.from = index_of(columns.from, "from");
        found.from_time = index_of(columns.from_time, "from_time");
        found.to = index_of(columns.to, "to");
        found.to_time = index_of(columns.to_time, "to_time");
        found.reporter = index_of(columns.reporter, "reporter");
        check(found, mapping.crs);
        return found;
    }

private:
    [[nodiscard]] std::size_t index_of(const std::string& name, std::string_view key) const
    {
        if (name.empty()) {
            return not_mapped;
        }
        const auto found = std::find_if(m_header.begin(), m_header.end(), [&](const std::string& column) {
            return equal_without_case(column, name);
        });
        if (found == m_header.end()) {
            fail(fmt::format("there is no column \"{}\" for {}", name, key),
                 fmt::format("State the column's name in the study file, under columns: {} = \"…\"", key));
        }
        return static_cast<std::size_t>(found - m_header.begin());
    }

    void check(const ColumnIndexes& found, const std::string& crs) const
    {
        if (found.category == not_mapped && found.notes == not_mapped) {
            fail("no column is known to hold the category or the notes",
                 "State its name in the study file, under columns: category = \"…\"");
        }
        const bool has_place = !found.location.empty() || found.postcode != not_mapped ||
                               found.uprn != not_mapped || found.x != not_mapped;
        if (!has_place) {
            fail("no column is known to hold the location",
                 "State its name in the study file, under columns: location = [\"…\"]");
        }
        if ((found.x == not_mapped) != (found.y == not_mapped)) {
            fail("only one of the columns x and y is stated", "State both in the study file, under columns");
        }
        if (found.x != not_mapped && crs.empty()) {
            throw Error(ErrorKind::input, m_file, "the coordinates have no coordinate reference system",
                        "State it in the study file: crs = \"EPSG:27700\" for eastings and northings, "
                        "\"EPSG:4326\" for longitude and latitude");
        }
    }

    [[noreturn]] void fail(const std::string& found, const std::string& advice) const
    {
        throw Error(ErrorKind::input, m_file, found + "; " + columns_text(m_header), advice);
    }

    const std::vector<std::string>& m_header;
    const std::string& m_file;
};

class IncidentReader {
public:
    IncidentReader(RowSource& rows, const IncidentMapping& mapping, const IncidentFile& file,
                   Diagnostics& diagnostics)
        : m_rows(rows),
          m_mapping(mapping),
          m_file(file),
          m_diagnostics(diagnostics),
          m_columns(ColumnFinder(rows.header(), file.path).find(mapping)),
          m_date_rules{mapping.date_order, mapping.excel_serial_dates, mapping.time_zone}
    {
    }

    void read_into(std::vector<IncidentRecord>& records, std::uint32_t file_index)
    {
        for (RowSource::Step step = m_rows.next(); step != RowSource::Step::end; step = m_rows.next()) {
            if (step == RowSource::Step::rejected) {
                reject(m_rows.reject_reason());
                continue;
            }
            if (is_blank_row()) {
                ++m_blank_rows;
                continue;
            }
            IncidentRecord record;
            record.file = file_index;
            record.line = m_rows.line();
            m_has_early_end = m_has_half_coordinates = false;
            if (const Reason reason = fill(record); !reason.empty()) {
                reject(reason);
                continue;
            }
            ++m_rows_read;
            m_early_ends += m_has_early_end ? 1U : 0U;
            m_half_coordinates += m_has_half_coordinates ? 1U : 0U;
            if (records.size() == m_mapping.max_incidents) {
                throw Error(ErrorKind::limit, m_file.path,
                            fmt::format("there are more than {} incidents",
                                        grouped_text(static_cast<std::int64_t>(m_mapping.max_incidents))),
                            "Read fewer files at a time");
            }
            records.push_back(std::move(record));
        }
        check_rows();
        check_date_orders();
        tell();
    }

    [[nodiscard]] IncidentFile described_file() const
    {
        IncidentFile file = m_file;
        file.rows_read = m_rows_read;
        file.encoding = m_rows.encoding_name();
        file.crs = m_columns.x == not_mapped ? "" : m_mapping.crs;
        return file;
    }

private:
    [[nodiscard]] std::string_view cell(std::size_t column) const
    {
        if (column == not_mapped) {
            return {};
        }
        const std::string_view text = without_blank_ends(m_rows.cells()[column]);
        const auto is_text = [&](const std::string& word) { return equal_without_case(word, text); };
        const auto& words = m_mapping.null_words;
        return std::any_of(words.begin(), words.end(), is_text) ? std::string_view{} : text;
    }

    [[nodiscard]] bool is_blank_row() const
    {
        const auto& cells = m_rows.cells();
        return std::all_of(cells.begin(), cells.end(),
                           [](std::string_view text) { return without_blank_ends(text).empty(); });
    }

    void reject(Reason reason)
    {
        ++m_rows_read;
        m_diagnostics.reject(m_file.path, m_rows.line(), std::string(reason));
    }

    [[nodiscard]] Reason fill(IncidentRecord& record)
    {
        if (const Reason reason = fill_times(record.when); !reason.empty()) {
            return reason;
        }
        if (const Reason reason = fill_coordinates(record.given); !reason.empty()) {
            return reason;
        }
        const std::string_view uprn = cell(m_columns.uprn);
        if (is_shortened_by_spreadsheet(uprn)) {
            return "mangled-uprn";
        }
        record.uprn = uprn;
        record.ref = cell(m_columns.ref);
        record.category = cell(m_columns.category);
        record.notes = cell(m_columns.notes);
        record.postcode = cell(m_columns.postcode);
        record.reporter = cell(m_columns.reporter);
        for (const std::size_t column : m_columns.location) {
            const std::string_view part = cell(column);
            if (!part.empty()) {
                record.location.append(record.location.empty() ? "" : ", ").append(part);
            }
        }
        return {};
    }

    [[nodiscard]] Reason fill_times(TimeSpan& when)
    {
        Moment from;
        Moment to;
        if (!read_moment(m_columns.from, m_columns.from_time, from) ||
            !read_moment(m_columns.to, m_columns.to_time, to)) {
            return "unreadable-date";
        }
        const bool has_from = from.precision != TimePrecision::none;
        // TimePrecision is in order: none < month < day < second.
        const bool has_end =
            has_from && to.precision != TimePrecision::none && to.precision >= from.precision;
        when.precision = has_from ? from.precision : to.precision;
        when.from = has_from ? from.at : to.at;
        when.to = when.from;
        if (has_end) {
            when.to = start_of(to.at, when.precision);
            m_has_early_end = when.to < when.from;
            when.to = std::max(when.to, when.from);
        }
        return {};
    }

    /// The first second of the month or day that `at` is in.
    [[nodiscard]] static CivilSecond start_of(CivilSecond at, TimePrecision precision)
    {
        const CivilDay day = std::chrono::floor<std::chrono::days>(at);
        if (precision == TimePrecision::month) {
            const std::chrono::year_month_day ymd{day};
            return CivilDay{ymd.year() / ymd.month() / 1};
        }
        return precision == TimePrecision::day ? CivilSecond{day} : at;
    }

    /// False if there is text that is no date or no time; an empty cell leaves `moment` as it is.
    [[nodiscard]] bool read_moment(std::size_t date_column, std::size_t time_column, Moment& moment)
    {
        const std::string_view date = cell(date_column);
        const std::string_view time = cell(time_column);
        if (date.empty()) {
            return true;
        }
        const DateReading reading = read_date(date, m_date_rules);
        note_order(reading.order);
        moment = reading.moment;
        if (reading.order == DayMonthOrder::unreadable) {
            return false;
        }
        if (time.empty() || moment.precision != TimePrecision::day) {
            return true;
        }
        const auto clock = read_time_of_day(time);
        if (clock) {
            moment = {moment.at + *clock, TimePrecision::second};
        }
        return clock.has_value();
    }

    void note_order(DayMonthOrder order)
    {
        m_ambiguous_dates += order == DayMonthOrder::ambiguous ? 1U : 0U;
        if (order == DayMonthOrder::only_day_first && m_day_first_line == 0) {
            m_day_first_line = m_rows.line();
        }
        if (order == DayMonthOrder::only_month_first && m_month_first_line == 0) {
            m_month_first_line = m_rows.line();
        }
    }

    [[nodiscard]] Reason fill_coordinates(std::optional<GivenCoordinates>& given)
    {
        const std::string_view x_text = cell(m_columns.x);
        const std::string_view y_text = cell(m_columns.y);
        if (x_text.empty() || y_text.empty()) {
            m_has_half_coordinates = x_text.empty() != y_text.empty();
            return {};
        }
        const CoordinateReading reading = read_coordinates(x_text, y_text);
        if (reading.fault.empty()) {
            given = {reading.x, reading.y};
        }
        return reading.fault;
    }

    void check_rows() const
    {
        if (m_rows_read == 0) {
            throw Error(ErrorKind::input, m_file.path, "the file has a header but no rows",
                        "Export it again, or take it out of the study");
        }
    }

    void check_date_orders() const
    {
        if (m_month_first_line == 0) {
            return;
        }
        if (m_day_first_line == 0) {
            throw Error(
                ErrorKind::input, m_file.path,
                fmt::format("the date on line {} can only be read month first, and dates are read day "
                            "first unless the study states otherwise",
                            m_month_first_line),
                "State date_order = \"month-first\" for this file");
        }
        throw Error(
            ErrorKind::input, m_file.path,
            fmt::format("the date on line {} can only be read day first, that on line {} only month first",
                        m_day_first_line, m_month_first_line),
            "State date_order = \"day-first\" or \"month-first\" for this file; rows that do not fit "
            "are then rejected");
    }

    /// Everything that was decided for the user.
    void tell()
    {
        if (m_rows.encoding_name() == "Windows-1252") {
            m_diagnostics.note(m_file.path, "The file is not UTF-8; it was read as Windows-1252");
        }
        if (m_ambiguous_dates > 0 && m_day_first_line == 0 && !m_mapping.date_order) {
            m_diagnostics.warn(m_file.path,
                               "No date of this file tells day from month; they were read day first. State "
                               "date_order in the study file to be sure");
        }
        tell_count(m_blank_rows, "without any text passed over");
        tell_count(m_early_ends, "ended before the start: the start was used for both");
        tell_count(m_half_coordinates, "with only one of two coordinates: read as having none");
    }

    void tell_count(std::size_t count, std::string_view what)
    {
        if (count > 0) {
            m_diagnostics.note(m_file.path,
                               fmt::format("{} {} {}", grouped_text(static_cast<std::int64_t>(count)),
                                           count == 1 ? "row" : "rows", what));
        }
    }

    RowSource& m_rows;
    const IncidentMapping& m_mapping;
    const IncidentFile& m_file;
    Diagnostics& m_diagnostics;
    ColumnIndexes m_columns;
    DateRules m_date_rules;
    std::size_t m_rows_read = 0;
    std::size_t m_blank_rows = 0;
    std::size_t m_early_ends = 0;
    std::size_t m_half_coordinates = 0;
    bool m_has_early_end = false;         ///< the current row ends before it starts
    bool m_has_half_coordinates = false;  ///< the current row has an x or a y only
    std::size_t m_ambiguous_dates = 0;
    std::uint64_t m_day_first_line = 0;  ///< first line with a date that is only possible so
    std::uint64_t m_month_first_line = 0;
};

}  // namespace

// From where, how, under what name, to where, and what was lost: all five are the caller's.
// NOLINTNEXTLINE(readability-function-size)
void read_incidents(RowSource& rows, const IncidentMapping& mapping, const IncidentFile& file,
                    IncidentSet& set, Diagnostics& diagnostics)
{
    IncidentReader reader(rows, mapping, file, diagnostics);
    const std::size_t before = set.records.size();
    try {
        reader.read_into(set.records, static_cast<std::uint32_t>(set.files.size()));
        set.files.push_back(reader.described_file());
    } catch (...) {
        set.records.resize(before);
        throw;
    }
}

}  // namespace wardmap
