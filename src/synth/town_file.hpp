#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>

#include "wardmap/published_file.hpp"
#include "wardmap/text_file.hpp"

namespace wardmap::synth {

/// One of the town's text files: it stands in its place when it is complete, or not at all. Nobody's records, so
/// readable as the user's umask has it. Every step throws Error (output) if it fails.
class TownFile {
public:
    explicit TownFile(const std::filesystem::path& path)
        : m_place(path, Readers::by_umask), m_file(m_place.path())
    {
    }

    /// Room for the next lines; `write_when_full()` after each line or so keeps it small.
    [[nodiscard]] std::string& text() noexcept { return m_file.text(); }
    void write_when_full() { m_file.flush_if_large(); }
    /// The last step; without it the file is not there.
    void finish()
    {
        m_file.close();
        m_place.publish();
    }

private:
    PublishedFile m_place;
    TextFile m_file;
};

/// Appends a CSV line (RFC 4180, "\n"); cells are quoted where that is needed and otherwise left as they are: an
/// invented export has to be as raw as a real one.
void append_csv_line(std::string& out, std::initializer_list<std::string_view> cells);

}  // namespace wardmap::synth
