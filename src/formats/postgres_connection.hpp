#pragma once

#include <libpq-fe.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wardmap/error.hpp"

namespace wardmap::formats {

/// Where a database is, and what a message may say of it.
struct DatabaseAddress {
    std::vector<std::pair<std::string, std::string>> parameters;  ///< libpq's, the password among them
    std::string schema;                                           ///< of `?schema=`; empty: not named
    std::string database;
    std::string shown;  ///< without the password: "postgresql://user@host:port/database"
};

/// Throws Error of `kind` for what is no address; the message holds nothing of the text, since a password with an
/// "@" or "/" that is not written as %40 or %2F makes any part of it the password's.
[[nodiscard]] DatabaseAddress database_address(std::string_view text, ErrorKind kind);

struct ClearResult {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
/// Rows of text.
class QueryResult {
public:
    explicit QueryResult(PGresult* result) : m_result(result) {}
    [[nodiscard]] int rows() const noexcept { return PQntuples(m_result.get()); }
    [[nodiscard]] int columns() const noexcept { return PQnfields(m_result.get()); }
    [[nodiscard]] bool is_null(int row, int column) const noexcept
    {
        return PQgetisnull(m_result.get(), row, column) != 0;
    }
    [[nodiscard]] std::string_view text(int row, int column) const noexcept
    {
        return {PQgetvalue(m_result.get(), row, column),
                static_cast<std::size_t>(PQgetlength(m_result.get(), row, column))};
    }
    [[nodiscard]] std::string_view command_status() const noexcept { return PQcmdStatus(m_result.get()); }

private:
    std::unique_ptr<PGresult, ClearResult> m_result;
};

/// A connection to a server. Every fault is an Error of the kind given, at the address without its password, with the
/// server's first sentence and nothing that could hold a value or a password.
class PostgresConnection {
public:
    PostgresConnection(const DatabaseAddress& address, ErrorKind kind);

    QueryResult query(const std::string& sql, const std::vector<std::string>& values = {}) const;
    /// As an identifier and as a text of SQL, whatever it holds.
    [[nodiscard]] std::string name(std::string_view text) const;
    [[nodiscard]] std::string literal(std::string_view text) const;

    /// COPY … FROM STDIN: `begin`, then any number of pieces, then `end`.
    void begin_copy(const std::string& sql) const;
    void copy(std::string_view bytes) const;
    void end_copy() const;

    /// A query whose rows come one at a time, each as a result of one row; nullopt-like empty after the last.
    void begin_rows(const std::string& sql) const;
    [[nodiscard]] std::unique_ptr<QueryResult> next_row() const;

    [[nodiscard]] const std::string& shown() const noexcept { return m_shown; }
    [[nodiscard]] Error error(std::string found, std::string advice) const
    {
        return {m_kind, m_shown, std::move(found), std::move(advice)};
    }

private:
    struct Finish {
        void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
    };
    [[noreturn]] void fail(const PGresult* result) const;
    [[nodiscard]] std::string without_secrets(std::string text) const;

    std::string m_shown;
    ErrorKind m_kind;
    std::vector<std::string> m_secrets;
    std::unique_ptr<PGconn, Finish> m_connection;
};

}  // namespace wardmap::formats
