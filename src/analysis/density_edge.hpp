#pragma once

#include "density_kernel.hpp"
#include "density_places.hpp"
#include "study_area.hpp"

namespace wardmap::kde {

/// What the pixels and the kernel of a surface are, and how many threads make it.
struct SurfaceSetting {
    ScaledKernel kernel;
    RasterGrid grid;
    unsigned threads = 0;
};

/// Diggle's correction (Jones 1993; spatstat's density.ppp, diggle = TRUE): each place's weight over the share
/// of its kernel, summed at pixel centres, that lies in the study area. Places outside the area are dropped.
/// A kernel wholly inside keeps its weight to the last bit.
void correct_edges(RowPlaces& places, const StudyArea& area, const SurfaceSetting& setting);

}  // namespace wardmap::kde
