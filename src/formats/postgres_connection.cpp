#include "postgres_connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

#include "wardmap/database.hpp"

namespace wardmap {

bool is_database_address(std::string_view text) noexcept
{
    return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

}  // namespace wardmap

namespace wardmap::formats {

namespace {

constexpr const char* down_advice =
    "check that the server runs and lets this user in; the password may stand in ~/.pgpass or PGPASSWORD";

Error not_an_address(ErrorKind kind)
{
    return {
        kind, "postgresql://…", "this address of a database cannot be read",
        "write postgresql://USER@HOST:PORT/DATABASE, with %40 for @, %2F for / and %3A for : in a name; the "
        "password is best kept in ~/.pgpass"};
}

std::string percent_decoded(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size() &&
                            std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
                            std::isxdigit(static_cast<unsigned char>(text[i + 2])) != 0;
        result +=
            escape ? static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16)) : text[i];
        i += escape ? 2 : 0;
    }
    return result;
}

/// Takes `schema=…`, which libpq does not know, out of the address.
std::string take_schema(std::string& address)
{
    const std::size_t mark = address.find('?');
    if (mark == std::string::npos) {
        return {};
    }
    std::string schema;
    std::string kept;
    for (std::size_t begin = mark + 1; begin <= address.size();) {
        const std::size_t end = std::min(address.find('&', begin), address.size());
        const std::string item = address.substr(begin, end - begin);
        if (item.starts_with("schema=")) {
            schema = percent_decoded(std::string_view(item).substr(7));
        } else if (!item.empty()) {
            kept += (kept.empty() ? "?" : "&") + item;
        }
        begin = end + 1;
    }
    address = address.substr(0, mark) + kept;
    return schema;
}

/// The one "@" of an address stands before its first "/" and "?". Another is a password's that was not escaped, and
/// then libpq would take a part of the password for the host and say so.
bool has_stray_at(std::string_view address)
{
    const std::string_view rest = address.substr(address.find("://") + 3);
    const std::size_t at = rest.find('@');
    return at != std::string_view::npos &&
           (rest.find('@', at + 1) != std::string_view::npos || rest.find_first_of("/?") < at);
}

std::string printable(std::string text)
{
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return text;
}

std::string value_of(const DatabaseAddress& address, std::string_view keyword)
{
    for (const auto& [key, value] : address.parameters) {
        if (key == keyword) {
            return value;
        }
    }
    return {};
}

std::string shown_address(const DatabaseAddress& address)
{
    const std::string user = value_of(address, "user");
    const std::string port = value_of(address, "port");
    return printable("postgresql://" + (user.empty() ? "" : user + "@") + value_of(address, "host") +
                     (port.empty() ? "" : ":" + port) + "/" + address.database);
}

}  // namespace

DatabaseAddress database_address(std::string_view text, ErrorKind kind)
{
    std::string uri(text);
    if (!is_database_address(text) || has_stray_at(text) || uri.find('\0') != std::string::npos) {
        throw not_an_address(kind);
    }
    DatabaseAddress address;
    address.schema = take_schema(uri);
    char* complaint = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(uri.c_str(), &complaint), PQconninfoFree);
    PQfreemem(complaint);  // it quotes the address
    if (!options) {
        throw not_an_address(kind);
    }
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val != nullptr) {
            address.parameters.emplace_back(option->keyword, option->val);
        }
    }
    const std::string port = value_of(address, "port");
    if (port.find_first_not_of("0123456789,") != std::string::npos) {
        throw not_an_address(kind);  // of "//user:password" without a host
    }
    address.database = value_of(address, "dbname");
    if (address.database.empty()) {
        throw Error(kind, shown_address(address), "the address names no database",
                    "write postgresql://USER@HOST:PORT/DATABASE");
    }
    address.shown = shown_address(address);
    return address;
}

PostgresConnection::PostgresConnection(const DatabaseAddress& address, ErrorKind kind)
    : m_shown(address.shown), m_kind(kind)
{
    // What comes later in the list wins, so that an address may say otherwise.
    std::vector<const char*> keywords = {"connect_timeout", "fallback_application_name", "client_encoding"};
    std::vector<const char*> values = {"15", "wardmap", "UTF8"};
    for (const auto& [keyword, value] : address.parameters) {
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
        if (keyword.ends_with("password")) {
            m_secrets.push_back(value);
        }
    }
    if (const char* password = std::getenv("PGPASSWORD"); password != nullptr) {
        m_secrets.emplace_back(password);
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    m_connection.reset(PQconnectdbParams(keywords.data(), values.data(), 0));
    if (PQstatus(m_connection.get()) != CONNECTION_OK) {
        fail(nullptr);
    }
    PQsetNoticeReceiver(
        m_connection.get(), [](void*, const PGresult*) {}, nullptr);  // a library does not print
}

std::string PostgresConnection::without_secrets(std::string text) const
{
    for (const std::string& secret : m_secrets) {
        for (std::size_t at = 0; !secret.empty() && (at = text.find(secret, at)) != std::string::npos;) {
            text.replace(at, secret.size(), "***");
            at += 3;
        }
    }
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) {
        text.pop_back();
    }
    return printable(std::move(text));
}

/// Of the server's message the first sentence: its details may hold values.
void PostgresConnection::fail(const PGresult* result) const
{
    const bool lost = PQstatus(m_connection.get()) != CONNECTION_OK;
    const char* sentence = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char* code = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    std::string found = sentence != nullptr ? sentence : PQerrorMessage(m_connection.get());
    if (lost) {
        throw error(without_secrets(std::move(found)), down_advice);
    }
    if (code != nullptr) {
        found += fmt::format(" (SQLSTATE {})", code);
    }
    throw error(without_secrets(std::move(found)),
                "the database is as it was; see to what the server says and run again");
}

QueryResult PostgresConnection::query(const std::string& sql, const std::vector<std::string>& values) const
{
    std::vector<const char*> pointers;
    pointers.reserve(values.size());
    for (const std::string& value : values) {
        pointers.push_back(value.c_str());
    }
    PGresult* result = values.empty()
                           ? PQexec(m_connection.get(), sql.c_str())
                           : PQexecParams(m_connection.get(), sql.c_str(), static_cast<int>(values.size()),
                                          nullptr, pointers.data(), nullptr, nullptr, 0);
    QueryResult owned(result);
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        fail(result);
    }
    return owned;
}

std::string PostgresConnection::name(std::string_view text) const
{
    const std::unique_ptr<char, decltype(&PQfreemem)> quoted(
        PQescapeIdentifier(m_connection.get(), text.data(), text.size()), PQfreemem);
    if (!quoted) {
        fail(nullptr);
    }
    return quoted.get();
}

std::string PostgresConnection::literal(std::string_view text) const
{
    const std::unique_ptr<char, decltype(&PQfreemem)> quoted(
        PQescapeLiteral(m_connection.get(), text.data(), text.size()), PQfreemem);
    if (!quoted) {
        fail(nullptr);
    }
    return quoted.get();
}

void PostgresConnection::begin_copy(const std::string& sql) const
{
    PGresult* result = PQexec(m_connection.get(), sql.c_str());
    const QueryResult owned(result);
    if (PQresultStatus(result) != PGRES_COPY_IN) {
        fail(result);
    }
}

void PostgresConnection::copy(std::string_view bytes) const
{
    if (PQputCopyData(m_connection.get(), bytes.data(), static_cast<int>(bytes.size())) != 1) {
        fail(nullptr);
    }
}

void PostgresConnection::end_copy() const
{
    if (PQputCopyEnd(m_connection.get(), nullptr) != 1) {
        fail(nullptr);
    }
    bool went_well = true;
    while (PGresult* result = PQgetResult(m_connection.get())) {
        const QueryResult owned(result);
        if (PQresultStatus(result) != PGRES_COMMAND_OK) {
            fail(result);
        }
        went_well = PQstatus(m_connection.get()) == CONNECTION_OK;
    }
    if (!went_well) {
        fail(nullptr);
    }
}

void PostgresConnection::begin_rows(const std::string& sql) const
{
    if (PQsendQuery(m_connection.get(), sql.c_str()) != 1 || PQsetSingleRowMode(m_connection.get()) != 1) {
        fail(nullptr);
    }
}

std::unique_ptr<QueryResult> PostgresConnection::next_row() const
{
    while (PGresult* result = PQgetResult(m_connection.get())) {
        auto owned = std::make_unique<QueryResult>(result);
        const ExecStatusType status = PQresultStatus(result);
        if (status == PGRES_SINGLE_TUPLE) {
            return owned;
        }
        if (status != PGRES_TUPLES_OK) {
            fail(result);
        }
    }
    return nullptr;
}

}  // namespace wardmap::formats
