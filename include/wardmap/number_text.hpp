#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Numbers to text and back, the same in every locale.
namespace wardmap {

/// Fewest digits that read back as the same double, without an exponent from 0.00001 up to 10^15;
/// "nan", "inf", "-inf" for those.
[[nodiscard]] std::string shortest_text(double value);

/// Fixed decimals, rounded half to even on the exact binary value; never "-0.00".
[[nodiscard]] std::string fixed_text(double value, int decimals);

/// Whole number with thousands separated by commas, as British readers expect: "12,345".
[[nodiscard]] std::string grouped_text(std::int64_t value);

/// So many significant digits (1 to 9) for people to read, thousands separated, without zeros at the end: with three
/// "1,235", "4.57", "0.0123"; all digits before the point, and an exponent where nine decimals do not show them.
[[nodiscard]] std::string significant_text(double value, int digits);

/// A plain decimal number ("12", "-0.5", "1e3"), the whole text, with blanks at the ends allowed.
/// Rejects thousands commas, hexadecimal, "nan" and "inf", and anything that does not fit.
[[nodiscard]] std::optional<double> parse_double(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);

}  // namespace wardmap
