#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <functional>
#include <set>

#include "location_words.hpp"
#include "postcode.hpp"
#include "source_columns.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/gazetteer.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/projection.hpp"

namespace wardmap {

namespace detail = locate_detail;
using detail::SourceColumns;
using Column = SourceColumns::Column;

namespace {

constexpr const char* national_grid = "EPSG:27700";
constexpr const char* wgs84 = "EPSG:4326";

std::string_view trimmed(std::string_view text) noexcept
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool is_empty_word(std::string_view text) noexcept
{
    static constexpr auto words = std::to_array<std::string_view>(
        {"", "-", "--", "---", "N/A", "NA", "NULL", "None", "UNKNOWN", "Unknown", "n/a"});
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// One row of a source as cells by column, whatever the file format.
struct SourceRow {
    const SourceColumns& columns;
    const std::vector<std::string>& header;
    std::function<std::string(std::size_t)> cell;

    [[nodiscard]] std::string text(Column column) const
    {
        if (!column) {
            return {};
        }
        const std::string raw = cell(*column);
        const std::string_view value = trimmed(raw);
        return is_empty_word(value) ? std::string{} : std::string(value);
    }

    /// An OSM tag: a column of that name ("addr:street", "addr_street"), or out of other_tags.
    [[nodiscard]] std::string tag(std::string_view key) const
    {
        for (std::size_t i = 0; i < header.size(); ++i) {
            std::string name = header[i];
            std::replace(name.begin(), name.end(), '_', ':');
            if (name == key) {
                return text(i);
            }
        }
        const std::string tags = text(columns.other_tags);
        const std::string opening = '"' + std::string(key) + "\"=>\"";
        const std::size_t at = tags.find(opening);
        if (at == std::string::npos) {
            return {};
        }
        const std::size_t begin = at + opening.size();
        return tags.substr(begin, tags.find('"', begin) - begin);
    }
};

/// A row that became an entry, or why it did not.
struct ReadRow {
    GazetteerEntry entry;
    std::string reject_reason;  ///< empty for an entry and for a row left out on purpose
    bool is_left_out = false;   ///< stands for no place, or for nothing that locates
};

std::string joined_number(const std::string& start, const std::string& start_suffix, const std::string& end,
                          const std::string& end_suffix)
{
    const std::string low = start + start_suffix;
    const std::string high = end + end_suffix;
    return low.empty() || high.empty() || low == high ? low : low + '-' + high;
}

// The flat without its word: "Flat 3B" is "3B"; "Ground Floor Flat" stays.
std::string without_flat_word(const std::string& text)
{
    detail::WordList list;
    detail::read_words(text, list);
    const auto& words = list.words;
    if (words.size() < 2 || words[0].role != detail::WordRole::flat) {
        return text;
    }
    const std::size_t blank = text.find_first_of(" .:");
    return blank == std::string::npos ? text : std::string(trimmed(std::string_view(text).substr(blank + 1)));
}

void read_address_parts(const SourceRow& row, GazetteerEntry& entry)
{
    const SourceColumns& c = row.columns;
    entry.uprn = row.text(c.uprn);
    entry.parent_uprn = row.text(c.parent_uprn);
    entry.flat = without_flat_word(row.text(c.flat));
    entry.building = row.text(c.building);
    entry.number = row.text(c.number);
    entry.street = row.text(c.street);
    entry.locality = row.text(c.locality);
    entry.town = row.text(c.town);
    entry.postcode = row.text(c.postcode);
    if (entry.flat.empty()) {
        entry.flat = joined_number(row.text(c.sao_start), row.text(c.sao_start_suffix), row.text(c.sao_end),
                                   row.text(c.sao_end_suffix));
    }
    if (entry.flat.empty()) {
        entry.flat = without_flat_word(row.text(c.sao_text));
    }
    if (entry.number.empty()) {
        entry.number = joined_number(row.text(c.pao_start), row.text(c.pao_start_suffix), row.text(c.pao_end),
                                     row.text(c.pao_end_suffix));
    }
    if (entry.building.empty()) {
        entry.building = row.text(c.pao_text);
    }
}

std::vector<std::string> split_aliases(const std::string& text)
{
    std::vector<std::string> aliases;
    const bool is_list = text.size() >= 2 && text.front() == '[' && text.back() == ']';
    std::string one;
    const auto finish = [&] {
        const std::string_view name = trimmed(one);
        if (!name.empty()) {
            aliases.emplace_back(name);
        }
        one.clear();
    };
    for (const char c : is_list ? text.substr(1, text.size() - 2) : text) {
        if (c == ';' || c == '|' || (is_list && c == ',')) {
            finish();
        } else if (!(is_list && c == '"')) {
            one += c;
        }
    }
    finish();
    return aliases;
}

bool is_uprn(std::string_view text) noexcept
{
    return text.size() <= 12 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Metres that a postcode's quality stands for; nullopt: it has no position. Code-Point Open PQI (10 … 90,
// its user guide's table), ONSPD grid indicator (1 … 9, its user guide's annex).
std::optional<double> postcode_precision_m(const std::string& quality)
{
    const auto code = parse_integer(quality);
    if (!code || *code <= 4 || *code == 10 || *code == 20) {
        return 0;
    }
    switch (*code) {
        case 30:
            return 50;
        case 6:
        case 60:
            return 1000;
        case 9:
        case 90:
            return std::nullopt;
        default:
            return 100;
    }
}

ReadRow rejected(std::string reason) { return {.entry = {}, .reject_reason = std::move(reason)}; }
ReadRow left_out() { return {.entry = {}, .reject_reason = {}, .is_left_out = true}; }

ReadRow read_postcode(const SourceRow& row)
{
    ReadRow out;
    out.entry.kind = GazetteerEntry::Kind::postcode;
    const auto key = detail::parse_postcode(row.text(row.columns.postcode));
    if (!key) {
        return rejected("unreadable-postcode");
    }
    out.entry.postcode = detail::postcode_text(*key);
    const auto precision_m = postcode_precision_m(row.text(row.columns.quality));
    if (!precision_m) {
        return rejected("postcode-without-position");
    }
    out.entry.precision_m = *precision_m;
    out.entry.historic = !row.text(row.columns.ended).empty();
    return out;
}

ReadRow read_address_row(const SourceRow& row)
{
    ReadRow out;
    read_address_parts(row, out.entry);
    const GazetteerEntry& e = out.entry;
    if (e.uprn.empty() && e.street.empty() && e.building.empty() && e.postcode.empty()) {
        return rejected("empty-address");
    }
    return out;
}

ReadRow read_uprn_row(const SourceRow& row)
{
    ReadRow out;
    out.entry.uprn = row.text(row.columns.uprn);
    return out.entry.uprn.empty() ? rejected("no-uprn") : out;
}

ReadRow read_street(const SourceRow& row)
{
    ReadRow out;
    out.entry.kind = GazetteerEntry::Kind::street;
    out.entry.locality = row.text(row.columns.locality);
    out.entry.town = row.text(row.columns.town);
    std::string name = row.text(row.columns.street);
    name = name.empty() ? row.text(row.columns.name) : name;
    constexpr std::string_view on_or_near = "On or near ";  // police.uk writes it before every name
    out.entry.street = name.starts_with(on_or_near) ? name.substr(on_or_near.size()) : name;
    return out.entry.street.empty() || detail::is_generic_place(out.entry.street) ? left_out() : out;
}

ReadRow read_block(const SourceRow& row)
{
    ReadRow out;
    read_address_parts(row, out.entry);
    out.entry.kind = GazetteerEntry::Kind::building;
    out.entry.flat.clear();
    const std::string name = row.text(row.columns.name);
    out.entry.building = name.empty() ? out.entry.building : name;
    out.entry.aliases = split_aliases(row.text(row.columns.aliases));
    return out.entry.building.empty() ? rejected("no-name") : out;
}

ReadRow read_stop(const SourceRow& row)
{
    ReadRow out;
    out.entry.kind = GazetteerEntry::Kind::landmark;
    out.entry.building = row.text(row.columns.name);
    out.entry.street = row.text(row.columns.street);
    out.entry.locality = row.text(row.columns.locality);
    return out.entry.building.empty() ? rejected("no-name") : out;
}

bool contains(std::string_view text, std::string_view part) noexcept
{
    return text.find(part) != std::string_view::npos;
}

// OS Open Names by LOCAL_TYPE; a table without types is one of landmarks.
ReadRow read_name(const SourceRow& row)
{
    ReadRow out;
    GazetteerEntry& entry = out.entry;
    const std::string name = row.text(row.columns.name);
    const std::string type = row.text(row.columns.local_type);
    entry.town = row.text(row.columns.town);
    if (name.empty()) {
        return rejected("no-name");
    }
    static constexpr auto settlements = std::to_array<std::string_view>(
        {"City", "Hamlet", "Other Settlement", "Suburban Area", "Town", "Village"});
    if (type == "Postcode") {
        const auto key = detail::parse_postcode(name);
        entry.kind = GazetteerEntry::Kind::postcode;
        entry.postcode = key ? detail::postcode_text(*key) : std::string{};
        return key ? out : rejected("unreadable-postcode");
    }
    if (contains(type, "Road")) {
        entry.kind = GazetteerEntry::Kind::street;
        entry.street = name;
    } else if (std::find(settlements.begin(), settlements.end(), type) != settlements.end()) {
        entry.kind = GazetteerEntry::Kind::place;
        entry.building = name;
    } else {
        entry.kind = GazetteerEntry::Kind::landmark;
        entry.building = name;
        entry.aliases = split_aliases(row.text(row.columns.aliases));
    }
    return out;
}

ReadRow read_osm(const SourceRow& row)
{
    ReadRow out;
    GazetteerEntry& entry = out.entry;
    const std::string name = row.tag("name");
    entry.flat = row.tag("addr:flats").empty() ? row.tag("addr:unit") : row.tag("addr:flats");
    entry.number = row.tag("addr:housenumber");
    entry.street = row.tag("addr:street");
    entry.locality = row.tag("addr:suburb");
    entry.town = row.tag("addr:city");
    entry.postcode = row.tag("addr:postcode");
    entry.uprn = row.tag("ref:GB:uprn");
    entry.building = row.tag("addr:housename");
    if (!row.tag("highway").empty() && !name.empty() && entry.number.empty()) {
        entry.kind = GazetteerEntry::Kind::street;
        entry.street = name;
        return out;
    }
    if (!row.tag("place").empty() && !name.empty()) {
        entry.kind = GazetteerEntry::Kind::place;
        entry.building = name;
        return out;
    }
    if (!entry.number.empty() || !entry.building.empty()) {
        return out;
    }
    static constexpr auto landmark_keys =
        std::to_array<std::string_view>({"amenity", "shop", "leisure", "tourism", "office", "railway",
                                         "public:transport", "healthcare", "historic"});
    const bool is_landmark = std::any_of(landmark_keys.begin(), landmark_keys.end(),
                                         [&](std::string_view key) { return !row.tag(key).empty(); });
    entry.building = name;
    if (name.empty() || (!is_landmark && row.tag("building").empty())) {
        return left_out();
    }
    entry.kind = is_landmark ? GazetteerEntry::Kind::landmark : GazetteerEntry::Kind::building;
    return out;
}

ReadRow read_row(const SourceRow& row, SourceKind kind)
{
    ReadRow out;
    switch (kind) {
        case SourceKind::codepoint:
        case SourceKind::onspd:
            out = read_postcode(row);
            break;
        case SourceKind::uprn:
            out = read_uprn_row(row);
            break;
        case SourceKind::addresses:
            out = read_address_row(row);
            break;
        case SourceKind::names:
            out = read_name(row);
            break;
        case SourceKind::streets:
            out = read_street(row);
            break;
        case SourceKind::blocks:
            out = read_block(row);
            break;
        case SourceKind::stops:
            out = read_stop(row);
            break;
        case SourceKind::osm:
            out = read_osm(row);
            break;
    }
    if (out.reject_reason.empty() && (!is_uprn(out.entry.uprn) || !is_uprn(out.entry.parent_uprn))) {
        return rejected("mangled-uprn");
    }
    return out;
}

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

// Projects what was read and drops the entries that cannot be.
void project(const EntryOptions& options, const std::string& crs, const std::string& where,
             PendingPositions& positions, std::vector<GazetteerEntry>& entries, Diagnostics& diagnostics)
{
    const auto is_degree = [&](std::size_t i) {
        return std::abs(positions.x[i]) <= 180 && std::abs(positions.y[i]) <= 90;
    };
    bool all_degrees = !positions.x.empty();
    for (std::size_t i = 0; i < positions.x.size(); ++i) {
        all_degrees = all_degrees && is_degree(i);
    }
    if (all_degrees && options.crs.empty() && crs == national_grid) {
        throw Error(ErrorKind::input, where, "x and y look like degrees, not metres",
                    "state the crs of this source");
    }
    if (crs != options.study_crs) {
        const Projection projection(crs, options.study_crs);
        projection.forward(positions.x, positions.y);
    }
    std::size_t kept = positions.first_entry;
    for (std::size_t i = 0; i < positions.x.size(); ++i) {
        GazetteerEntry& entry = entries[positions.first_entry + i];
        entry.position = {positions.x[i], positions.y[i]};
        if (!std::isfinite(entry.position.x_m) || !std::isfinite(entry.position.y_m)) {
            diagnostics.reject(where, positions.lines[i], "unprojectable-coordinates");
            continue;
        }
        if (&entries[kept] != &entry) {
            entries[kept] = std::move(entry);
        }
        ++kept;
    }
    entries.resize(kept);
}

void finish(const std::string& where, std::size_t added, std::size_t without_place, Diagnostics& diagnostics)
{
    if (without_place > 0) {
        diagnostics.note(
            where, grouped_text(static_cast<std::int64_t>(without_place)) +
                       " rows stand for no particular place (such as \"Parking Area\") and were left out");
    }
    if (added == 0) {
        throw Error(ErrorKind::input, where, "no row became a gazetteer entry",
                    "check the kind of the source, its columns and its coordinates");
    }
}

/// Collects the rows of one source.
class RowCollector {
public:
    RowCollector(const EntryOptions& options, const std::string& where,
                 const std::vector<std::string>& header, std::vector<GazetteerEntry>& entries,
                 Diagnostics& diagnostics)
        : m_options(options),
          m_where(where),
          m_header(header),
          m_entries(entries),
          m_diagnostics(diagnostics),
          m_columns(detail::find_columns(header, options.kind, options.columns, where))
    {
        require_columns(m_columns, options.kind, header, where);
        m_by_degrees = !(m_columns.x && m_columns.y);
        if (m_by_degrees && !(m_columns.lon && m_columns.lat)) {
            fail_missing(where, header, "the coordinates (x and y, or longitude and latitude)");
        }
        m_positions.first_entry = entries.size();
    }

    void add(const std::vector<std::string_view>& cells, std::uint64_t line)
    {
        const SourceRow row{m_columns, m_header, [&](std::size_t i) { return std::string(cells[i]); }};
        ReadRow read = read_row(row, m_options.kind);
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
        project(m_options, crs, m_where, m_positions, m_entries, m_diagnostics);
        finish(m_where, m_entries.size() - m_positions.first_entry, m_left_out, m_diagnostics);
    }

private:
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

std::unique_ptr<CsvSource> open_gazetteer_csv(const std::filesystem::path& path, SourceKind kind)
{
    std::ifstream file(path, std::ios::binary);
    std::string line;
    std::getline(file, line);
    const std::size_t begin = line.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    std::string first = line.substr(begin, line.find(',') - begin);
    std::erase(first, '"');
    const auto commas = static_cast<std::size_t>(std::count(line.begin(), line.end(), ','));
    if (kind == SourceKind::codepoint && detail::parse_postcode(first)) {
        std::vector<std::string> header = detail::codepoint_header();
        while (header.size() <= commas) {
            header.push_back("column_" + std::to_string(header.size() + 1));
        }
        header.resize(commas + 1);
        return open_csv(path, {.delimiter = ',', .header = std::move(header)});
    }
    constexpr std::size_t open_names_columns = 34;
    if (kind == SourceKind::names && first.starts_with("osgb") && commas + 1 >= open_names_columns) {
        return open_csv(path, {.delimiter = ',', .header = detail::open_names_header()});
    }
    return open_csv(path);
}

void append_entries(RowSource& rows, const EntryOptions& options, std::vector<GazetteerEntry>& entries,
                    Diagnostics& diagnostics)
{
    RowCollector collector(options, rows.name(), rows.header(), entries, diagnostics);
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
        ReadRow read = read_row(row, options.kind);
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
