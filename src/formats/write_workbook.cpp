#include "write_workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

#include "sheet_cells.hpp"
#include "wardmap/error.hpp"
#include "wardmap/layer.hpp"
#include "xml_text.hpp"
#include "zip_file.hpp"

namespace wardmap::formats {

namespace {

constexpr const char* xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Writes one sheet. The widths of its columns stand before its rows, so the first rows wait until they tell them.
class SheetWriter {
public:
    SheetWriter(ZipFile& zip, const std::vector<Field>& fields) : m_zip(zip), m_fields(fields)
    {
        m_rows = R"(<row r="1">)";
        for (std::size_t i = 0; i < fields.size(); ++i) {
            m_letters.push_back(column_letters(i));
            append_header_cell(m_rows, m_letters[i] + "1", fields[i].name);
            m_widths.push_back(fields[i].name.size());
        }
        m_rows += "</row>\n";
    }

    void add(const Feature& feature)
    {
        constexpr std::uint64_t telling_rows = 200;
        const std::string number = std::to_string(++m_row);
        std::string& out = m_row > telling_rows ? m_zip.text() : m_rows;
        out += R"(<row r=")" + number + R"(">)";
        for (std::size_t i = 0; i < m_fields.size(); ++i) {
            const std::size_t shown = append_cell(out, m_letters[i] + number, m_fields[i], feature.values[i]);
            m_widths[i] = std::max(m_widths[i], shown);
        }
        out += "</row>\n";
        if (m_row == telling_rows) {
            begin();
        }
        m_zip.flush_if_large();
    }

    void end()
    {
        begin();
        m_zip.text() += "</sheetData></worksheet>\n";
    }

private:
    void begin()
    {
        if (std::exchange(m_has_begun, true)) {
            return;
        }
        std::string& out = m_zip.text();
        out += xml_head;
        out +=
            R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>)"
            R"(<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>)"
            R"(<selection pane="bottomLeft"/></sheetView></sheetViews>)";
        out += m_widths.empty() ? "" : "<cols>";
        for (std::size_t i = 0; i < m_widths.size(); ++i) {
            constexpr std::size_t widest = 60;
            out += fmt::format(R"(<col min="{0}" max="{0}" width="{1}" customWidth="1"/>)", i + 1,
                               std::min(m_widths[i], widest) + 2);
        }
        out += m_widths.empty() ? "<sheetData>\n" : "</cols><sheetData>\n";
        out += std::exchange(m_rows, {});
    }

    ZipFile& m_zip;
    const std::vector<Field>& m_fields;
    std::vector<std::string> m_letters;
    std::vector<std::size_t> m_widths;
    std::string m_rows;
    std::uint64_t m_row = 1;
    bool m_has_begun = false;
};

/// Names as Excel takes them: at most 31 characters, each once without regard to case. Ours are [a-z0-9_]+.
std::vector<std::string> sheet_names(const std::vector<FeatureStream>& streams)
{
    constexpr std::size_t most = 31;
    std::vector<std::string> names;
    std::set<std::string> taken;
    for (const FeatureStream& stream : streams) {
        std::string plain = stream.header.name;
        std::ranges::replace_if(
            plain, [](unsigned char c) { return c >= 0x80 || (std::isalnum(c) == 0 && c != '_'); }, '_');
        const auto folded = [](std::string text) {
            std::ranges::transform(text, text.begin(),
                                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            return text;
        };
        std::string name = plain.substr(0, most);
        for (int i = 2; !taken.insert(folded(name)).second; ++i) {
            const std::string ending = fmt::format("_{}", i);
            name = plain.substr(0, most - ending.size()) + ending;
        }
        names.push_back(name);
    }
    return names;
}

/// What the columns of the other sheets mean.
FeatureTable fields_table(const std::vector<FeatureStream>& streams, const std::vector<std::string>& names)
{
    FeatureTable table;
    table.name = "fields";
    for (const char* column : {"sheet", "layer", "title", "field", "label", "unit", "meaning"}) {
        table.fields.emplace_back().name = column;
    }
    for (std::size_t i = 0; i < streams.size(); ++i) {
        for (const Field& field : streams[i].header.fields) {
            const FieldEntry* entry = find_field(field.name);
            table.features.push_back(
                {{},
                 {names[i], streams[i].header.name, streams[i].title, field.name, field.label, field.unit,
                  entry == nullptr ? std::string() : entry->meaning}});
        }
    }
    return table;
}

std::string workbook_xml(const std::vector<std::string>& names)
{
    std::string text = fmt::format(
        R"({}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{}"><sheets>)",
        xml_head, relations);
    for (std::size_t i = 0; i < names.size(); ++i) {
        text +=
            fmt::format(R"(<sheet name="{}" sheetId="{}" r:id="rId{}"/>)", xml_text(names[i]), i + 1, i + 1);
    }
    return text + "</sheets></workbook>\n";
}

std::string workbook_relations(std::size_t sheets)
{
    std::string text =
        std::string(xml_head) +
        R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
    for (std::size_t i = 1; i <= sheets; ++i) {
        text += fmt::format(
            R"(<Relationship Id="rId{0}" Type="{1}/worksheet" Target="worksheets/sheet{0}.xml"/>)", i,
            relations);
    }
    return text +
           fmt::format(R"(<Relationship Id="rId{}" Type="{}/styles" Target="styles.xml"/></Relationships>)",
                       sheets + 1, relations);
}

std::string content_types(std::size_t sheets)
{
    constexpr const char* kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    std::string text =
        std::string(xml_head) +
        R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)" +
        R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)" +
        R"(<Default Extension="xml" ContentType="application/xml"/>)" +
        fmt::format(R"(<Override PartName="/xl/workbook.xml" ContentType="{}.sheet.main+xml"/>)", kind) +
        fmt::format(R"(<Override PartName="/xl/styles.xml" ContentType="{}.styles+xml"/>)", kind);
    for (std::size_t i = 1; i <= sheets; ++i) {
        text += fmt::format(
            R"(<Override PartName="/xl/worksheets/sheet{}.xml" ContentType="{}.worksheet+xml"/>)", i, kind);
    }
    return text + "</Types>";
}

void write_entry(ZipFile& zip, const std::string& name, const std::string& text)
{
    zip.begin_entry(name);
    zip.text() += text;
}

void require_fits_sheet(const FeatureStream& stream, const std::string& where)
{
    constexpr std::uint64_t most_rows = 1'048'576 - 1;  // below the header
    constexpr std::size_t most_columns = 16'384;
    if (stream.count > most_rows || stream.header.fields.size() > most_columns) {
        throw Error(ErrorKind::output, where,
                    fmt::format("'{}' has {} rows and {} columns, more than a sheet holds",
                                stream.header.name, stream.count, stream.header.fields.size()),
                    "use gpkg or csv, which hold it whole");
    }
}

}  // namespace

void write_workbook(const std::filesystem::path& file, const std::vector<FeatureStream>& streams)
{
    for (const FeatureStream& stream : streams) {
        require_fits_sheet(stream, file.string());
    }
    std::vector<FeatureStream> sheets = streams;
    sheets.emplace_back().header.name = "fields";
    const std::vector<std::string> names = sheet_names(sheets);
    const FeatureTable fields = fields_table(streams, names);
    sheets.back() = stream_of(fields);

    ZipFile zip(file);
    write_entry(zip, "[Content_Types].xml", content_types(sheets.size()));
    write_entry(
        zip, "_rels/.rels",
        fmt::format(
            R"({}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
            R"(<Relationship Id="rId1" Type="{}/officeDocument" Target="xl/workbook.xml"/></Relationships>)",
            xml_head, relations));
    write_entry(zip, "xl/workbook.xml", workbook_xml(names));
    write_entry(zip, "xl/_rels/workbook.xml.rels", workbook_relations(sheets.size()));
    write_entry(zip, "xl/styles.xml", sheet_styles());
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        zip.begin_entry(fmt::format("xl/worksheets/sheet{}.xml", i + 1));
        SheetWriter sheet(zip, sheets[i].header.fields);
        sheets[i].for_each([&](const Feature& feature) { sheet.add(feature); });
        sheet.end();
    }
    zip.close();
}

}  // namespace wardmap::formats
