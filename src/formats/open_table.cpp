#include <set>
#include <utility>
#include <vector>

#include "ogr_values.hpp"
#include "vector_source.hpp"
#include "wardmap/read_features.hpp"

namespace wardmap {

namespace {

using formats::ComplaintCollector;
using formats::OwnedFeature;
using formats::VectorSource;

std::string quoted(const std::string& name)
{
    std::string text = "\"";
    for (const char c : name) {
        text += c == '"' ? "\"\"" : std::string(1, c);
    }
    return text + '"';
}

/// What SQLite has to find true of a cell that is not of its column's type; empty for text, which holds everything.
std::string other_type_condition(OGRFieldDefnH field)
{
    const std::string name = quoted(OGR_Fld_GetNameRef(field));
    switch (OGR_Fld_GetType(field)) {
        case OFTInteger:
        case OFTInteger64:
        case OFTReal:
            return "typeof(" + name + ") NOT IN ('integer', 'real', 'null')";
        case OFTDate:
        case OFTDateTime:
            return "(" + name + " IS NOT NULL AND julianday(" + name + ") IS NULL)";
        default:
            return {};
    }
}

/// Rows of a GeoPackage with a cell that is not of its column's type. SQLite keeps such; GDAL makes 0 of a text in a column
/// of numbers, and no date of one in a column of dates, and says nothing.
std::set<GIntBig> rows_of_other_types(const VectorSource& source)
{
    std::set<GIntBig> rows;
    const std::string key = OGR_L_GetFIDColumn(source.layer);
    if (source.is_sheet || key.empty()) {
        return rows;
    }
    std::string conditions;
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(source.layer);
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
        const std::string condition = other_type_condition(OGR_FD_GetFieldDefn(definition, i));
        conditions += condition.empty() || conditions.empty() ? condition : " OR " + condition;
    }
    if (conditions.empty()) {
        return rows;
    }
    const std::string sql = "SELECT " + quoted(key) + " AS odd FROM " + quoted(OGR_L_GetName(source.layer)) +
                            " WHERE " + conditions;
    GDALDatasetH dataset = source.dataset.get();
    OGRLayerH found = GDALDatasetExecuteSQL(dataset, sql.c_str(), nullptr, nullptr);
    while (found != nullptr) {
        const OwnedFeature feature(OGR_L_GetNextFeature(found));
        if (!feature) {
            break;
        }
        rows.insert(OGR_F_GetFieldAsInteger64(feature.get(), 0));
    }
    GDALDatasetReleaseResultSet(dataset, found);
    return rows;
}

/// Rows of one table. A sheet's row number is its line in the spreadsheet, as people see it.
class OgrRowSource : public RowSource {
public:
    OgrRowSource(VectorSource source, std::string name) : m_source(std::move(source)), m_name(std::move(name))
    {
        OGRFeatureDefnH definition = OGR_L_GetLayerDefn(m_source.layer);
        for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
            m_header.emplace_back(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
        }
        m_of_other_types = rows_of_other_types(m_source);
        m_texts.resize(m_header.size());
        m_cells.resize(m_header.size());
        OGR_L_ResetReading(m_source.layer);
        if (m_source.is_sheet) {
            take_lone_header();
        }
    }

    [[nodiscard]] const std::string& name() const override { return m_name; }
    [[nodiscard]] const std::vector<std::string>& header() const override { return m_header; }
    [[nodiscard]] const std::vector<std::string_view>& cells() const override { return m_cells; }
    [[nodiscard]] std::uint64_t line() const override { return m_line; }
    [[nodiscard]] const std::string& reject_reason() const override { return m_reject_reason; }

    [[nodiscard]] Step next() override
    {
        if (m_is_header_alone) {
            return Step::end;
        }
        const ComplaintCollector complaints;
        const OwnedFeature feature(OGR_L_GetNextFeature(m_source.layer));
        complaints.throw_on_failure(ErrorKind::input, m_name, "check that the file is whole");
        if (!feature) {
            return Step::end;
        }
        m_line = static_cast<std::uint64_t>(OGR_F_GetFID(feature.get()));
        if (m_of_other_types.contains(OGR_F_GetFID(feature.get()))) {
            m_reject_reason = "unreadable-value";
            return Step::rejected;
        }
        OGRFeatureDefnH definition = OGR_L_GetLayerDefn(m_source.layer);
        for (std::size_t i = 0; i < m_header.size(); ++i) {
            const int index = static_cast<int>(i);
            OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, index);
            m_texts[i] = value_text(formats::value_of(feature.get(), index, field, m_name));
            m_cells[i] = m_texts[i];
        }
        return Step::row;
    }

private:
    /// GDAL takes the first row of a sheet for its header if another one follows. Alone it comes as row 1, below invented
    /// names.
    void take_lone_header()
    {
        if (next() == Step::row && m_line == 1) {
            m_header = m_texts;
            m_is_header_alone = true;
        }
        OGR_L_ResetReading(m_source.layer);
    }

    VectorSource m_source;
    std::string m_name;
    std::vector<std::string> m_header;
    std::vector<std::string> m_texts;
    std::vector<std::string_view> m_cells;
    std::uint64_t m_line = 0;
    bool m_is_header_alone = false;
    std::set<GIntBig> m_of_other_types;
    std::string m_reject_reason;
};

}  // namespace

std::unique_ptr<RowSource> open_table(const std::filesystem::path& path, const std::string& layer)
{
    return std::make_unique<OgrRowSource>(formats::open_vector(path, layer), path.string());
}

}  // namespace wardmap
