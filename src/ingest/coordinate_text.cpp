#include "wardmap/coordinate_text.hpp"

#include <algorithm>
#include <string>

#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

/// "530,000" and "1,234,567.8".
bool has_thousands_commas(std::string_view text)
{
    std::string digits;
    std::size_t since_comma = 0;
    bool has_comma = false;
    for (const char c : text.substr(0, std::min(text.find('.'), text.size()))) {
        if (c == ',' && has_comma && since_comma != 3) {
            return false;
        }
        has_comma = has_comma || c == ',';
        since_comma = c == ',' ? 0 : since_comma + 1;
    }
    for (const char c : text) {
        if (c != ',') {
            digits += c;
        }
    }
    return has_comma && since_comma == 3 && parse_double(digits);
}

}  // namespace

bool is_shortened_by_spreadsheet(std::string_view text)
{
    // Of every number that is read: find_first_of() would call a function for each of its bytes.
    const auto* const e = std::ranges::find_if(text, [](char c) { return c == 'e' || c == 'E'; });
    return e != text.end() && e != text.begin() && !std::string_view(e + 1, text.end()).starts_with('-') &&
           parse_double(text);
}

CoordinateReading read_coordinates(std::string_view x_text, std::string_view y_text)
{
    const auto x = parse_double(x_text);
    const auto y = parse_double(y_text);
    if (!x || !y) {
        const bool has_commas = has_thousands_commas(x_text) || has_thousands_commas(y_text);
        return {.fault = has_commas ? "thousands-comma" : "unreadable-coordinates"};
    }
    if (is_shortened_by_spreadsheet(x_text) || is_shortened_by_spreadsheet(y_text)) {
        return {.fault = "mangled-coordinates"};
    }
    if (*x == 0 && *y == 0) {
        return {.fault = "zero-coordinates"};
    }
    return {*x, *y};
}

}  // namespace wardmap
