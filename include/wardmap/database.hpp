#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "wardmap/feature_table.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/row_source.hpp"

namespace wardmap {

/// "postgresql://…" or "postgres://…": the one kind of source that is no file.
[[nodiscard]] bool is_database_address(std::string_view text) noexcept;

/// One table or view of a PostgreSQL database.
struct DatabaseSource {
    /// PostgreSQL's own form, with `?schema=NAME` beside its parameters. The password is better kept in ~/.pgpass or
    /// PGPASSWORD; wherever it stands, no message holds it.
    std::string address;
    std::string table;  ///< "table" or "schema.table"; without a schema that of the address, or "public"
    /// Called with the bytes of each row as it is read: what a checksum of the rows is made of.
    std::function<void(std::string_view)> on_bytes;
};

/// "database/schema.table": what the table is called, without server, user and password. Throws Error (input) for an
/// address that cannot be read or a table that is not named.
[[nodiscard]] std::string database_table_name(const DatabaseSource& source);

/// The rows with their one geometry, as read_features gives those of a file: in the study's CRS. The order is that of
/// the primary key, without one that of the rows' texts, so that the same rows come in the same order. Everything is
/// read in one read-only transaction. Throws Error (input).
[[nodiscard]] FeatureTable read_database_features(const DatabaseSource& source, const ReadOptions& options);

/// The rows as text in the same order, one at a time. Dates and times are ISO 8601; a time with a zone is told in UTC.
/// A column of points gives the columns NAME_x and NAME_y, of other geometries nothing. Throws Error (input).
[[nodiscard]] std::unique_ptr<RowSource> open_database_rows(const DatabaseSource& source);

}  // namespace wardmap
