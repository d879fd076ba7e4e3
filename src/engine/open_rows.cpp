#include "open_rows.hpp"

#include <algorithm>

#include "wardmap/csv.hpp"
#include "wardmap/read_features.hpp"

namespace wardmap {

bool is_delimited_text(const std::filesystem::path& path)
{
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return ending == ".csv" || ending == ".txt" || ending == ".tsv";
}

std::unique_ptr<RowSource> open_rows(const std::filesystem::path& path, const std::string& name,
                                     const std::string& layer)
{
    if (is_delimited_text(path)) {
        return open_csv(path, {.name = name});  // messages name it as the study does
    }
    return open_table(path, layer);
}

}  // namespace wardmap
