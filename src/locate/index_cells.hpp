#pragma once

#include <vector>

#include "gazetteer_index.hpp"
#include "index_names.hpp"

namespace wardmap::locate_detail {

/// Writes the bounds of the entries and the grid that finds those near a point.
void write_cells(const std::vector<GazetteerEntry>& entries, Gazetteer::Index& index, MadeArrays& made);

}  // namespace wardmap::locate_detail
