#pragma once

#include <string_view>

namespace wardmap {

/// A pair of coordinates as a file writes it.
struct CoordinateReading {
    double x = 0;
    double y = 0;
    /// Why the pair cannot be used, as a stable code; empty if it can:
    ///   unreadable-coordinates  no number, NaN, infinite
    ///   thousands-comma         such as 530,000
    ///   mangled-coordinates     a spreadsheet has thrown digits away (5.3E+05)
    ///   zero-coordinates        (0, 0)
    std::string_view fault = {};
};

[[nodiscard]] CoordinateReading read_coordinates(std::string_view x_text, std::string_view y_text);

/// "1.00E+11", "5.3E+05": a number that a spreadsheet has shortened.
[[nodiscard]] bool is_shortened_by_spreadsheet(std::string_view text);

}  // namespace wardmap
