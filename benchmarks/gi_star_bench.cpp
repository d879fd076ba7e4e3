#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

#include "wardmap/gi_star.hpp"
#include "wardmap/hotspots.hpp"

namespace wardmap {
namespace {

PointSet town_incidents(double side_m, std::size_t count)
{
    std::mt19937_64 random(20'260'101);
    std::uniform_real_distribution<double> anywhere(0, side_m);
    std::normal_distribution<double> near(0, side_m / 200);
    PointSet points;
    PointM centre;
    for (std::size_t k = 0; k < count; ++k) {
        if (k % 500 == 0) {
            centre = {anywhere(random), anywhere(random)};
        }
        const double dx_m = near(random);
        const double x_m = k % 2 == 0 ? anywhere(random) : centre.x_m + dx_m;
        points.positions.push_back({x_m, k % 2 == 0 ? anywhere(random) : centre.y_m + near(random)});
    }
    return points;
}

/// A square of `side` × `side` cells of 100 m with as many incidents as cells.
struct Town {
    explicit Town(std::int64_t side)
        : side_m(static_cast<double>(side) * 100),
          points(town_incidents(side_m, static_cast<std::size_t>(side * side)))
    {
    }
    [[nodiscard]] CellGrid grid() const
    {
        return count_cells(points, {CellShape::square, 100}, {{box_polygon({0, 0, side_m, side_m})}});
    }
    double side_m;
    PointSet points;
};

void count_cells_of_a_town(benchmark::State& state)
{
    const Town town(state.range(0));
    for (auto _ : state) {
        benchmark::DoNotOptimize(town.grid());
    }
}

void gi_star_queen(benchmark::State& state)
{
    const CellGrid grid = Town(state.range(0)).grid();
    for (auto _ : state) {
        benchmark::DoNotOptimize(gi_star(grid, {}));
    }
}

void gi_star_five_cells(benchmark::State& state)
{
    const CellGrid grid = Town(state.range(0)).grid();
    for (auto _ : state) {
        benchmark::DoNotOptimize(gi_star(grid, {.distance_m = 500}));
    }
}

/// Every neighbourhood has an exposure of its own, so no result can be shared.
void gi_star_by_dwellings(benchmark::State& state)
{
    CellGrid grid = Town(state.range(0)).grid();
    std::mt19937_64 random(7);
    for (double& exposure : grid.exposure) {
        exposure = static_cast<double>(random() % 1'000'000);
    }
    grid.exposure = floored_exposure(grid.exposure);
    for (auto _ : state) {
        benchmark::DoNotOptimize(gi_star(grid, {}));
    }
}

void hotspots_of_a_town(benchmark::State& state)
{
    const Town town(state.range(0));
    const CellGrid grid = town.grid();
    const auto cells = gi_star(grid, {});
    for (auto _ : state) {
        benchmark::DoNotOptimize(grid_hotspots(town.points, grid, cells, {}));
    }
}

BENCHMARK(count_cells_of_a_town)->Arg(400)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(gi_star_queen)->Arg(400)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(gi_star_five_cells)->Arg(400)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(gi_star_by_dwellings)->Arg(400)->Arg(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(hotspots_of_a_town)->Arg(400)->Arg(1000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace wardmap
