#pragma once

#include "density_kernel.hpp"
#include "density_places.hpp"
#include "study_area.hpp"

namespace wardmap::kde {

/// Diggle's correction (Jones 1993; spatstat's density.ppp, diggle = TRUE): each place's weight over the share
/// of its kernel, summed at pixel centres, that lies in the study area. Places outside the area are dropped.
/// A kernel wholly inside keeps its weight to the last bit.
/// The area's margin must hold the kernel.
class EdgeCorrector {
public:
    EdgeCorrector(const StudyArea& area, const RasterGrid& grid, unsigned threads);
    void correct(RowPlaces& places, const ScaledKernel& kernel) const;

private:
    const StudyArea& m_area;
    RasterGrid m_grid;
    unsigned m_threads;
    std::vector<std::vector<ColumnRun>> m_inside;  ///< of the area, by row from its first
};

}  // namespace wardmap::kde
