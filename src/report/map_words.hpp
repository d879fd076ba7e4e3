#pragma once

#include "map_canvas.hpp"

/// The words on a map: numbers of hotspots, names of wards and tower blocks. What stands first has the
/// first choice of places.
namespace wardmap::report {

void draw_ranks(Canvas& canvas, const Layer* hotspots);
/// Names beside a hotspot rather than across it, where there is a choice.
void avoid_hotspots(Canvas& canvas, const Layer* hotspots);
void draw_ward_names(Canvas& canvas, const Layer* wards);
void draw_block_names(Canvas& canvas, const Layer* blocks);

}  // namespace wardmap::report
