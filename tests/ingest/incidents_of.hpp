#pragma once

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/read_incidents.hpp"
#include "written_file.hpp"

namespace wardmap {

/// What became of one incident file.
struct ReadFile {
    IncidentSet set;
    Diagnostics diagnostics;
    std::string error;  ///< what() of the Error, or empty
    int exit_code = 0;

    /// "3 unreadable-date, 5 ragged-row": line and reason of each rejected row.
    [[nodiscard]] std::string rejected() const
    {
        std::string text;
        for (const Rejection& row : diagnostics.rejections()) {
            text += (text.empty() ? "" : ", ") + std::to_string(row.line) + " " + row.reason;
        }
        return text;
    }
    [[nodiscard]] std::string notices() const
    {
        std::string text;
        for (const Notice& notice : diagnostics.notices()) {
            text += (text.empty() ? "" : "; ") + notice.text;
        }
        return text;
    }
};

using ChangeMapping = std::function<void(IncidentMapping&)>;

inline ReadFile incidents_of_path(const std::filesystem::path& path, const std::string& preset = "generic",
                                  const ChangeMapping& change = {})
{
    ReadFile read;
    try {
        const auto rows = open_csv(path);
        IncidentMapping mapping = preset_mapping(preset, rows->header());
        if (change) {
            change(mapping);
        }
        IncidentFile file;
        file.path = path.filename().string();
        file.preset = preset;
        read_incidents(*rows, mapping, file, read.set, read.diagnostics);
    } catch (const Error& error) {
        read.error = error.what();
        read.exit_code = error.exit_code();
    }
    return read;
}

inline ReadFile incidents_of(std::string_view text, const std::string& preset = "generic",
                             const ChangeMapping& change = {})
{
    const WrittenFile file(text);
    return incidents_of_path(file.path(), preset, change);
}

}  // namespace wardmap
