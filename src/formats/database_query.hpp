#pragma once

#include <string>
#include <vector>

#include "postgres_connection.hpp"
#include "wardmap/database.hpp"

namespace wardmap::formats {

/// A column as it is read: what to ask for, and what it becomes.
struct QueryColumn {
    std::string name;
    std::string expression;  ///< SQL that gives its text
    FieldType type = FieldType::text;
};

/// One table or view, looked up: how to read it.
struct TableQuery {
    std::string schema, table;
    std::vector<QueryColumn> columns;      ///< of the rows as tables have them
    std::vector<std::string> geometries;   ///< names of its columns of geometry
    std::vector<QueryColumn> coordinates;  ///< x and y of its columns of points
    std::string from_and_order;            ///< " FROM … ORDER BY …"
    std::string postgis;                   ///< the schema of PostGIS, quoted; empty: there is none
};

/// "schema" and "table" of a source. Throws Error (input) if no table is named.
[[nodiscard]] std::pair<std::string, std::string> schema_and_table(const DatabaseSource& source);

/// Connects and begins a read-only transaction that sees one state of the database; times are told in UTC.
[[nodiscard]] PostgresConnection connected_reader(const DatabaseSource& source);

/// Throws Error (input) where there is no such table, or none that this user may see.
[[nodiscard]] TableQuery table_query(const PostgresConnection& database, const DatabaseSource& source);

/// "SELECT a, b FROM …" of these expressions.
[[nodiscard]] std::string select_text(const std::vector<std::string>& expressions, const TableQuery& query);

/// Gives the bytes of a row to whoever asked for them: each cell with its length, so that no two rows are alike.
void tell_bytes(const DatabaseSource& source, const QueryResult& row);

}  // namespace wardmap::formats
