#include "geocoder_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "open_rows.hpp"
#include "wardmap/column_names.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/read_incidents.hpp"

namespace wardmap {

namespace {

using Column = std::optional<std::size_t>;

struct PlaceColumns {
    Column ref, postcode, uprn, x, y;
    std::vector<std::size_t> location;
};

std::string lower(std::string text)
{
    for (char& c : text) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

class InputBuilder {
public:
    InputBuilder(RowSource& rows, const GeocodeOptions& options, GeocoderInput& input,
                 Diagnostics& diagnostics)
        : m_rows(rows), m_input(input), m_diagnostics(diagnostics)
    {
        input.header = rows.header();
        find_columns(options);
    }

    void read()
    {
        for (auto step = m_rows.next(); step != RowSource::Step::end; step = m_rows.next()) {
            ++m_input.rows_read;
            if (step == RowSource::Step::rejected) {
                m_diagnostics.reject(m_rows.name(), m_rows.line(), m_rows.reject_reason());
                continue;
            }
            m_input.set.records.push_back(record());
            m_input.cells.emplace_back(m_rows.cells().begin(), m_rows.cells().end());
        }
        if (m_input.rows_read == 0) {
            throw Error(ErrorKind::input, m_rows.name(), "the file has a header but no rows",
                        "Export it again");
        }
        if (m_unusable_coordinates > 0) {
            m_diagnostics.warn(m_rows.name(),
                               fmt::format("{} rows have coordinates that are zero or no numbers; they were "
                                           "placed by their text",
                                           grouped_text(static_cast<std::int64_t>(m_unusable_coordinates))));
        }
        if (m_rows.encoding_name() == "Windows-1252") {
            m_diagnostics.note(m_rows.name(), "The file is not UTF-8; it was read as Windows-1252");
        }
    }

    [[nodiscard]] const std::string& crs() const { return m_crs; }

private:
    void find_columns(const GeocodeOptions& options)
    {
        IncidentMapping mapping = preset_mapping("generic", m_rows.header());
        IncidentColumns& names = mapping.columns;
        names.location = options.location.empty() ? names.location : options.location;
        names.postcode = options.postcode.empty() ? names.postcode : options.postcode;
        names.uprn = options.uprn.empty() ? names.uprn : options.uprn;
        m_columns.ref = column(names.ref, false);
        for (const std::string& name : names.location) {
            m_columns.location.push_back(*column(name, true));
        }
        m_columns.postcode = column(names.postcode, true);
        m_columns.uprn = column(names.uprn, true);
        if (!mapping.crs.empty()) {  // x and y without a system are no place
            m_columns.x = column(names.x, true);
            m_columns.y = column(names.y, true);
            m_crs = mapping.crs;
        }
        if (m_input.place_columns.empty()) {
            throw Error(ErrorKind::input, m_rows.name(),
                        "no column is known to say where; " + columns_text(m_rows.header()),
                        "Name them with --location, --postcode or --uprn");
        }
    }

    Column column(const std::string& name, bool says_where)
    {
        if (name.empty()) {
            return std::nullopt;
        }
        const auto& header = m_rows.header();
        const auto at = std::find_if(header.begin(), header.end(),
                                     [&](const std::string& other) { return lower(other) == lower(name); });
        if (at == header.end()) {
            throw Error(ErrorKind::input, m_rows.name(),
                        fmt::format("there is no column \"{}\"; {}", name, columns_text(header)),
                        "Name one that is there");
        }
        if (says_where) {
            m_input.place_columns.push_back(*at);
        }
        return static_cast<std::size_t>(at - header.begin());
    }

    [[nodiscard]] std::string_view cell(Column column) const
    {
        return column ? trimmed(m_rows.cells()[*column]) : std::string_view{};
    }

    IncidentRecord record()
    {
        IncidentRecord out;
        out.line = m_rows.line();
        out.ref = cell(m_columns.ref);
        out.postcode = cell(m_columns.postcode);
        out.uprn = cell(m_columns.uprn);
        for (const std::size_t i : m_columns.location) {
            const std::string_view part = cell(i);
            out.location.append(out.location.empty() || part.empty() ? "" : ", ").append(part);
        }
        const std::string_view x_text = cell(m_columns.x);
        const std::string_view y_text = cell(m_columns.y);
        if (!x_text.empty() && !y_text.empty()) {
            const auto x = parse_double(x_text);
            const auto y = parse_double(y_text);
            const bool is_usable = x && y && std::isfinite(*x) && std::isfinite(*y) && (*x != 0 || *y != 0);
            m_unusable_coordinates += is_usable ? 0U : 1U;
            if (is_usable) {
                out.given = GivenCoordinates{*x, *y};
            }
        }
        return out;
    }

    RowSource& m_rows;
    GeocoderInput& m_input;
    Diagnostics& m_diagnostics;
    PlaceColumns m_columns;
    std::string m_crs;
    std::size_t m_unusable_coordinates = 0;
};

/// Projecting takes records out; their cells go too. Lines rise from record to record.
void drop_cells_of_gone_records(const std::vector<std::uint64_t>& lines, GeocoderInput& input)
{
    const std::vector<IncidentRecord>& records = input.set.records;
    if (records.size() == lines.size()) {
        return;
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < lines.size() && kept < records.size(); ++i) {
        if (records[kept].line == lines[i]) {
            if (kept != i) {
                input.cells[kept] = std::move(input.cells[i]);
            }
            ++kept;
        }
    }
    input.cells.resize(kept);
}

}  // namespace

GeocoderInput read_geocoder_input(const std::filesystem::path& file, const GeocodeOptions& options,
                                  const std::string& crs, Diagnostics& diagnostics)
{
    if (!std::filesystem::is_regular_file(file)) {
        throw Error(ErrorKind::input, file.string(), "there is no such file", "Correct the path");
    }
    const auto rows = open_rows(file, file.string(), options.layer);
    GeocoderInput input;
    InputBuilder builder(*rows, options, input, diagnostics);
    builder.read();
    input.set.files.push_back({.path = file.string(),
                               .preset = {},
                               .crs = builder.crs(),
                               .rows_read = input.rows_read,
                               .encoding = rows->encoding_name()});
    std::vector<std::uint64_t> lines;
    lines.reserve(input.set.records.size());
    for (const IncidentRecord& record : input.set.records) {
        lines.push_back(record.line);
    }
    static_cast<void>(project_given(input.set, crs, diagnostics));
    drop_cells_of_gone_records(lines, input);
    input.is_snapped = detect_snap_points(input.set.records).snapped;
    if (input.is_snapped) {
        diagnostics.warn(file.string(),
                         "the coordinates are anonymous map points that many records share (as police.uk's "
                         "are): they are approximate");
    }
    return input;
}

}  // namespace wardmap
