#pragma once

#include <string>
#include <string_view>

#include "random.hpp"

namespace wardmap::synth {

/// The parts of an address, each empty where there is none.
struct AddressParts {
    std::string flat;  ///< "3"
    std::string building;
    std::string street;  ///< with the number in front
    std::string locality;
    std::string town;
    std::string postcode;
};

/// After a comma, if the text has a part already; an empty part adds nothing.
void append_part(std::string& text, std::string_view part);

[[nodiscard]] std::string in_order(const AddressParts& parts);

/// Postcode first, or the town before the street, or the number behind the street's name.
[[nodiscard]] std::string swapped(AddressParts parts, Random& random);

/// A flat's address with the flat in an unusual way; `is_before`: in front of the building's name.
[[nodiscard]] std::string flat_text(const AddressParts& parts, bool is_before, Random& random);

/// With street types and kinds of building cut short: "Rd", "Cl", "Flt".
[[nodiscard]] std::string abbreviated(const std::string& text);

/// In one case, without commas, often with the postcode run together.
[[nodiscard]] std::string without_commas(const std::string& text, const std::string& postcode,
                                         Random& random);

/// One digit of the postcode read as the letter that looks like it.
[[nodiscard]] std::string confused(std::string postcode, Random& random);

}  // namespace wardmap::synth
