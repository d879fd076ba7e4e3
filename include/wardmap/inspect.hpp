#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "wardmap/diagnostics.hpp"
#include "wardmap/locate.hpp"

namespace wardmap {

/// One column of a file, without what people wrote in it.
struct ColumnInspection {
    std::string name;
    std::size_t filled = 0;  ///< rows with something other than blanks
    std::vector<std::string>
        examples;         ///< at most three, letters as a or A, digits as 9, at most 24 characters
    std::string read_as;  ///< the study's key that it was recognised as; empty for none
};

/// What a file of incidents looks like, before a study is written for it.
struct FileInspection {
    std::string path;
    std::string encoding;
    std::string delimiter;                        ///< "," ";" "tab"; empty for a spreadsheet or database
    std::size_t rows = 0;                         ///< rejected ones included
    std::map<std::string, std::size_t> rejected;  ///< by reason
    std::vector<ColumnInspection> columns;
    bool is_police_uk = false;
    std::string date_order;  ///< in words; empty without a date column
    SnapPointTest snap_points;
    std::vector<std::string> problems;  ///< each one sentence with what to do
    std::string study_section;          ///< TOML: [[incidents]] for this file
};

/// Reads the whole file twice: as it stands, and as a study would read it. Throws Error (input) as open_csv()
/// and open_table() do; what a study would stumble over is a problem in the result.
[[nodiscard]] FileInspection inspect_file(const std::filesystem::path& file, const std::string& layer = {});

}  // namespace wardmap
