#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "located_set.hpp"

namespace wardmap {

/// What people call the place: the nearest street of the gazetteer, or else landmark, within 400 m; failing that,
/// what police.uk calls the map point that most of the incidents `held` (indices) stand on, without its "On or near".
/// Empty when nothing has a name. Never the location text of other records, which may be somebody's address.
[[nodiscard]] std::string place_name(const StudyInputs& inputs, const LocatedSet& located, PointM p,
                                     const std::vector<std::uint32_t>& held);

}  // namespace wardmap
