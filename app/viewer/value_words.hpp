#pragma once

#include <QString>

#include "wardmap/feature_table.hpp"

namespace wardmap::viewer {

/// A value as British readers expect it: "12,345", "0.43", "3 January 2021 23:10", "yes"; "–" for none.
[[nodiscard]] QString value_words(const Value& value, const Field& field);
/// The same with the unit: "12.3 per 1,000 residents".
[[nodiscard]] QString value_with_unit(const Value& value, const Field& field);
/// "Rate (per 1,000 residents)".
[[nodiscard]] QString heading_of(const Field& field);

}  // namespace wardmap::viewer
