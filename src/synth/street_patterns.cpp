#include "street_patterns.hpp"

#include <utility>

namespace wardmap::synth {

namespace {

using Role = Sketch::Role;

std::vector<Sketch> spine_with_closes()
{
    return {
        {Role::spine,
         -1,
         true,
         true,
         {{0, .5},
          {.12, .52},
          {.27, .55},
          {.38, .53},
          {.5, .5},
          {.62, .47},
          {.73, .45},
          {.88, .48},
          {1, .5}}},
        {Role::close, 0, true, false, {{.12, .52}, {.13, .7}, {.1, .9}}},
        {Role::close, 0, true, false, {{.38, .53}, {.36, .72}, {.37, .91}}},
        {Role::close, 0, true, false, {{.62, .47}, {.63, .7}, {.61, .91}}},
        {Role::close, 0, true, false, {{.88, .48}, {.86, .68}, {.88, .9}}},
        {Role::close, 0, true, false, {{.27, .55}, {.25, .33}, {.2, .1}}},
        {Role::close, 0, true, false, {{.5, .5}, {.51, .3}, {.49, .09}}},
        {Role::close, 0, true, false, {{.73, .45}, {.75, .28}, {.79, .1}}},
    };
}

std::vector<Sketch> ring_with_closes()
{
    return {
        {Role::spine, -1, true, false, {{0, .5}, {.13, .52}, {.25, .5}}},
        {Role::loop,
         0,
         true,
         false,
         {{.25, .5},
          {.25, .7},
          {.3, .75},
          {.5, .77},
          {.7, .75},
          {.75, .7},
          {.76, .5},
          {.75, .3},
          {.7, .25},
          {.5, .23},
          {.3, .25},
          {.25, .3},
          {.25, .5}}},
        {Role::close, 1, true, false, {{.3, .75}, {.2, .84}, {.12, .9}}},
        {Role::close, 1, true, false, {{.5, .77}, {.51, .85}, {.48, .94}}},
        {Role::close, 1, true, false, {{.7, .75}, {.8, .84}, {.88, .9}}},
        {Role::close, 1, true, false, {{.76, .5}, {.85, .51}, {.94, .48}}},
        {Role::close, 1, true, false, {{.7, .25}, {.8, .16}, {.88, .1}}},
        {Role::close, 1, true, false, {{.5, .23}, {.49, .14}, {.52, .06}}},
        {Role::close, 1, true, false, {{.3, .25}, {.2, .17}, {.1, .12}}},
        {Role::close, 1, true, false, {{.75, .3}, {.62, .42}, {.52, .56}}},
    };
}

std::vector<Sketch> spine_with_crescents()
{
    return {
        {Role::spine,
         -1,
         true,
         true,
         {{.5, 0}, {.53, .2}, {.52, .35}, {.5, .5}, {.48, .65}, {.47, .8}, {.5, 1}}},
        {Role::loop,
         0,
         false,
         false,
         {{.53, .2}, {.3, .16}, {.15, .25}, {.11, .5}, {.15, .75}, {.28, .84}, {.47, .8}}},
        {Role::loop,
         0,
         false,
         false,
         {{.53, .2}, {.74, .16}, {.86, .25}, {.89, .5}, {.85, .75}, {.72, .84}, {.47, .8}}},
        {Role::close, 0, true, false, {{.5, .5}, {.38, .52}, {.26, .5}}},
        {Role::close, 0, true, false, {{.52, .35}, {.66, .37}, {.76, .35}}},
        {Role::close, 0, true, false, {{.48, .65}, {.62, .63}, {.75, .65}}},
    };
}

}  // namespace

std::vector<Sketch> street_pattern(std::uint32_t pattern, std::uint32_t symmetry)
{
    std::vector<Sketch> sketches = pattern == 0   ? spine_with_closes()
                                   : pattern == 1 ? ring_with_closes()
                                                  : spine_with_crescents();
    for (Sketch& sketch : sketches) {
        for (InBlock& point : sketch.line) {
            point.u = (symmetry & 1U) != 0 ? 1 - point.u : point.u;
            point.v = (symmetry & 2U) != 0 ? 1 - point.v : point.v;
            if ((symmetry & 4U) != 0) {
                std::swap(point.u, point.v);
            }
        }
    }
    return sketches;
}

}  // namespace wardmap::synth
