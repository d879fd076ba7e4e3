#include "wardmap/database.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "database_query.hpp"
#include "gdal_session.hpp"
#include "ogr_geometry.hpp"
#include "study_crs.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

using formats::PostgresConnection;
using formats::QueryColumn;
using formats::QueryResult;
using formats::TableQuery;

/// What messages call the table: the address without the password, and its name.
std::string place_of(const PostgresConnection& database, const TableQuery& query)
{
    return fmt::format("{}, {}.{}", database.shown(), query.schema, query.table);
}

Value cell_value(const QueryResult& row, int column, FieldType type)
{
    if (row.is_null(0, column)) {
        return {};
    }
    const std::string_view text = row.text(0, column);
    if (type == FieldType::integer) {
        const auto number = parse_integer(text);
        return number ? Value{*number} : Value{std::string(text)};
    }
    if (type == FieldType::real) {
        const auto number = parse_double(text);
        return number ? Value{*number} : Value{};  // NaN and infinity
    }
    return type == FieldType::boolean ? Value{text == "true"} : Value{std::string(text)};
}

unsigned hex_digit(char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); }

/// Of a bytea as text: "\x0101…".
Geometry geometry_of_text(std::string_view text, const std::string& where)
{
    std::vector<unsigned char> bytes;
    for (std::size_t i = 2; i + 1 < text.size(); i += 2) {
        bytes.push_back(static_cast<unsigned char>(hex_digit(text[i]) << 4U | hex_digit(text[i + 1])));
    }
    OGRGeometryH made = nullptr;
    const OGRErr trouble = OGR_G_CreateFromWkb(bytes.data(), nullptr, &made, static_cast<int>(bytes.size()));
    const formats::OwnedGeometry geometry(made);
    if (trouble != OGRERR_NONE) {
        throw Error(ErrorKind::input, where, "its geometry cannot be read", "repair or remove the row");
    }
    return formats::geometry_of(geometry.get(), where);
}

std::string the_geometry(const PostgresConnection& database, const TableQuery& query)
{
    if (query.geometries.size() != 1) {
        throw Error(ErrorKind::input, place_of(database, query),
                    fmt::format("the table has {} columns of geometry", query.geometries.size()),
                    "name a table, or make a view, that has one");
    }
    return fmt::format("t.{}::{}.geometry", database.name(query.geometries.front()), query.postgis);
}

/// "EPSG:27700" of the number that every row has; empty for 0, which means that nobody said.
std::string crs_of_number(const PostgresConnection& database, const TableQuery& query,
                          const std::string& srid)
{
    if (srid.empty() || srid == "0") {
        return {};
    }
    const QueryResult found = database.query(
        fmt::format("SELECT auth_name || ':' || auth_srid FROM {}.spatial_ref_sys WHERE srid = $1::int",
                    query.postgis),
        {srid});
    return found.rows() == 0 || found.is_null(0, 0) ? std::string() : std::string(found.text(0, 0));
}

/// Reads the rows; the number of their CRS, which they must share, comes out of `srid`.
class DatabaseFeatures {
public:
    DatabaseFeatures(const DatabaseSource& source, const PostgresConnection& database,
                     const TableQuery& query)
        : m_source(source), m_database(database), m_query(query), m_where(place_of(database, query))
    {
        m_table.name = query.table;
        for (const QueryColumn& column : query.columns) {
            Field& field = m_table.fields.emplace_back();
            field.name = column.name;
            field.label = column.name;
            field.type = column.type;
            m_expressions.push_back(column.expression);
        }
        const std::string geometry = the_geometry(database, query);
        m_expressions.push_back(fmt::format("{}.ST_SRID({})::text", query.postgis, geometry));
        m_expressions.push_back(fmt::format("{}.ST_AsBinary({}.ST_Force2D({}), 'NDR')::text", query.postgis,
                                            query.postgis, geometry));
    }

    FeatureTable read(std::string& srid)
    {
        const formats::ComplaintCollector complaints;
        m_database.begin_rows(formats::select_text(m_expressions, m_query));
        while (const auto row = m_database.next_row()) {
            formats::tell_bytes(m_source, *row);
            add(*row, srid);
        }
        return std::move(m_table);
    }

private:
    void add(const QueryResult& row, std::string& srid)
    {
        const std::string where = fmt::format("{}, row {}", m_where, m_table.features.size() + 1);
        Feature& feature = m_table.features.emplace_back();
        int column = 0;
        for (const Field& field : m_table.fields) {
            feature.values.push_back(cell_value(row, column++, field.type));
        }
        if (row.is_null(0, column)) {
            return;
        }
        const std::string own_srid(row.text(0, column));
        feature.geometry = geometry_of_text(row.text(0, column + 1), where);
        const GeometryKind kind = formats::kind_of(feature.geometry);
        if (kind == GeometryKind::none) {
            return;
        }
        if (m_table.kind != GeometryKind::none && (kind != m_table.kind || own_srid != srid)) {
            throw Error(ErrorKind::input, where, "the table mixes kinds of geometry or coordinate systems",
                        "name a table, or make a view, of one kind and one system");
        }
        m_table.kind = kind;
        srid = own_srid;
    }

    const DatabaseSource& m_source;
    const PostgresConnection& m_database;
    const TableQuery& m_query;
    std::string m_where;
    std::vector<std::string> m_expressions;
    FeatureTable m_table;
};

class DatabaseRowSource : public RowSource {
public:
    explicit DatabaseRowSource(const DatabaseSource& source)
        : m_source(source), m_database(formats::connected_reader(source))
    {
        const TableQuery query = formats::table_query(m_database, source);
        m_name = place_of(m_database, query);
        std::vector<std::string> expressions;
        for (const auto* columns : {&query.columns, &query.coordinates}) {
            for (const QueryColumn& column : *columns) {
                m_header.push_back(column.name);
                expressions.push_back(column.expression);
            }
        }
        if (expressions.empty()) {
            throw Error(ErrorKind::input, m_name, "the table has no column that can be read", "name another");
        }
        m_cells.resize(m_header.size());
        m_database.begin_rows(formats::select_text(expressions, query));
    }

    [[nodiscard]] const std::string& name() const override { return m_name; }
    [[nodiscard]] const std::vector<std::string>& header() const override { return m_header; }
    [[nodiscard]] const std::vector<std::string_view>& cells() const override { return m_cells; }
    [[nodiscard]] std::uint64_t line() const override { return m_line; }
    [[nodiscard]] const std::string& reject_reason() const override { return m_reject_reason; }

    [[nodiscard]] Step next() override
    {
        m_row = m_database.next_row();
        if (!m_row) {
            return Step::end;
        }
        ++m_line;
        formats::tell_bytes(m_source, *m_row);
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            m_cells[i] = m_row->text(0, static_cast<int>(i));  // no value is the empty text
        }
        return Step::row;
    }

private:
    DatabaseSource m_source;
    PostgresConnection m_database;
    std::string m_name;
    std::vector<std::string> m_header;
    std::unique_ptr<QueryResult> m_row;
    std::vector<std::string_view> m_cells;
    std::uint64_t m_line = 0;
    std::string m_reject_reason;  // always empty: a row of a table cannot be ragged
};

}  // namespace

std::string database_table_name(const DatabaseSource& source)
{
    const auto [schema, table] = formats::schema_and_table(source);
    return fmt::format("{}/{}.{}", formats::database_address(source.address, ErrorKind::input).database,
                       schema, table);
}

FeatureTable read_database_features(const DatabaseSource& source, const ReadOptions& options)
{
    formats::prepare_gdal();
    const PostgresConnection database = formats::connected_reader(source);
    const TableQuery query = formats::table_query(database, source);
    std::string srid;
    FeatureTable table = DatabaseFeatures(source, database, query).read(srid);
    if (table.kind != GeometryKind::none) {
        formats::put_into_study_crs(table, crs_of_number(database, query, srid), options,
                                    place_of(database, query));
    }
    return table;
}

std::unique_ptr<RowSource> open_database_rows(const DatabaseSource& source)
{
    return std::make_unique<DatabaseRowSource>(source);
}

}  // namespace wardmap
