#include "wardmap/inspect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "open_rows.hpp"
#include "wardmap/column_names.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/read_incidents.hpp"

namespace wardmap {

namespace {

constexpr std::size_t most_examples = 3;
constexpr std::size_t longest_example = 24;
constexpr const char* inspection_crs = "EPSG:27700";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

/// The shape of a cell: what it is like, not what it says. A character outside ASCII is one "a".
std::string masked(std::string_view text)
{
    std::string shape;
    std::size_t characters = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool continues = byte >= 0x80 && byte < 0xC0;
        if (continues) {
            continue;
        }
        if (characters++ == longest_example) {
            return shape + "…";
        }
        const bool is_lower = (c >= 'a' && c <= 'z') || byte >= 0x80;
        shape += is_digit(c) ? '9' : is_lower ? 'a' : (c >= 'A' && c <= 'Z') ? 'A' : byte < 0x20 ? ' ' : c;
    }
    return shape;
}

/// "45671" or "45671.75": from 1927 on five digits, and of no other way to write a date.
bool is_serial(std::string_view text)
{
    constexpr std::size_t day_digits = 5;
    return text.size() >= day_digits && std::all_of(text.begin(), text.begin() + day_digits, is_digit) &&
           (text.size() == day_digits || text[day_digits] == '.');
}

/// Whether "3/5/2021" may be read day first and month first, over a column.
struct DateOrders {
    std::size_t both = 0;
    std::size_t only_day_first = 0;
    std::size_t only_month_first = 0;
    std::size_t year_first = 0;
    std::size_t serials = 0;  ///< days as a spreadsheet counts them

    void look_at(std::string_view text)
    {
        if (is_serial(text)) {
            ++serials;
            return;
        }
        std::array<unsigned, 3> parts{};
        std::array<std::size_t, 3> digits{};
        std::size_t part = 0;
        for (const char c : text) {
            if (is_digit(c) && digits[part] < 4) {
                parts[part] = parts[part] * 10 + static_cast<unsigned>(c - '0');
                ++digits[part];
            } else if ((c == '/' || c == '-' || c == '.') && part < 2) {
                ++part;
            } else {
                break;
            }
        }
        if (digits[0] == 4) {
            ++year_first;
        } else if (part == 2 && digits[0] > 0 && digits[1] > 0 && digits[2] > 0) {
            const bool day_first = parts[1] <= 12;
            const bool month_first = parts[0] <= 12;
            both += day_first && month_first ? 1U : 0U;
            only_day_first += day_first && !month_first ? 1U : 0U;
            only_month_first += !day_first && month_first ? 1U : 0U;
        }
    }

    [[nodiscard]] std::string words() const
    {
        if (only_day_first > 0 && only_month_first > 0) {
            return fmt::format("mixed: {} dates can only be day first, {} only month first", only_day_first,
                               only_month_first);
        }
        return only_month_first > 0 ? "month first"
               : only_day_first > 0 ? "day first"
               : both > 0           ? "cannot be told: day first and month first both fit"
               : year_first > 0     ? "year first"
               : serials > 0        ? "days as a spreadsheet counts them"
                                    : "";
    }
    /// For the study; empty where nothing needs to be stated.
    [[nodiscard]] std::string key() const
    {
        return only_month_first > 0 && only_day_first == 0 ? "month-first"
               : only_day_first > 0 || both > 0            ? "day-first"
                                                           : "";
    }
};

std::string toml_text(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' || c == '\\' ? "\\" : "";
        quoted += c;
    }
    return quoted + '"';
}

class Inspector {
public:
    Inspector(const std::filesystem::path& file, const std::string& layer, FileInspection& out)
        : m_file(file), m_layer(layer), m_out(out)
    {
    }

    void inspect()
    {
        const auto rows = open_rows(m_file, m_file.string(), m_layer);
        m_header = rows->header();
        if (!looks_like_column_names(m_header)) {
            throw Error(ErrorKind::input, m_file.string(), columns_text(m_header),
                        "Put the names of the columns there: a file without them cannot be read");
        }
        find_mapping();
        describe(*rows);
        read_as_a_study_does();
        write_section();
    }

private:
    [[nodiscard]] bool has_column(std::string_view name) const
    {
        return std::find(m_header.begin(), m_header.end(), name) != m_header.end();
    }

    /// Calls visit(key, column) for every column that was recognised.
    void for_each_mapped(const std::function<void(const char*, const std::string&)>& visit) const
    {
        const IncidentColumns& c = m_mapping.columns;
        visit("ref", c.ref);
        visit("category", c.category);
        visit("notes", c.notes);
        for (const std::string& name : c.location) {
            visit("location", name);
        }
        visit("postcode", c.postcode);
        visit("uprn", c.uprn);
        visit("x", c.x);
        visit("y", c.y);
        visit("from", c.from);
        visit("from_time", c.from_time);
        visit("to", c.to);
        visit("to_time", c.to_time);
        visit("reporter", c.reporter);
    }

    void find_mapping()
    {
        m_out.is_police_uk = has_column("Crime type") && has_column("Falls within") && has_column("Month") &&
                             has_column("Longitude");
        m_mapping = preset_mapping(m_out.is_police_uk ? "police.uk" : "generic", m_header);
        for (const std::string& name : m_header) {
            m_out.columns.push_back({name, 0, {}, {}});
        }
        for_each_mapped([&](const char* key, const std::string& name) {
            for (ColumnInspection& column : m_out.columns) {
                if (column.name == name) {
                    column.read_as = key;
                }
            }
        });
    }

    void describe(RowSource& rows)
    {
        m_out.path = m_file.string();
        if (const auto* csv = dynamic_cast<const CsvSource*>(&rows)) {
            m_out.delimiter = csv->delimiter() == '\t' ? "tab" : std::string(1, csv->delimiter());
        }
        for (auto step = rows.next(); step != RowSource::Step::end; step = rows.next()) {
            ++m_out.rows;
            if (step == RowSource::Step::rejected) {
                ++m_out.rejected[rows.reject_reason()];
                continue;
            }
            for (std::size_t i = 0; i < m_header.size(); ++i) {
                look_at(trimmed(rows.cells()[i]), m_out.columns[i]);
            }
        }
        m_out.encoding = rows.encoding_name();
        m_out.date_order = m_dates.words();
        m_mapping.excel_serial_dates = m_dates.serials > 0;
    }

    void look_at(std::string_view cell, ColumnInspection& column)
    {
        if (cell.empty()) {
            return;
        }
        ++column.filled;
        if (column.read_as == "from") {
            m_dates.look_at(cell);
        }
        if (column.examples.size() < most_examples) {
            std::string example = masked(cell);
            if (std::find(column.examples.begin(), column.examples.end(), example) == column.examples.end()) {
                column.examples.push_back(std::move(example));
            }
        }
    }

    void read_as_a_study_does()
    {
        Diagnostics diagnostics;
        IncidentSet set;
        try {
            const auto rows = open_rows(m_file, m_file.string(), m_layer);
            read_incidents(*rows, m_mapping, {.path = m_file.string(), .crs = m_mapping.crs}, set,
                           diagnostics);
            static_cast<void>(project_given(set, inspection_crs, diagnostics));
            m_out.snap_points = detect_snap_points(set.records);
            m_out.rejected = diagnostics.rejected_by_reason();
        } catch (const Error& error) {
            m_out.problems.push_back(error.found() + ". " + error.advice());
        }
        for (const Notice& notice : diagnostics.notices()) {
            m_out.problems.push_back(notice.text);
        }
        for (const auto& [reason, rows] : m_out.rejected) {
            m_out.problems.push_back(fmt::format("{} {} would be rejected: {}",
                                                 grouped_text(static_cast<std::int64_t>(rows)),
                                                 rows == 1 ? "row" : "rows", reason));
        }
        if (m_out.is_police_uk || m_out.snap_points.snapped) {
            m_out.problems.emplace_back(
                "The coordinates are anonymous map points that many records share: maps are approximate, and "
                "nothing can be assigned to a tower block");
        }
    }

    void write_section()
    {
        std::string& text = m_out.study_section;
        text = fmt::format("[[incidents]]\nfile = {}\n", toml_text(m_file.filename().string()));
        if (!m_layer.empty()) {
            text += fmt::format("layer = {}\n", toml_text(m_layer));
        }
        if (m_out.is_police_uk) {
            text += "preset = \"police.uk\"\n";
            return;
        }
        for_each_mapped([&](const char* key, const std::string& name) {
            if (!name.empty() && std::string_view(key) != "location") {
                text += fmt::format("columns.{} = {}\n", key, toml_text(name));
            }
        });
        std::string locations;
        for (const std::string& name : m_mapping.columns.location) {
            locations += (locations.empty() ? "" : ", ") + toml_text(name);
        }
        text += locations.empty() ? "" : fmt::format("columns.location = [{}]\n", locations);
        if (!m_mapping.columns.x.empty()) {
            text += m_mapping.crs.empty() ? "crs = \"EPSG:…\"  # state it: the columns do not tell\n"
                                          : fmt::format("crs = {}\n", toml_text(m_mapping.crs));
        }
        text += m_dates.serials > 0 ? "excel_serial_dates = true\n" : "";
        const std::string order = m_dates.key();
        const bool is_mixed = m_dates.only_day_first > 0 && m_dates.only_month_first > 0;
        text += order.empty() ? ""
                              : fmt::format("date_order = \"{}\"{}\n", order,
                                            is_mixed ? "  # or \"month-first\": the dates are of both" : "");
    }

    const std::filesystem::path& m_file;
    const std::string& m_layer;
    FileInspection& m_out;
    std::vector<std::string> m_header;
    IncidentMapping m_mapping;
    DateOrders m_dates;
};

}  // namespace

FileInspection inspect_file(const std::filesystem::path& file, const std::string& layer)
{
    if (!std::filesystem::is_regular_file(file)) {
        throw Error(ErrorKind::input, file.string(), "there is no such file", "Correct the path");
    }
    FileInspection out;
    Inspector(file, layer, out).inspect();
    return out;
}

}  // namespace wardmap
