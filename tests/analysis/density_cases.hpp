#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>

#include "wardmap/density.hpp"

/// Random surfaces to be made: grids, places as real files have them, study areas.
namespace wardmap::test {

inline constexpr std::array all_kernels{Kernel::quartic,    Kernel::epanechnikov, Kernel::triweight,
                                        Kernel::triangular, Kernel::uniform,      Kernel::gaussian};

class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_random(seed) {}
    double between(double low, double high)
    {
        return std::uniform_real_distribution<double>(low, high)(m_random);
    }
    int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(m_random); }

private:
    std::mt19937_64 m_random;
};

struct DensityCase {
    RasterGrid grid;
    PointSet points;
    DensityOptions options;
};

inline double peak_of(const Raster& raster)
{
    double peak = 0;
    for (const double value : raster.values) {
        peak = std::isnan(value) ? peak : std::max(peak, value);
    }
    return peak;
}

/// A star-shaped polygon around the middle of the grid, with a hole.
inline MultiPolygon crooked_boundary(const RasterGrid& grid, Dice& dice)
{
    const BoxM box = grid.bounds();
    const PointM middle{(box.min_x_m + box.max_x_m) / 2, (box.min_y_m + box.max_y_m) / 2};
    const auto star = [&](double least_m, double most_m, int corners) {
        Ring ring;
        for (int i = 0; i < corners; ++i) {
            const double angle = 2 * std::numbers::pi * i / corners;
            const double r_m = dice.between(least_m, most_m);
            ring.push_back({middle.x_m + r_m * std::cos(angle), middle.y_m + r_m * std::sin(angle)});
        }
        ring.push_back(ring.front());
        return ring;
    };
    const double size_m = std::min(box.width_m(), box.height_m());
    Polygon polygon{star(0.25 * size_m, 0.6 * size_m, 17), {star(0.02 * size_m, 0.15 * size_m, 9)}};
    std::ranges::reverse(polygon.holes[0]);
    return {{polygon}};
}

/// Places as real files have them: stacked, on pixel centres, on pixel edges, outside, with decimals.
inline PointM random_place(const RasterGrid& grid, Dice& dice)
{
    const BoxM box = grid.bounds().grown(2 * grid.cell_m);
    const PointM anywhere{dice.between(box.min_x_m, box.max_x_m), dice.between(box.min_y_m, box.max_y_m)};
    const PointM centre = grid.centre(dice.whole(0, grid.cols - 1), dice.whole(0, grid.rows - 1));
    switch (dice.whole(0, 4)) {
        case 0:
            return centre;
        case 1:
            return {centre.x_m + grid.cell_m / 2, centre.y_m};
        case 2:
            return {std::round(anywhere.x_m), std::round(anywhere.y_m)};
        default:
            return anywhere;
    }
}

/// A grid at the origin or in Hertfordshire, and a bandwidth that is a whole number of its pixels a third of the time.
inline DensityCase empty_case(Dice& dice, double least_cells, double most_cells)
{
    DensityCase made;
    const double cell_m = std::array{1.0, 10.0, 20.0, 33.3}[static_cast<std::size_t>(dice.whole(0, 3))];
    const PointM corner = dice.whole(0, 1) == 0 ? PointM{0, 0} : PointM{523'100, 224'200};
    made.grid = {corner, cell_m, dice.whole(1, 60), dice.whole(1, 60)};
    const double cells = dice.between(least_cells, most_cells);
    made.options.bandwidth_m = (dice.whole(0, 2) == 0 ? std::max(1.0, std::round(cells)) : cells) * cell_m;
    return made;
}

/// Up to so many places; a tenth of them with many incidents each.
inline PointSet random_points(const RasterGrid& grid, Dice& dice, int most_places, bool is_weighted)
{
    PointSet points;
    const int places = dice.whole(1, most_places);
    for (int i = 0; i < places; ++i) {
        const PointM place = random_place(grid, dice);
        const int copies = dice.whole(0, 9) == 0 ? dice.whole(2, 150) : 1;
        for (int c = 0; c < copies; ++c) {
            points.positions.push_back(place);
            if (is_weighted) {
                points.weights.push_back(std::max(0.0, dice.between(-0.5, 5)));  // a tenth counts nothing
            }
        }
    }
    return points;
}

/// Clusters of places that pixels hold three to thirty of, some across the grid's edges; a tenth are stacks.
inline PointSet dense_points(const RasterGrid& grid, Dice& dice, bool is_weighted)
{
    PointSet points;
    const BoxM box = grid.bounds();
    const int clusters = dice.whole(1, 4);
    for (int i = 0; i < clusters; ++i) {
        const PointM middle{dice.between(box.min_x_m, box.max_x_m), dice.between(box.min_y_m, box.max_y_m)};
        const double side_m = dice.between(2, 12) * grid.cell_m;
        const double pixels = side_m / grid.cell_m * side_m / grid.cell_m;
        const int places = static_cast<int>(pixels * dice.between(3, 30));
        for (int k = 0; k < places; ++k) {
            const PointM place{middle.x_m + dice.between(-0.5, 0.5) * side_m,
                               middle.y_m + dice.between(-0.5, 0.5) * side_m};
            const int copies = dice.whole(0, 9) == 0 ? 3 : 1;
            for (int c = 0; c < copies; ++c) {
                points.positions.push_back(place);
                if (is_weighted) {
                    points.weights.push_back(std::max(0.0, dice.between(-0.5, 5)));
                }
            }
        }
    }
    return points;
}

}  // namespace wardmap::test
