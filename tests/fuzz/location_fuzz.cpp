#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "locate/address_fixture.hpp"
#include "processor_time.hpp"
#include "require.hpp"
#include "wardmap/gazetteer.hpp"
#include "wardmap/locate.hpp"

// Location texts as people type them: the first line is the location, the second the postcode's own field, the third
// the UPRN's. Whatever they say, locating is repeatable, and what it returns keeps its promises.
namespace wardmap {
namespace {

using fuzz::require;

IncidentRecord record_of(std::string_view text)
{
    const auto line = [&] {
        const std::size_t end = text.find('\n');
        const std::string_view one = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        return std::string(one);
    };
    IncidentRecord record;
    record.location = line();
    record.postcode = line();
    record.uprn = line();
    return record;
}

void check(const LocatedIncident& found, std::size_t entry_count)
{
    require(found.candidates.size() <= 5);
    for (const MatchCandidate& candidate : found.candidates) {
        require(candidate.entry < entry_count && candidate.score >= 0 && candidate.score <= 1);
    }
    require(found.score >= 0 && found.score <= 1);
    require(!found.reason.empty());
    require((found.state == MatchState::located) == (found.level != MatchLevel::none));
    if (found.state == MatchState::located) {
        require(std::isfinite(found.position.x_m) && std::isfinite(found.position.y_m));
        require(found.precision_m > 0 && std::isfinite(found.precision_m));
        require(found.entry < static_cast<std::int64_t>(entry_count));
    }
}

void locate_text(std::string_view text)
{
    const Gazetteer& town = test::town();
    const std::vector<IncidentRecord> records(2, record_of(text));
    const auto found = locate(records, town, {.threads = 1});
    for (const LocatedIncident& one : found) {
        check(one, town.entry_count());
    }
    require(found[0].position == found[1].position && found[0].reason == found[1].reason &&
            found[0].entry == found[1].entry);
    const MatchExplanation explained = explain_location(records[0], town, {.threads = 1});
    require(explained.result.reason == found[0].reason && explained.result.entry == found[0].entry);
}

}  // namespace
}  // namespace wardmap

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size)  // NOLINT(readability-identifier-naming)
{
    const wardmap::fuzz::TimedUnit unit;
    wardmap::locate_text({reinterpret_cast<const char*>(data), size});
    return 0;
}
