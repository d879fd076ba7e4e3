#pragma once

#include <cmath>
#include <string>

#include "wardmap/feature_table.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::formats {

/// A value as text files have it: numbers with their field's decimals; empty for none.
[[nodiscard]] inline std::string field_text(const Field& field, const Value& value)
{
    const auto* number = std::get_if<double>(&value);
    if (number == nullptr) {
        return value_text(value);
    }
    if (!std::isfinite(*number)) {
        return {};
    }
    return field.decimals >= 0 ? fixed_text(*number, field.decimals) : shortest_text(*number);
}

}  // namespace wardmap::formats
