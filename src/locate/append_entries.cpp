#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>

#include "read_source_row.hpp"
#include "source_columns.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/gazetteer.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/postcode.hpp"
#include "wardmap/projection.hpp"

namespace wardmap {

namespace detail = locate_detail;
using detail::ReadRow;
using detail::SourceColumns;
using detail::SourceRow;

namespace {

constexpr const char* national_grid = "EPSG:27700";
constexpr const char* wgs84 = "EPSG:4326";

// ---- rows

[[noreturn]] void fail_missing(const std::string& where, const std::vector<std::string>& header,
                               const std::string& what)
{
    std::string columns;
    for (const std::string& name : header) {
        columns += (columns.empty() ? "" : ", ") + name;
    }
    throw Error(ErrorKind::input, where, "no column holds " + what,
                "name it in the source's columns; the columns are: " + columns);
}

// Throws unless the columns hold what a source of that kind cannot do without.
void require_columns(const SourceColumns& c, SourceKind kind, const std::vector<std::string>& header,
                     const std::string& where)
{
    switch (kind) {
        case SourceKind::codepoint:
        case SourceKind::onspd:
            if (!c.postcode) {
                fail_missing(where, header, "the postcode");
            }
            break;
        case SourceKind::uprn:
            if (!c.uprn) {
                fail_missing(where, header, "the UPRN");
            }
            break;
        case SourceKind::addresses:
            if (!c.uprn && !c.street && !c.building && !c.pao_text) {
                fail_missing(where, header, "the street, the building or the UPRN");
            }
            break;
        case SourceKind::names:
        case SourceKind::blocks:
        case SourceKind::stops:
            if (!c.name && !c.building) {
                fail_missing(where, header, "the name");
            }
            break;
        case SourceKind::streets:
            if (!c.name && !c.street) {
                fail_missing(where, header, "the street's name");
            }
            break;
        case SourceKind::osm:
            break;
    }
}

/// x and y of one source until all are projected together.
struct PendingPositions {
    std::vector<double> x, y;
    std::vector<std::uint64_t> lines;
    std::size_t first_entry = 0;
};

std::string read_coordinates(const SourceRow& row, bool by_degrees, PendingPositions& positions)
{
    const std::string x_text = row.text(by_degrees ? row.columns.lon : row.columns.x);
    const std::string y_text = row.text(by_degrees ? row.columns.lat : row.columns.y);
    if (x_text.empty() || y_text.empty()) {
        return "no-coordinates";
    }
    const auto x = parse_double(x_text);
    const auto y = parse_double(y_text);
    if (!x || !y || !std::isfinite(*x) || !std::isfinite(*y)) {
        return "unreadable-coordinates";
    }
    if (std::abs(*x) < 1e-9 && std::abs(*y) < 1e-9) {
        return "zero-coordinates";
    }
    positions.x.push_back(*x);
    positions.y.push_back(*y);
    return {};
}

void finish(const std::string& where, std::size_t added, std::size_t without_place, Diagnostics& diagnostics)
{
    if (without_place > 0) {
        diagnostics.note(
            where, grouped_text(static_cast<std::int64_t>(without_place)) +
                       " rows stand for no particular place (such as \"Parking Area\") and were left out");
    }
    if (added > 0) {
        return;
    }
    std::string text;
    for (const auto& [reason, rows] : diagnostics.rejected_by_reason(where)) {
        text += (text.empty() ? ": " : ", ") + reason + ' ' + grouped_text(static_cast<std::int64_t>(rows));
    }
    throw Error(ErrorKind::input, where, "no row became a gazetteer entry" + text,
                "check the kind of the source, its columns, UPRNs and coordinates");
}

/// Collects the rows of one source.
class RowCollector {
public:
    RowCollector(const RowSource& rows, const EntryOptions& options, std::vector<GazetteerEntry>& entries,
                 Diagnostics& diagnostics)
        : m_options(options),
          m_where(rows.name()),
          m_header(rows.header()),
          m_entries(entries),
          m_diagnostics(diagnostics),
          m_columns(detail::find_columns(m_header, options.kind, options.columns, m_where))
    {
        require_columns(m_columns, options.kind, m_header, m_where);
        m_by_degrees = !(m_columns.x && m_columns.y);
        if (m_by_degrees && !(m_columns.lon && m_columns.lat)) {
            fail_missing(m_where, m_header, "the coordinates (x and y, or longitude and latitude)");
        }
        m_positions.first_entry = entries.size();
    }

    void add(const std::vector<std::string_view>& cells, std::uint64_t line)
    {
        const SourceRow row{m_columns, m_header, [&](std::size_t i) { return std::string(cells[i]); }};
        ReadRow read = detail::read_source_row(row, m_options.kind);
        if (read.is_left_out) {
            ++m_left_out;
            return;
        }
        if (read.reject_reason.empty()) {
            read.reject_reason = read_coordinates(row, m_by_degrees, m_positions);
        }
        if (!read.reject_reason.empty()) {
            m_diagnostics.reject(m_where, line, read.reject_reason);
            return;
        }
        read.entry.source = m_options.source;
        m_positions.lines.push_back(line);
        m_entries.push_back(std::move(read.entry));
    }

    void finish_source()
    {
        const std::string crs = !m_options.crs.empty() ? m_options.crs : m_by_degrees ? wgs84 : national_grid;
        project(crs);
        finish(m_where, m_entries.size() - m_positions.first_entry, m_left_out, m_diagnostics);
    }

private:
    // Projects what was read and drops the entries that cannot be.
    void project(const std::string& crs)
    {
        const auto is_degree = [&](std::size_t i) {
            return std::abs(m_positions.x[i]) <= 180 && std::abs(m_positions.y[i]) <= 90;
        };
        bool all_degrees = !m_positions.x.empty();
        for (std::size_t i = 0; i < m_positions.x.size(); ++i) {
            all_degrees = all_degrees && is_degree(i);
        }
        if (all_degrees && m_options.crs.empty() && crs == national_grid) {
            throw Error(ErrorKind::input, m_where, "x and y look like degrees, not metres",
                        "state the crs of this source");
        }
        if (crs != m_options.study_crs) {
            const Projection projection(crs, m_options.study_crs);
            projection.forward(m_positions.x, m_positions.y);
        }
        std::size_t kept = m_positions.first_entry;
        for (std::size_t i = 0; i < m_positions.x.size(); ++i) {
            GazetteerEntry& entry = m_entries[m_positions.first_entry + i];
            entry.position = {m_positions.x[i], m_positions.y[i]};
            if (!std::isfinite(entry.position.x_m) || !std::isfinite(entry.position.y_m)) {
                m_diagnostics.reject(m_where, m_positions.lines[i], "unprojectable-coordinates");
                continue;
            }
            if (&m_entries[kept] != &entry) {
                m_entries[kept] = std::move(entry);
            }
            ++kept;
        }
        m_entries.resize(kept);
    }

    const EntryOptions& m_options;
    const std::string& m_where;
    const std::vector<std::string>& m_header;
    std::vector<GazetteerEntry>& m_entries;
    Diagnostics& m_diagnostics;
    SourceColumns m_columns;
    bool m_by_degrees = false;
    PendingPositions m_positions;
    std::size_t m_left_out = 0;
};

// ---- features

// Points of a street's line: its vertices, those closer than 10 m left out and gaps over 50 m filled, so that
// streets meet where their lines meet and a distance to the street is a distance to a point.
std::vector<PointM> points_along(const MultiLine& line)
{
    constexpr double least_step_m = 10;
    constexpr double most_step_m = 50;
    std::vector<PointM> points;
    for (const auto& part : line.parts) {
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (i == 0) {
                points.push_back(part[0]);
                continue;
            }
            const PointM from = points.back();
            const double gap_m = distance_m(from, part[i]);
            if (gap_m < least_step_m && i + 1 < part.size()) {
                continue;
            }
            const double steps = std::ceil(gap_m / most_step_m);
            for (double step = 1; step < steps; ++step) {
                points.push_back({from.x_m + (part[i].x_m - from.x_m) * step / steps,
                                  from.y_m + (part[i].y_m - from.y_m) * step / steps});
            }
            points.push_back(part[i]);
        }
    }
    return points;
}

std::vector<PointM> positions_of(const Geometry& geometry)
{
    if (const auto* point = std::get_if<PointM>(&geometry)) {
        return {*point};
    }
    if (const auto* line = std::get_if<MultiLine>(&geometry)) {
        return points_along(*line);
    }
    if (const auto* shape = std::get_if<MultiPolygon>(&geometry)) {
        return shape->parts.empty() ? std::vector<PointM>{} : std::vector<PointM>{centroid(*shape)};
    }
    return {};
}

void add_feature(const std::vector<PointM>& positions, GazetteerEntry entry,
                 std::vector<GazetteerEntry>& entries)
{
    if (entry.kind == GazetteerEntry::Kind::street) {
        for (const PointM p : positions) {
            entry.position = p;
            entries.push_back(entry);
        }
        return;
    }
    entry.position = positions[positions.size() / 2];
    entries.push_back(std::move(entry));
}

}  // namespace

namespace {

constexpr std::size_t open_names_columns = 34;

/// What tells data from column names.
struct FirstLine {
    std::string first_cell;
    std::size_t commas = 0;
};

/// Of one that is longer than any product's, its beginning. Not by getline(), which takes a lack of memory for the end of
/// the file.
FirstLine first_line(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string line(std::size_t{1} << 16U, '\0');
    file.read(line.data(), static_cast<std::streamsize>(line.size()));
    line.resize(static_cast<std::size_t>(file.gcount()));
    line.resize(std::min(line.find('\n'), line.size()));
    const std::size_t begin = line.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    FirstLine out{line.substr(begin, line.find(',') - begin),
                  static_cast<std::size_t>(std::count(line.begin(), line.end(), ','))};
    std::erase(out.first_cell, '"');
    return out;
}

}  // namespace

std::optional<SourceKind> detect_csv_source_kind(const std::filesystem::path& path)
{
    const FirstLine line = first_line(path);
    if (parse_postcode(line.first_cell)) {
        return SourceKind::codepoint;
    }
    if (line.first_cell.starts_with("osgb") && line.commas + 1 >= open_names_columns) {
        return SourceKind::names;
    }
    return detect_source_kind(open_csv(path)->header());
}

std::unique_ptr<CsvSource> open_gazetteer_csv(const std::filesystem::path& path, SourceKind kind,
                                              const std::string& name)
{
    const FirstLine line = first_line(path);
    const std::string& first = line.first_cell;
    const std::size_t commas = line.commas;
    if (kind == SourceKind::codepoint && parse_postcode(first)) {
        std::vector<std::string> header = detail::codepoint_header();
        while (header.size() <= commas) {
            header.push_back("column_" + std::to_string(header.size() + 1));
        }
        header.resize(commas + 1);
        return open_csv(path, {.delimiter = ',', .header = std::move(header), .name = name});
    }
    if (kind == SourceKind::names && first.starts_with("osgb") && commas + 1 >= open_names_columns) {
        return open_csv(path, {.delimiter = ',', .header = detail::open_names_header(), .name = name});
    }
    return open_csv(path, {.name = name});
}

void append_entries(RowSource& rows, const EntryOptions& options, std::vector<GazetteerEntry>& entries,
                    Diagnostics& diagnostics)
{
    RowCollector collector(rows, options, entries, diagnostics);
    for (RowSource::Step step = rows.next(); step != RowSource::Step::end; step = rows.next()) {
        if (step == RowSource::Step::rejected) {
            diagnostics.reject(rows.name(), rows.line(), rows.reject_reason());
        } else {
            collector.add(rows.cells(), rows.line());
        }
    }
    collector.finish_source();
}

void append_entries(const FeatureTable& table, const EntryOptions& options,
                    std::vector<GazetteerEntry>& entries, Diagnostics& diagnostics)
{
    std::vector<std::string> header;
    header.reserve(table.fields.size());
    for (const Field& field : table.fields) {
        header.push_back(field.name);
    }
    const SourceColumns columns = detail::find_columns(header, options.kind, options.columns, table.name);
    require_columns(columns, options.kind, header, table.name);
    const std::size_t before = entries.size();
    std::size_t left_out_rows = 0;
    for (std::size_t i = 0; i < table.features.size(); ++i) {
        const Feature& feature = table.features[i];
        const SourceRow row{columns, header, [&](std::size_t k) { return value_text(feature.values[k]); }};
        ReadRow read = detail::read_source_row(row, options.kind);
        const std::vector<PointM> positions = positions_of(feature.geometry);
        if (read.is_left_out) {
            ++left_out_rows;
        } else if (!read.reject_reason.empty() || positions.empty()) {
            diagnostics.reject(table.name, i + 1,
                               read.reject_reason.empty() ? "no-geometry" : read.reject_reason);
        } else {
            read.entry.source = options.source;
            add_feature(positions, std::move(read.entry), entries);
        }
    }
    finish(table.name, entries.size() - before, left_out_rows, diagnostics);
}

}  // namespace wardmap
