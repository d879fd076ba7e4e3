#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/date_text.hpp"
#include "locate/postcode.hpp"
#include "locate/written_degrees.hpp"
#include "require.hpp"
#include "wardmap/number_text.hpp"

// What one short text says by itself: a number, a date, a time of day, a postcode, degrees. The first byte chooses which
// and by what rules. What is read is within its bounds, and comes back the same from the text that we would write.
namespace wardmap {
namespace {

using fuzz::require;

void check_number(std::string_view text)
{
    if (const auto number = parse_double(text)) {
        require(std::isfinite(*number));
        require(parse_double(shortest_text(*number)) == number);
    }
    if (const auto whole = parse_integer(text)) {
        require(parse_double(text) == static_cast<double>(*whole));
        require(parse_integer(std::to_string(*whole)) == whole);
    }
}

void check_date(std::string_view text, unsigned rules)
{
    using namespace std::chrono_literals;
    const DateReading read =
        read_date(text, {.order = (rules & 1U) != 0 ? std::optional(DateOrder::day_first) : std::nullopt,
                         .excel_serials = (rules & 2U) != 0,
                         .zone = (rules & 4U) != 0 ? TimeZone::utc : TimeZone::london});
    if (read.order == DayMonthOrder::unreadable) {
        return;
    }
    require((rules & 1U) == 0 || read.order != DayMonthOrder::ambiguous);
    require(read.moment.precision != TimePrecision::none);
    const CivilDay first{std::chrono::year(1900) / 1 / 1};
    const CivilDay behind{std::chrono::year(2101) / 1 / 2};  // an offset may lead over midnight
    require(read.moment.at >= first - std::chrono::days(1) && read.moment.at < behind);
    if (read.moment.precision != TimePrecision::second) {
        require(read.moment.at == std::chrono::floor<std::chrono::days>(read.moment.at));
    }
}

void check_time_of_day(std::string_view text)
{
    if (const auto time = read_time_of_day(text)) {
        require(*time >= std::chrono::seconds(0) && *time <= std::chrono::hours(24));
    }
}

void check_postcode(std::string_view text)
{
    using namespace locate_detail;
    const auto key = parse_postcode(text);
    if (key) {
        require(parse_postcode(postcode_text(*key)) == key);
        require(parse_postcode_shape(text) == key || postcode_text(*key) == "GIR 0AA");
        require(sector_begin(*key) <= *key && *key < sector_begin(*key) + sector_span);
    }
    PostcodeKey before = 0;
    for (const PostcodeKey other : confusable_postcodes(text)) {
        require(other > before && other != key.value_or(0));
        require(parse_postcode(postcode_text(other)) == other);
        before = other;
    }
    static_cast<void>(parse_outward(text));
}

void check_degrees(std::string_view text)
{
    if (const auto written = locate_detail::find_written_degrees(text)) {
        require(std::abs(written->place.lat_deg) <= 90 && std::abs(written->place.lon_deg) <= 180);
        require(written->precision_m >= 1 && std::isfinite(written->precision_m));
    }
}

void check(unsigned choice, std::string_view text)
{
    switch (choice % 5) {
        case 0:
            check_number(text);
            break;
        case 1:
            check_date(text, choice / 5);
            break;
        case 2:
            check_time_of_day(text);
            break;
        case 3:
            check_postcode(text);
            break;
        default:
            check_degrees(text);
            break;
    }
}

}  // namespace
}  // namespace wardmap

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size)  // NOLINT(readability-identifier-naming)
{
    constexpr std::size_t longest = 64;  // what is longer is no single value
    if (size == 0 || size > longest) {
        return -1;
    }
    wardmap::check(data[0], {reinterpret_cast<const char*>(data) + 1, size - 1});
    return 0;
}
