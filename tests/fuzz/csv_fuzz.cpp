#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "memory_file.hpp"
#include "processor_time.hpp"
#include "reference/naive_csv.hpp"
#include "require.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/csv_stretches.hpp"
#include "wardmap/error.hpp"
#include "wardmap/read_incidents.hpp"

// The bytes of an incident file. Whatever they are: every row has as many cells as the header, a text that keeps
// the rules of CSV is read as its slow twin reads it, and the ledger of the incidents adds up.
namespace wardmap {
namespace {

using fuzz::require;

using Rows = std::vector<std::vector<std::string>>;

struct ReadText {
    Rows rows;  ///< without the header
    bool has_rejections = false;
};

ReadText read_rows(CsvSource& source)
{
    ReadText read;
    std::uint64_t line = 0;
    for (auto step = source.next(); step != RowSource::Step::end; step = source.next()) {
        require(source.line() > line);
        line = source.line();
        read.has_rejections = read.has_rejections || step == RowSource::Step::rejected;
        if (step == RowSource::Step::row) {
            require(source.cells().size() == source.header().size());
            read.rows.emplace_back(source.cells().begin(), source.cells().end());
        } else {
            require(!source.reject_reason().empty());
        }
    }
    return read;
}

void compare_with_twin(std::string_view text, const ReadText& read, char delimiter)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark)) {
        text.remove_prefix(mark.size());
    }
    if (text.starts_with("sep=") || read.has_rejections) {
        return;  // the twin knows RFC 4180 alone
    }
    Rows expected = reference::naive_csv(text, delimiter);
    require(!expected.empty());
    expected.erase(expected.begin());
    require(read.rows == expected);
}

/// Stretches of a few bytes, most of which begin where no record does.
void check_stretches(const std::filesystem::path& path, const CsvOptions& options, const ReadText& in_turn)
{
    const auto source = open_csv(path, options);
    Rows rows;
    const ReadStretch read = [&](CsvSource& stretch) {
        return [&rows, of_stretch = read_rows(stretch).rows](std::uint64_t /*lines_before*/) {
            rows.insert(rows.end(), of_stretch.begin(), of_stretch.end());
        };
    };
    read_in_stretches(*source, read, {.threads = 1, .bytes = 7});
    require(rows == in_turn.rows);
}

void check_incidents(const std::filesystem::path& path)
{
    const auto source = open_csv(path);
    IncidentMapping mapping = preset_mapping("generic", source->header());
    if (mapping.crs.empty()) {
        mapping.crs = "EPSG:27700";
    }
    IncidentSet set;
    Diagnostics diagnostics;
    read_incidents(*source, mapping, {.path = "fuzzed"}, set, diagnostics);
    require(set.files.size() == 1);
    require(set.files.front().rows_read == set.records.size() + diagnostics.rejections().size());
    for (const IncidentRecord& record : set.records) {
        require(record.when.from <= record.when.to);
    }
}

void read_text(std::string_view text)
{
    static const fuzz::MemoryFile file;
    file.hold(text);
    try {
        const CsvOptions options = {.max_field_bytes = 256, .max_record_bytes = 1024};
        const auto source = open_csv(file.path(), options);
        const ReadText read = read_rows(*source);
        if (source->encoding() == TextEncoding::utf8) {
            compare_with_twin(text, read, source->delimiter());
        }
        check_stretches(file.path(), options, read);
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::input);
    }
    try {
        check_incidents(file.path());
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::input);
    }
}

}  // namespace
}  // namespace wardmap

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size)  // NOLINT(readability-identifier-naming)
{
    const wardmap::fuzz::TimedUnit unit;
    wardmap::read_text({reinterpret_cast<const char*>(data), size});
    return 0;
}
