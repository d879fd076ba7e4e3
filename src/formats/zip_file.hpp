#pragma once

#include <cpl_conv.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "gdal_session.hpp"

namespace wardmap::formats {

/// A new ZIP file, written entry by entry and piece by piece, with no times in it, so that the same texts give the
/// same bytes. Nothing counts until `close()` has returned: it reads every entry back and compares. Every step throws
/// Error (output).
class ZipFile {
public:
    explicit ZipFile(const std::filesystem::path& path);

    /// Ends the entry before it.
    void begin_entry(const std::string& name);
    /// Text to append to the current entry; `flush_if_large()` between the pieces keeps it small.
    [[nodiscard]] std::string& text() noexcept { return m_text; }
    void flush_if_large();
    void close();

private:
    struct Entry {
        std::string name;
        std::uint64_t bytes = 0;
        std::uint64_t checksum = 0;
    };
    void write_block(std::size_t bytes);
    void end_entry();
    void verify(const Entry& entry) const;
    void require(bool went_well) const;

    std::string m_file;
    ComplaintCollector m_complaints;
    std::unique_ptr<void, GiveBack<CPLCloseZip>> m_zip;
    std::vector<Entry> m_entries;
    std::string m_text;
};

/// A new ZIP file with one entry.
void write_zip(const std::filesystem::path& path, const std::string& entry, std::string_view text);

}  // namespace wardmap::formats
