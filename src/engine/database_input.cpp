#include "database_input.hpp"

#include <utility>

namespace wardmap {

DatabaseInput::DatabaseInput(std::string address, std::string table)
    : m_source{.address = std::move(address), .table = std::move(table), .on_bytes = {}}
{
    m_source.on_bytes = [this](std::string_view row) {
        m_digest.add(row);
        m_bytes += row.size();
    };
}

std::string shown_source(const std::string& file, const std::string& layer)
{
    return is_database_address(file) ? database_table_name({file, layer, {}}) : file;
}

}  // namespace wardmap
