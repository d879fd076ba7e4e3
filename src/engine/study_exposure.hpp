#pragma once

#include "located_set.hpp"

namespace wardmap {

/// Gives the grid the exposure that the study asks for: the land (as it is), addresses, postcodes, or a layer's counts,
/// with the study's floor. Throws Error (input) where nothing of it lies in the study area.
void set_exposure(const Study& study, const StudyInputs& inputs, const LocatedSet& located, CellGrid& grid);

/// "the land", "addresses" …: what the null spreads incidents over, in words.
[[nodiscard]] std::string exposure_words(const Study& study);

}  // namespace wardmap
