#include "database_query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace wardmap::formats {

namespace {

/// "2025-03-30T18:05:00", with ".250" only where there is a part of a second.
std::string time_expression(const std::string& column)
{
    return fmt::format("regexp_replace(to_char({}, 'YYYY-MM-DD\"T\"HH24:MI:SS.MS'), '[.]000$', '')", column);
}

QueryColumn column_of(std::string name, const std::string& quoted, std::string_view type)
{
    constexpr std::array<std::string_view, 3> whole = {"smallint", "integer", "bigint"};
    const auto begins = [&](std::string_view with) { return type.starts_with(with); };
    QueryColumn column{std::move(name), quoted + "::text", FieldType::text};
    if (std::ranges::find(whole, type) != whole.end()) {
        column.type = FieldType::integer;
    } else if (type == "real" || type == "double precision" || begins("numeric")) {
        column.type = FieldType::real;
    } else if (type == "boolean") {
        column.type = FieldType::boolean;
    } else if (type == "date") {
        column.expression = fmt::format("to_char({}, 'YYYY-MM-DD')", quoted);
    } else if (begins("timestamp") && type.ends_with("with time zone")) {
        column.expression = time_expression(quoted) + " || 'Z'";  // the session's zone is UTC
    } else if (begins("timestamp")) {
        column.expression = time_expression(quoted);
    }
    return column;
}

std::string postgis_schema(const PostgresConnection& database)
{
    const QueryResult found = database.query(
        "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace "
        "WHERE e.extname = 'postgis'");
    return found.rows() == 0 ? std::string() : database.name(found.text(0, 0));
}

/// The primary key tells the order of rows; without one, all that they hold.
std::string order_of(const PostgresConnection& database, const std::string& oid)
{
    const QueryResult key = database.query(
        "SELECT a.attname FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(number, "
        "place) "
        "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number "
        "WHERE i.indrelid = $1::oid AND i.indisprimary ORDER BY k.place",
        {oid});
    std::string order;
    for (int i = 0; i < key.rows(); ++i) {
        order += (i > 0 ? ", t." : "t.") + database.name(key.text(i, 0));
    }
    return order.empty() ? "t::text COLLATE \"C\"" : order;
}

/// Sorts the table's columns into cells, geometries and coordinates of points.
void add_columns(const PostgresConnection& database, const std::string& oid, TableQuery& query)
{
    const QueryResult columns = database.query(
        "SELECT attname, regexp_replace(format_type(atttypid, atttypmod), '^.*[.]', '') FROM pg_attribute "
        "WHERE attrelid = $1::oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        {oid});
    for (int i = 0; i < columns.rows(); ++i) {
        const std::string name(columns.text(i, 0));
        const std::string quoted = "t." + database.name(name);
        const std::string_view type = columns.text(i, 1);
        if (!type.starts_with("geometry") && !type.starts_with("geography")) {
            query.columns.push_back(column_of(name, quoted, type));
            continue;
        }
        query.geometries.push_back(name);
        if (type.find("(Point") != std::string_view::npos) {
            for (const char* axis : {"x", "y"}) {
                query.coordinates.push_back({fmt::format("{}_{}", name, axis),
                                             fmt::format("{}.ST_{}({}::{}.geometry)::text", query.postgis,
                                                         axis, quoted, query.postgis),
                                             FieldType::real});
            }
        }
    }
}

}  // namespace

std::pair<std::string, std::string> schema_and_table(const DatabaseSource& source)
{
    const DatabaseAddress address = database_address(source.address, ErrorKind::input);
    if (source.table.empty()) {
        throw Error(ErrorKind::input, address.shown, "no table is named",
                    "name it with the key `layer`, such as layer = \"crime.incidents\"");
    }
    const std::size_t point = source.table.find('.');
    if (!address.schema.empty() || point == std::string::npos) {
        return {address.schema.empty() ? "public" : address.schema, source.table};
    }
    return {source.table.substr(0, point), source.table.substr(point + 1)};
}

PostgresConnection connected_reader(const DatabaseSource& source)
{
    PostgresConnection database(database_address(source.address, ErrorKind::input), ErrorKind::input);
    database.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    database.query("SET LOCAL timezone = 'UTC'");
    database.query("SET LOCAL datestyle = 'ISO, YMD'");
    database.query(
        "SET LOCAL extra_float_digits = 1");  // the fewest digits that read back as the same number
    database.query("SELECT set_config('search_path', 'pg_catalog', true)");
    return database;
}

TableQuery table_query(const PostgresConnection& database, const DatabaseSource& source)
{
    TableQuery query;
    std::tie(query.schema, query.table) = schema_and_table(source);
    query.postgis = postgis_schema(database);
    const QueryResult found = database.query(
        "SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'v', 'm', 'p', 'f')",
        {query.schema, query.table});
    if (found.rows() == 0) {
        throw database.error(
            fmt::format("there is no table '{}' in the schema '{}'", query.table, query.schema),
            "name one with the key `layer`, such as layer = \"crime.incidents\"");
    }
    const std::string oid(found.text(0, 0));
    add_columns(database, oid, query);
    query.from_and_order = fmt::format(" FROM {}.{} AS t ORDER BY {}", database.name(query.schema),
                                       database.name(query.table), order_of(database, oid));
    return query;
}

std::string select_text(const std::vector<std::string>& expressions, const TableQuery& query)
{
    return fmt::format("SELECT {}{}", fmt::join(expressions, ", "), query.from_and_order);
}

void tell_bytes(const DatabaseSource& source, const QueryResult& row)
{
    if (!source.on_bytes) {
        return;
    }
    std::string bytes;
    for (int i = 0; i < row.columns(); ++i) {
        const std::string_view cell = row.text(0, i);
        bytes += row.is_null(0, i) ? std::string("-;") : fmt::format("{}:{};", cell.size(), cell);
    }
    source.on_bytes(bytes + "\n");
}

}  // namespace wardmap::formats
