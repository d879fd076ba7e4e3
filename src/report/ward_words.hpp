#pragma once

#include <string>

#include "theme_layers.hpp"

/// What a ward's row of a theme says, in sentences that a councillor can read out. Made from the layer
/// alone: what the profile hid there is not told.
namespace wardmap::report {

/// "252 incidents, 11.5 % of all, 2nd of 13 wards. 91.2 per 1,000 residents (…)." Not escaped.
[[nodiscard]] std::string ward_words(const Layer& wards, const Feature& ward);

/// The first sentence of that alone.
[[nodiscard]] std::string ward_line(const Layer& wards, const Feature& ward);

/// "252 incidents", "1 incident", "number not shown".
[[nodiscard]] std::string incidents_words(const Layer& wards, const Feature& ward);

}  // namespace wardmap::report
