#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "wardmap/csv.hpp"

namespace wardmap::test {

inline std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream input(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(input), {}};
}

/// Every file below a folder with its bytes.
inline std::map<std::string, std::string> contents_of(const std::filesystem::path& folder)
{
    std::map<std::string, std::string> contents;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            contents[entry.path().lexically_relative(folder).generic_string()] = bytes_of(entry.path());
        }
    }
    return contents;
}

/// One column of a CSV table by another, both as text.
inline std::map<std::string, std::string> csv_column(const std::filesystem::path& file,
                                                     const std::string& key, const std::string& value)
{
    const auto rows = open_csv(file);
    const auto& header = rows->header();
    const auto index = [&](const std::string& name) {
        return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
    };
    const std::size_t k = index(key);
    const std::size_t v = index(value);
    std::map<std::string, std::string> column;
    while (rows->next() == RowSource::Step::row) {
        column[std::string(rows->cells().at(k))] = std::string(rows->cells().at(v));
    }
    return column;
}

}  // namespace wardmap::test
