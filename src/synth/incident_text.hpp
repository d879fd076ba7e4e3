#pragma once

#include <string>

#include "hotspot_plan.hpp"
#include "random.hpp"

namespace wardmap::synth {

/// What a record says about its incident. Nobody and nothing real.
struct IncidentText {
    std::string category;
    std::string notes;
};

/// The category is a heading of the National Standard for Incident Recording or a council's word for it;
/// one in twelve is blank or wrong, and then the notes tell the theme.
[[nodiscard]] IncidentText write_incident(Theme theme, Random& random);

}  // namespace wardmap::synth
