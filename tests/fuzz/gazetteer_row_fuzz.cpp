#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "processor_time.hpp"
#include "require.hpp"
#include "text_rows.hpp"
#include "wardmap/error.hpp"
#include "wardmap/gazetteer.hpp"
#include "wardmap/locate.hpp"

// Rows of a gazetteer's sources. The first byte chooses the kind of the source; each line behind it is a cell.
// Whatever they say: entries have finite places and a name to go by, rows that do not are rejected, and what was
// made into a gazetteer can be searched.
namespace wardmap {
namespace {

using fuzz::require;

struct Source {
    SourceKind kind;
    std::vector<std::string> header;
};

const Source& source_of(std::uint8_t number)
{
    static const std::array<Source, 7> sources = {{
        {SourceKind::addresses,
         {"uprn", "parent_uprn", "flat", "building", "number", "street", "locality", "town", "postcode", "x",
          "y"}},
        {SourceKind::onspd, {"pcd7", "pcds", "dointr", "doterm", "east1m", "north1m", "gridind"}},
        {SourceKind::uprn, {"UPRN", "X_COORDINATE", "Y_COORDINATE", "LATITUDE", "LONGITUDE"}},
        {SourceKind::codepoint,
         {"Postcode", "Positional_quality_indicator", "Eastings", "Northings", "Country_code"}},
        {SourceKind::streets, {"street", "town", "x", "y"}},
        {SourceKind::blocks, {"name", "aliases", "uprn", "postcode", "x", "y"}},
        {SourceKind::stops, {"CommonName", "Street", "Easting", "Northing"}},
    }};
    return sources[number % sources.size()];
}

void check(const GazetteerEntry& entry)
{
    require(std::isfinite(entry.position.x_m) && std::isfinite(entry.position.y_m));
    require(!entry_reference(entry).empty());
    require(entry.precision_m >= 0 && std::isfinite(entry.precision_m));
}

/// Looks for an entry by its own text: whatever comes, it is an answer.
void search(const std::vector<GazetteerEntry>& entries, SourceKind kind)
{
    const Gazetteer gazetteer = Gazetteer::in_memory({{kind, "fuzzed", "", "", ""}}, entries, "EPSG:27700");
    require(gazetteer.entry_count() <= entries.size());
    IncidentRecord record;
    record.location = entry_text(entries.front());
    record.postcode = entries.front().postcode;
    const auto found = locate(std::vector<IncidentRecord>{record}, gazetteer, {.threads = 1});
    require(found.size() == 1 && !found.front().reason.empty());
}

void read_rows(std::uint8_t number, std::string_view text)
{
    const Source& source = source_of(number);
    fuzz::TextRows rows(source.header, text);
    std::vector<GazetteerEntry> entries;
    Diagnostics diagnostics;
    try {
        append_entries(rows, {.kind = source.kind}, entries, diagnostics);
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::input);
        return;
    }
    require(!entries.empty());
    for (const GazetteerEntry& entry : entries) {
        check(entry);
    }
    search(entries, source.kind);
}

}  // namespace
}  // namespace wardmap

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size)  // NOLINT(readability-identifier-naming)
{
    const wardmap::fuzz::TimedUnit unit;
    if (size > 1) {
        wardmap::read_rows(data[0], {reinterpret_cast<const char*>(data) + 1, size - 1});
    }
    return 0;
}
