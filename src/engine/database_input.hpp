#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "digest.hpp"
#include "wardmap/database.hpp"

namespace wardmap {

/// A table that a study reads, with what the manifest says of it: a checksum of its rows in place of a file's.
class DatabaseInput {
public:
    DatabaseInput(std::string address, std::string table);
    DatabaseInput(const DatabaseInput&) = delete;
    DatabaseInput& operator=(const DatabaseInput&) = delete;

    [[nodiscard]] const DatabaseSource& source() const noexcept { return m_source; }
    /// "database/schema.table"
    [[nodiscard]] std::string name() const { return database_table_name(m_source); }
    /// Of the rows as they were read so far.
    [[nodiscard]] std::uint64_t bytes() const noexcept { return m_bytes; }
    [[nodiscard]] std::string sha256() { return m_digest.text(); }

private:
    Sha256 m_digest;
    std::uint64_t m_bytes = 0;
    DatabaseSource m_source;
};

/// What a study's source is called in results and messages: a file's path as it stands there, a table's name without
/// the server and the password.
[[nodiscard]] std::string shown_source(const std::string& file, const std::string& layer);

}  // namespace wardmap
