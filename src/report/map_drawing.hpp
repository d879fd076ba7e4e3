#pragma once

#include "map_canvas.hpp"

/// The parts of a map, in the order in which they are drawn. All do nothing for what the theme lacks.
namespace wardmap::report {

void draw_ground(Canvas& canvas, const ThemeLayers& layers);
/// Cut off at the border of the study area: the contours follow pixels, which stick out beyond it.
void draw_density(Canvas& canvas, const Layer* density);
/// Roads, buildings and the like, thin and grey.
void draw_context(Canvas& canvas, const std::vector<const Layer*>& context);
void draw_outlines(Canvas& canvas, const Layer* layer);
/// The ward that the map is about: its outline thick, and a veil over all the rest.
void draw_focus(Canvas& canvas, const Feature* ward);
/// Outline and hatch: told apart without colour.
void draw_hotspots(Canvas& canvas, const Layer* hotspots);
void draw_blocks(Canvas& canvas, const Layer* blocks);

}  // namespace wardmap::report
