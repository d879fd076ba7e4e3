#pragma once

#include <vector>

#include "density_places.hpp"

namespace wardmap::kde {

/// For each place x the sum over all places, itself included, of weight · exp(-d²/(2 sigma²)), d its distance
/// from x. Exact to about 1e-11 of the place's own weight and of what lies within a few sigmas.
///
/// A Gaussian is the convolution of narrower ones: the places are spread on a grid by one, the grid is smoothed
/// row by row and column by column by another, and the sums are gathered from it by the first again. For
/// Gaussians, sums over a grid of a third of sigma are integrals but for 1e-11 (Poisson summation). Cost: about
/// 900 steps a place and 75 a cell. Empty if the grid would have more than `most_cells` cells.
[[nodiscard]] std::vector<double> gaussian_sums(const std::vector<Place>& places, double sigma_m,
                                                double most_cells);

}  // namespace wardmap::kde
