#include "write_postgis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "ewkb_text.hpp"
#include "ogr_layers.hpp"
#include "wardmap/layer.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/unfinished_output.hpp"

namespace wardmap::formats {

namespace {

/// The end of a table's comment, by which the next export knows that the table is wardmap's to replace.
constexpr std::string_view mark = "(written by wardmap)";
constexpr const char* key_column = "fid";
constexpr const char* geometry_column = "geom";

struct Column {
    std::string name;
    std::string type;  ///< as the catalogue calls it, without a schema
    std::string comment;
};

/// Fields whose text is always a day, "2025-03-30", or nothing.
bool is_day(std::string_view field)
{
    constexpr std::array<std::string_view, 4> days = {"day", "first_day", "last_day", "last_surgery"};
    return std::ranges::find(days, field) != days.end();
}

std::string column_type(const Field& field)
{
    switch (field.type) {
        case FieldType::integer:
            return "bigint";
        case FieldType::real:
            return "double precision";
        case FieldType::boolean:
            return "boolean";
        case FieldType::text:
            break;
    }
    return is_day(field.name) ? "date" : "text";
}

std::string column_comment(const Field& field)
{
    const FieldEntry* entry = find_field(field.name);
    return alias_of(field) + (entry == nullptr ? "" : ": " + entry->meaning);
}

std::string geometry_type(GeometryKind kind, const std::string& srid)
{
    const char* shape = kind == GeometryKind::point  ? "Point"
                        : kind == GeometryKind::line ? "MultiLineString"
                                                     : "MultiPolygon";
    return fmt::format("geometry({},{})", shape, srid);
}

/// PostgreSQL would cut longer names in silence.
void require_short_name(const PostgresConnection& database, const std::string& name)
{
    constexpr std::size_t most_bytes = 63;
    if (name.empty() || name.size() > most_bytes) {
        throw database.error(fmt::format("the name '{}…' has {} bytes", name.substr(0, 20), name.size()),
                             "PostgreSQL's names have 1 to 63 bytes; choose a shorter one");
    }
}

/// One cell of COPY's text format (PostgreSQL's documentation of COPY, "Text Format").
struct AppendCell {
    std::string& out;
    void operator()(std::monostate) const { out += "\\N"; }
    void operator()(std::int64_t value) const { out += std::to_string(value); }
    void operator()(double value) const { out += std::isfinite(value) ? shortest_text(value) : "\\N"; }
    void operator()(bool value) const { out += value ? 't' : 'f'; }
    void operator()(const std::string& value) const
    {
        for (const char c : value) {
            switch (c) {
                case '\\':
                    out += "\\\\";
                    break;
                case '\t':
                    out += "\\t";
                    break;
                case '\n':
                    out += "\\n";
                    break;
                case '\r':
                    out += "\\r";
                    break;
                default:
                    out += c;
            }
        }
    }
};

class SchemaWriter {
public:
    SchemaWriter(const PostgresConnection& database, std::string schema)
        : m_database(database), m_schema(std::move(schema))
    {
    }

    void prepare(const std::string& crs)
    {
        require_short_name(m_database, m_schema);
        find_postgis();
        find_srid(crs);
        // Two exports into one schema wait for one another, so that neither adds its rows to the other's.
        m_database.query("SELECT pg_advisory_xact_lock(hashtextextended('wardmap export ' || $1, 0))",
                         {m_schema});
        if (m_database.query("SELECT 1 FROM pg_namespace WHERE nspname = $1", {m_schema}).rows() == 0) {
            m_database.query("CREATE SCHEMA " + m_database.name(m_schema));
        }
    }

    void write(const FeatureStream& stream)
    {
        require_short_name(m_database, stream.header.name);
        const std::string table = m_database.name(m_schema) + "." + m_database.name(stream.header.name);
        const std::vector<Column> columns = columns_of(stream.header);
        make_room(table, stream.header, columns);
        describe(table, stream, columns);
        copy_rows(table, stream);
        m_database.query("ANALYZE " + table);
        const QueryResult counted = m_database.query("SELECT count(*) FROM " + table);
        if (counted.text(0, 0) != std::to_string(stream.count)) {
            throw m_database.error(fmt::format("the table {} has {} rows and not {}", stream.header.name,
                                               counted.text(0, 0), stream.count),
                                   "look for triggers and rules on the table; nothing was changed");
        }
    }

private:
    void find_postgis()
    {
        const QueryResult found = m_database.query(
            "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace "
            "WHERE e.extname = 'postgis'");
        if (found.rows() == 0) {
            throw m_database.error("the database has no PostGIS",
                                   "let its owner run CREATE EXTENSION postgis, or name another database");
        }
        m_postgis = m_database.name(found.text(0, 0));
    }

    /// The system's number in this database; tables without geometry need none.
    void find_srid(const std::string& crs)
    {
        const std::size_t colon = crs.find(':');
        if (crs.empty()) {
            return;
        }
        const QueryResult found =
            m_database.query("SELECT srid FROM " + m_postgis +
                                 ".spatial_ref_sys WHERE auth_name = $1 AND auth_srid::text = $2",
                             {crs.substr(0, colon), colon == std::string::npos ? "" : crs.substr(colon + 1)});
        if (found.rows() == 0) {
            throw m_database.error("the database does not know the coordinate system " + crs,
                                   "choose one with --crs that its spatial_ref_sys has, such as EPSG:27700");
        }
        m_srid = found.text(0, 0);
    }

    [[nodiscard]] std::vector<Column> columns_of(const FeatureTable& header) const
    {
        std::vector<Column> columns = {{key_column, "bigint", "Number of the row"}};
        if (header.kind != GeometryKind::none) {
            columns.push_back({geometry_column, geometry_type(header.kind, m_srid), "Geometry"});
        }
        for (const Field& field : header.fields) {
            columns.push_back({field.name, column_type(field), column_comment(field)});
        }
        return columns;
    }

    /// An empty table with these columns.
    void make_room(const std::string& table, const FeatureTable& header, const std::vector<Column>& columns)
    {
        const QueryResult found = m_database.query(
            "SELECT c.oid, c.relkind = 'r' AND coalesce(obj_description(c.oid, 'pg_class'), '') LIKE '%' || "
            "$3 "
            "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND "
            "c.relname = $2",
            {m_schema, header.name, std::string(mark)});
        if (found.rows() == 0) {
            return create(table, columns);
        }
        if (found.text(0, 1) != "t") {
            throw m_database.error(
                fmt::format("there is a table or view '{}' in the schema that wardmap did not write",
                            header.name),
                "name another schema with --schema, or remove it yourself");
        }
        if (has_columns(std::string(found.text(0, 0)), columns)) {
            m_database.query("DELETE FROM " + table);
        } else {
            m_database.query("DROP TABLE " + table);
            create(table, columns);
        }
    }

    [[nodiscard]] bool has_columns(const std::string& oid, const std::vector<Column>& columns) const
    {
        const QueryResult found = m_database.query(
            "SELECT attname, regexp_replace(format_type(atttypid, atttypmod), '^.*[.]', '') FROM "
            "pg_attribute "
            "WHERE attrelid = $1::oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
            {oid});
        bool same = found.rows() == static_cast<int>(columns.size());
        for (int i = 0; same && i < found.rows(); ++i) {
            const Column& column = columns[static_cast<std::size_t>(i)];
            same = found.text(i, 0) == column.name && found.text(i, 1) == column.type;
        }
        return same;
    }

    void create(const std::string& table, const std::vector<Column>& columns)
    {
        std::string list;
        bool has_geometry = false;
        for (const Column& column : columns) {
            const bool geometry = column.type.starts_with("geometry(");
            has_geometry = has_geometry || geometry;
            list += fmt::format("{}{} {}{}{}", list.empty() ? "" : ", ", m_database.name(column.name),
                                geometry ? m_postgis + "." : "", column.type,
                                column.name == key_column ? " PRIMARY KEY" : "");
        }
        m_database.query(fmt::format("CREATE TABLE {} ({})", table, list));
        if (has_geometry) {
            m_database.query(fmt::format("CREATE INDEX ON {} USING gist ({})", table, geometry_column));
        }
    }

    void describe(const std::string& table, const FeatureStream& stream, const std::vector<Column>& columns)
    {
        std::string text = stream.title.empty() ? stream.header.name : stream.title;
        text += stream.description.empty() ? ". " : ". " + stream.description + " ";
        m_database.query(
            fmt::format("COMMENT ON TABLE {} IS {}", table, m_database.literal(text + std::string(mark))));
        for (const Column& column : columns) {
            m_database.query(fmt::format("COMMENT ON COLUMN {}.{} IS {}", table, m_database.name(column.name),
                                         m_database.literal(column.comment)));
        }
    }

    void copy_rows(const std::string& table, const FeatureStream& stream)
    {
        constexpr std::size_t block_bytes = std::size_t{1} << 18U;
        const bool has_geometry = stream.header.kind != GeometryKind::none;
        const auto srid = static_cast<std::uint32_t>(has_geometry ? std::stoul(m_srid) : 0);
        m_database.begin_copy("COPY " + table + " FROM STDIN");
        std::string rows;
        std::uint64_t row = 0;
        stream.for_each([&](const Feature& feature) {
            rows += std::to_string(++row);
            if (has_geometry) {
                rows += '\t';
                const std::size_t before = rows.size();
                append_ewkb(rows, feature.geometry, srid);
                rows += rows.size() == before ? "\\N" : "";
            }
            for (const Value& value : feature.values) {
                rows += '\t';
                std::visit(AppendCell{rows}, value);
            }
            rows += '\n';
            if (rows.size() >= block_bytes) {
                m_database.copy(rows);
                rows.clear();
            }
        });
        m_database.copy(rows);
        m_database.end_copy();
    }

    const PostgresConnection& m_database;
    std::string m_schema;
    std::string m_postgis;  ///< the schema of its types, quoted
    std::string m_srid;
};

/// A commit whose answer is lost may have happened; whichever it is, it is whole.
void commit(const PostgresConnection& database)
{
    try {
        if (database.query("COMMIT").command_status() == "COMMIT") {
            return;
        }
    } catch (const Error& lost) {
        throw database.error(lost.found() + "; the answer to the commit is not known",
                             "the tables are all new or all as they were: look, and run again");
    }
    throw database.error("the server rolled the transaction back", "nothing was changed; run again");
}

}  // namespace

void write_postgis(const DatabaseAddress& address, const std::string& schema, const std::string& crs,
                   const std::vector<FeatureStream>& streams)
{
    const PostgresConnection database(address, ErrorKind::output);
    database.query("BEGIN");
    // Names of ours are always with their schema; nothing else is to be found by its bare name.
    database.query("SELECT set_config('search_path', 'pg_catalog', true)");
    SchemaWriter writer(database, schema);
    writer.prepare(crs);
    for (const FeatureStream& stream : streams) {
        writer.write(stream);
    }
    {
        const WholeStep step;  // not around the commit: a signal is to end us while we wait for the server
        step.note_published();
    }
    commit(database);
}

}  // namespace wardmap::formats
