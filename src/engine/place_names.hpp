#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "located_set.hpp"
#include "wardmap/point_set.hpp"

namespace wardmap {

/// What people call the place where most of the incidents `held` (indices) stand: "Danestrete, by Bus Station". The
/// street is the one that the gazetteer has within 400 m, or for snapped
/// records the one that their map point is called; the landmark within 200 m comes with it. Names that stand for no
/// place are told as what is there: "Danestrete (parking area)". Empty where nothing is known.
/// No location text is shown but of snapped records: that of others may be somebody's address.
[[nodiscard]] std::string place_name(const StudyInputs& inputs, const LocatedSet& located,
                                     std::span<const std::uint32_t> held);

}  // namespace wardmap
