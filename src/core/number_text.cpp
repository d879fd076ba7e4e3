#include "wardmap/number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace wardmap {

namespace {

std::string_view without_blanks(std::string_view text)
{
    const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

/// from_chars takes no plus sign, and takes "inf" and "nan"; we want it the other way round.
bool starts_like_a_number(std::string_view text)
{
    if (!text.empty() && text.front() == '-') {
        text.remove_prefix(1);
    }
    return !text.empty() && ((text.front() >= '0' && text.front() <= '9') || text.front() == '.');
}

template <typename Number>
std::optional<Number> parse_whole(std::string_view text)
{
    text = without_blanks(text);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') {
        text.remove_prefix(1);
    }
    if (!starts_like_a_number(text)) {
        return std::nullopt;
    }
    Number value{};
    const char* const end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, value);
    if (fault != std::errc{} || stop != end) {
        return std::nullopt;
    }
    return value;
}

/// Powers of ten that are exact doubles, as every whole number of so few digits is.
constexpr std::array<double, 16> exact_powers = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

/// Adds the digits at the front of `text` to `number` and takes them away; how many there were.
std::size_t take_digits(std::string_view& text, std::uint64_t& number)
{
    std::size_t taken = 0;
    for (; taken < text.size(); ++taken) {
        const std::uint64_t digit = static_cast<unsigned char>(text[taken]) - std::uint64_t{'0'};
        if (digit > 9) {
            break;
        }
        number = number * 10 + digit;
    }
    text.remove_prefix(taken);
    return taken;
}

/// Reads digits around at most one point, as most numbers in files are written, faster than from_chars does:
/// whole number and power of ten are exact, so their quotient is the double nearest to the text (Clinger 1990). False
/// for any other text, be it a number or not.
bool parse_short_decimal(std::string_view text, double& value)
{
    const bool is_negative = text.starts_with('-');
    text.remove_prefix(is_negative ? 1 : 0);
    if (text.size() >= exact_powers.size()) {
        return false;
    }
    std::uint64_t number = 0;
    std::size_t decimals = 0;
    if (take_digits(text, number) == 0) {
        return false;
    }
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        decimals = take_digits(text, number);
        if (decimals == 0) {
            return false;
        }
    }
    const double magnitude = static_cast<double>(static_cast<std::int64_t>(number)) / exact_powers[decimals];
    value = is_negative ? -magnitude : magnitude;
    return text.empty();
}

bool is_all_zero(std::string_view text) { return text.find_first_not_of("-0.") == std::string_view::npos; }

}  // namespace

std::string shortest_text(double value)
{
    if (std::isnan(value)) {
        return "nan";
    }
    if (std::isinf(value)) {
        return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
        return "0";
    }
    std::array<char, 32> buffer{};
    // People and spreadsheets read 100000, not 1e+05; both are the shortest digits.
    const bool is_everyday = std::abs(value) >= 1e-5 && std::abs(value) < 1e15;
    const auto result = is_everyday ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                                    std::chars_format::fixed)
                                    : std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

std::string fixed_text(double value, int decimals)
{
    if (!std::isfinite(value)) {
        return shortest_text(value);
    }
    // 309 digits before the point, a sign, a point and up to 20 decimals.
    std::array<char, 340> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                      std::chars_format::fixed, decimals);
    std::string text(buffer.data(), result.ptr);
    if (text.front() == '-' && is_all_zero(text)) {
        text.erase(0, 1);
    }
    return text;
}

std::string grouped_text(std::int64_t value)
{
    std::string digits = std::to_string(value);
    const std::size_t sign = value < 0 ? 1 : 0;
    for (std::size_t position = digits.size(); position > sign + 3;) {
        position -= 3;
        digits.insert(position, 1, ',');
    }
    return digits;
}

std::string significant_text(double value, int digits)
{
    if (value == 0 || !std::isfinite(value) || std::abs(value) >= exact_powers.back()) {
        return shortest_text(value);
    }
    const int decimals = digits - 1 - static_cast<int>(std::floor(std::log10(std::abs(value))));
    constexpr int most_decimals = 9;
    if (decimals > most_decimals) {
        std::array<char, 32> buffer{};
        const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                          std::chars_format::scientific, digits - 1);
        return {buffer.data(), result.ptr};
    }
    if (decimals <= 0) {
        return grouped_text(std::llround(value));
    }
    std::string text = fixed_text(value, decimals);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') {
        text.pop_back();
    }
    return text;
}

std::optional<double> parse_double(std::string_view text)
{
    if (double plain = 0; parse_short_decimal(text, plain)) {
        return plain;
    }
    const auto value = parse_whole<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<std::int64_t> parse_integer(std::string_view text) { return parse_whole<std::int64_t>(text); }

}  // namespace wardmap
