#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "processor_time.hpp"
#include "require.hpp"
#include "text_rows.hpp"
#include "wardmap/civil_time.hpp"
#include "wardmap/error.hpp"
#include "wardmap/read_incidents.hpp"

// Dates and times as people type them. The first byte chooses the rules; then come lines of start, its time of day, end
// and its time. Whatever they say: what is read is within the years that are read, finer than it is written never,
// the same each time, and comes back from its own ISO text.
namespace wardmap {
namespace {

using fuzz::require;

IncidentMapping mapping_of(std::uint8_t rules)
{
    IncidentMapping mapping;
    mapping.columns.category = "category";
    mapping.columns.location = {"location"};
    mapping.columns.from = "from";
    mapping.columns.from_time = "from_time";
    mapping.columns.to = "to";
    mapping.columns.to_time = "to_time";
    switch (rules % 4U) {
        case 1:
            mapping.date_order = DateOrder::day_first;
            break;
        case 2:
            mapping.date_order = DateOrder::month_first;
            break;
        case 3:
            mapping.date_order = DateOrder::year_first;
            break;
        default:
            break;
    }
    mapping.excel_serial_dates = (rules & 4U) != 0;
    mapping.time_zone = (rules & 8U) != 0 ? TimeZone::utc : TimeZone::london;
    return mapping;
}

/// One of each, made once: the fuzzer shall spend its time in the reader.
const IncidentMapping& mapping_with(std::uint8_t rules)
{
    static const std::vector<IncidentMapping> all = [] {
        std::vector<IncidentMapping> mappings;
        for (std::uint8_t i = 0; i < 16; ++i) {
            mappings.push_back(mapping_of(i));
        }
        return mappings;
    }();
    return all[rules % 16U];
}

/// Throws Error as read_incidents() does.
IncidentSet incidents_of(std::string_view lines, const IncidentMapping& mapping)
{
    static const std::vector<std::string> header = {"from",    "from_time", "to",
                                                    "to_time", "category",  "location"};
    fuzz::TextRows rows(header, lines);
    IncidentSet set;
    Diagnostics diagnostics;
    read_incidents(rows, mapping, {.path = "fuzzed"}, set, diagnostics);
    require(set.files.front().rows_read == set.records.size() + diagnostics.rejections().size());
    return set;
}

void check(const TimeSpan& when)
{
    using namespace std::chrono_literals;
    require(when.from <= when.to);
    if (when.precision == TimePrecision::none) {
        return;
    }
    const CivilDay first{std::chrono::year(1900) / 1 / 1};
    const CivilDay behind{std::chrono::year(2101) / 1 / 2};  // an offset may lead over midnight
    require(when.from >= first - std::chrono::days(1) && when.to < behind);
    const CivilDay day = std::chrono::floor<std::chrono::days>(when.from);
    require(when.precision == TimePrecision::second || CivilSecond{day} == when.from);
    if (when.precision == TimePrecision::month) {
        require(std::chrono::year_month_day{day}.day() == std::chrono::day(1));
    }
}

void check_iso_text(const TimeSpan& when)
{
    if (when.precision != TimePrecision::second) {
        return;
    }
    const IncidentSet again = incidents_of(iso_second_text(when.from), mapping_with(0));
    require(again.records.size() == 1 && again.records.front().when.from == when.from);
}

void read_dates(std::uint8_t rules, std::string_view lines)
{
    try {
        const IncidentSet set = incidents_of(lines, mapping_with(rules));
        for (const IncidentRecord& record : set.records) {
            check(record.when);
            check_iso_text(record.when);
        }
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
    if (size > 1) {
        wardmap::read_dates(data[0], {reinterpret_cast<const char*>(data) + 1, size - 1});
    }
    return 0;
}
