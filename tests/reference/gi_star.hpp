#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "wardmap/gi_star.hpp"

/// Slow, obvious twins of Gi*: all pairs of cells, sums of probabilities, BH by its definition.
namespace wardmap::reference {

inline bool are_neighbours(const CellGrid& grid, const GiStarOptions& options, std::size_t i, std::size_t j)
{
    const double d_m = distance_m(grid.lattice.centre(grid.cells[i]), grid.lattice.centre(grid.cells[j]));
    const double cell_m = grid.lattice.cell_m;
    if (options.distance_m > 0) {
        return d_m <= options.distance_m * (1 + 1e-9);
    }
    const bool is_queen =
        grid.lattice.shape == CellShape::square && options.neighbours == NeighbourRule::queen;
    return d_m <= cell_m * (is_queen ? std::sqrt(2.0) : 1.0) * (1 + 1e-9);
}

/// P(T = t) for T ~ Binomial(n, p).
inline double binomial_probability(double t, double n, double p)
{
    if (p >= 1) {
        return t == n ? 1 : 0;
    }
    return std::exp(std::lgamma(n + 1) - std::lgamma(t + 1) - std::lgamma(n - t + 1) + t * std::log(p) +
                    (n - t) * std::log1p(-p));
}

inline std::vector<double> benjamini_hochberg(const std::vector<double>& p)
{
    std::vector<double> q;
    for (const double own : p) {
        double least = 1;
        for (const double bound : p) {
            if (bound >= own) {
                const auto rank = std::count_if(p.begin(), p.end(), [&](double v) { return v <= bound; });
                least = std::min(least, bound * static_cast<double>(p.size()) / static_cast<double>(rank));
            }
        }
        q.push_back(least);
    }
    return q;
}

inline std::vector<GiStarCell> gi_star(const CellGrid& grid, const GiStarOptions& options)
{
    const std::size_t cells = grid.cells.size();
    const auto n = static_cast<double>(cells);
    double total = 0;
    double squares = 0;
    double all_exposure = 0;
    const auto exposure = [&](std::size_t i) { return grid.exposure.empty() ? 1.0 : grid.exposure[i]; };
    for (std::size_t i = 0; i < cells; ++i) {
        total += grid.counts[i];
        squares += grid.counts[i] * grid.counts[i];
        all_exposure += exposure(i);
    }
    const double mean = total / n;
    const double s = std::sqrt(squares / n - mean * mean);
    std::vector<GiStarCell> results(cells);
    for (std::size_t i = 0; i < cells; ++i) {
        double links = 0;
        double here = 0;
        GiStarCell& result = results[i];
        for (std::size_t j = 0; j < cells; ++j) {
            if (are_neighbours(grid, options, i, j)) {
                links += 1;
                here += exposure(j);
                result.neighbourhood += grid.counts[j];
            }
        }
        const double share = here / all_exposure;
        const double spread = s * std::sqrt((n * links - links * links) / (n - 1));
        result.z = spread > 0 ? (result.neighbourhood - mean * links) / spread : 0;
        result.expected = total * share;
        result.p_hot = 0;
        result.p_cold = 0;
        for (double t = 0; t <= total; ++t) {
            const double probability = binomial_probability(t, total, share);
            result.p_hot += t >= result.neighbourhood ? probability : 0;
            result.p_cold += t <= result.neighbourhood ? probability : 0;
        }
    }
    return results;
}

}  // namespace wardmap::reference
