#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "processor_time.hpp"
#include "require.hpp"
#include "wardmap/civil_time.hpp"
#include "wardmap/date_text.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/postcode.hpp"
#include "wardmap/written_place.hpp"

// What one short text says by itself: a number, a date, a time of day, a day of a study, a postcode, degrees, a grid
// reference. The first byte chooses which and by what rules. What is read is within its bounds, and comes back the same from the text that we would write.
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

/// A day as studies and results write it.
void check_iso_day(std::string_view text)
{
    if (const auto day = parse_iso_day(text)) {
        require(parse_iso_day(iso_day_text(*day)) == day);
        const DateReading read = read_date(iso_day_text(*day), {});
        require(read.order == DayMonthOrder::unreadable || read.moment.at == CivilSecond{*day});
    }
}

void check_postcode(std::string_view text)
{
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
    if (const auto written = find_written_degrees(text)) {
        require(std::abs(written->place.lat_deg) <= 90 && std::abs(written->place.lon_deg) <= 180);
        require(written->precision_m >= 1 && std::isfinite(written->precision_m));
    }
}

/// The national grid is 700 km by 1,300 km, its references reach to the end of their squares; six digits reach further.
void check_coordinates(std::string_view text)
{
    if (const auto written = find_written_coordinates(text)) {
        const bool is_reference = written->form == WrittenCoordinates::Form::grid_reference;
        const PointM most = is_reference ? PointM{700'000, 1'300'000} : PointM{1'000'000, 1'000'000};
        require(written->position.x_m >= 0 && written->position.x_m < most.x_m);
        require(written->position.y_m >= 0 && written->position.y_m < most.y_m);
        require(written->precision_m >= 1 && written->precision_m <= 10'000);
    }
}

void check(unsigned choice, std::string_view text)
{
    constexpr std::array<void (*)(std::string_view), 6> checks = {
        check_number, check_time_of_day, check_iso_day, check_postcode, check_degrees, check_coordinates};
    if (const unsigned kind = choice % 8; kind < checks.size()) {
        checks[kind](text);
    } else {
        check_date(text, choice / 8);
    }
}

}  // namespace
}  // namespace wardmap

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size)  // NOLINT(readability-identifier-naming)
{
    const wardmap::fuzz::TimedUnit unit;
    constexpr std::size_t longest = 64;  // what is longer is no single value
    if (size == 0 || size > longest) {
        return -1;
    }
    wardmap::check(data[0], {reinterpret_cast<const char*>(data) + 1, size - 1});
    return 0;
}
