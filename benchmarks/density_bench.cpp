#include <benchmark/benchmark.h>

#include <cstring>
#include <ctime>
#include <random>
#include <vector>

#include "wardmap/bandwidth.hpp"
#include "wardmap/contours.hpp"
#include "wardmap/density.hpp"

namespace {

/// A town of 10 by 10 km: half of the incidents anywhere, half around 200 trouble spots; all at distinct places.
wardmap::PointSet town(std::size_t incidents)
{
    std::mt19937_64 random(2'024);
    const auto metre = [&](double low_m, double high_m) {
        return low_m + (high_m - low_m) * static_cast<double>(random() >> 11) * 0x1p-53;
    };
    std::vector<wardmap::PointM> spots(200);
    for (wardmap::PointM& spot : spots) {
        spot = {metre(520'000, 530'000), metre(220'000, 230'000)};
    }
    wardmap::PointSet points;
    for (std::size_t i = 0; i < incidents; ++i) {
        const wardmap::PointM spot = spots[random() % spots.size()];
        points.positions.push_back(
            i % 2 == 0 ? wardmap::PointM{metre(520'000, 530'000), metre(220'000, 230'000)}
                       : wardmap::PointM{spot.x_m + metre(-300, 300), spot.y_m + metre(-300, 300)});
    }
    return points;
}

const wardmap::RasterGrid ten_km_grid{{520'000, 230'000}, 10, 1000, 1000};

/// Incidents; kernel radius in metres; threads.
void kernel_density(benchmark::State& state)
{
    const wardmap::PointSet points = town(static_cast<std::size_t>(state.range(0)));
    const wardmap::DensityOptions options{.bandwidth_m = static_cast<double>(state.range(1)),
                                          .threads = static_cast<unsigned>(state.range(2))};
    for (auto _ : state) {
        benchmark::DoNotOptimize(wardmap::kernel_density(points, ten_km_grid, options).values.data());
    }
}
BENCHMARK(kernel_density)
    ->ArgNames({"incidents", "h_m", "threads"})
    ->ArgsProduct({{10'000, 100'000, 1'000'000}, {500}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// The cost table of docs/methods.md: incidents by kernel radius in pixels, on one thread.
BENCHMARK(kernel_density)
    ->Name("cost_table")
    ->ArgNames({"incidents", "h_m", "threads"})
    ->ArgsProduct({{10'000, 100'000, 1'000'000, 10'000'000}, {50, 200, 500, 1000}, {1}})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->Repetitions(3)
    ->ReportAggregatesOnly();

/// A floor of the cost table: the raster and its totals pass through memory once.
void copy_bandwidth(benchmark::State& state)
{
    const std::vector<char> from(std::size_t{256} << 20, 1);
    std::vector<char> to(from.size());
    for (auto _ : state) {
        std::memcpy(to.data(), from.data(), from.size());
        benchmark::DoNotOptimize(to.data());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(from.size()));
}
BENCHMARK(copy_bandwidth)->Unit(benchmark::kMillisecond);

void gaussian_density(benchmark::State& state)
{
    const wardmap::PointSet points = town(static_cast<std::size_t>(state.range(0)));
    const wardmap::DensityOptions options{
        .bandwidth_m = 180, .kernel = wardmap::Kernel::gaussian, .threads = 1};
    for (auto _ : state) {
        benchmark::DoNotOptimize(wardmap::kernel_density(points, ten_km_grid, options).values.data());
    }
}
BENCHMARK(gaussian_density)->Arg(10'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

/// Processor time of twenty bandwidths in one sweep over that of as many surfaces one by one, in turn, as the counter
/// `times_one_by_one`.
void sweep_beside_one_by_one(benchmark::State& state)
{
    const wardmap::PointSet points = town(static_cast<std::size_t>(state.range(0)));
    std::vector<double> bandwidths_m(20);
    for (std::size_t i = 0; i < bandwidths_m.size(); ++i) {
        bandwidths_m[i] = 50 * static_cast<double>(i + 1);
    }
    wardmap::DensityOptions options{.threads = 1};
    const auto take = [](double, const wardmap::Raster& surface) {
        benchmark::DoNotOptimize(surface.values.data());
    };
    std::clock_t one_by_one = 0;
    std::clock_t in_sweep = 0;
    for (auto _ : state) {
        const std::clock_t begin = std::clock();
        for (const double bandwidth_m : bandwidths_m) {
            options.bandwidth_m = bandwidth_m;
            take(bandwidth_m, wardmap::kernel_density(points, ten_km_grid, options));
        }
        const std::clock_t middle = std::clock();
        wardmap::density_sweep(points, ten_km_grid, options, {bandwidths_m, take});
        one_by_one += middle - begin;
        in_sweep += std::clock() - middle;
    }
    state.counters["times_one_by_one"] = static_cast<double>(in_sweep) / static_cast<double>(one_by_one);
}
BENCHMARK(sweep_beside_one_by_one)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3);

/// A region of 150 by 150 km at 50 m.
void region(benchmark::State& state)
{
    wardmap::PointSet points = town(static_cast<std::size_t>(state.range(0)));
    for (wardmap::PointM& p : points.positions) {
        p = {500'000 + (p.x_m - 520'000) * 15, 200'000 + (p.y_m - 220'000) * 15};
    }
    const wardmap::RasterGrid grid{{500'000, 350'000}, 50, 3000, 3000};
    for (auto _ : state) {
        benchmark::DoNotOptimize(wardmap::kernel_density(points, grid, {.bandwidth_m = 500}).values.data());
    }
}
BENCHMARK(region)->Arg(10'000'000)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();

void adaptive_density(benchmark::State& state)
{
    const wardmap::PointSet points = town(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            wardmap::kernel_density(points, ten_km_grid,
                                    {.bandwidth_m = 500, .is_adaptive = true, .threads = 1})
                .values.data());
    }
}
BENCHMARK(adaptive_density)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

/// Processor time of the adaptive surface over that of the fixed one, in turn, as the counter `times_fixed`.
void adaptive_beside_fixed(benchmark::State& state)
{
    const wardmap::PointSet points = town(static_cast<std::size_t>(state.range(0)));
    const auto seconds = [&](bool is_adaptive) {
        const std::clock_t begin = std::clock();
        benchmark::DoNotOptimize(
            wardmap::kernel_density(points, ten_km_grid,
                                    {.bandwidth_m = 500, .is_adaptive = is_adaptive, .threads = 1})
                .values.data());
        return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    };
    double fixed_s = 0;
    double adaptive_s = 0;
    for (auto _ : state) {
        fixed_s += seconds(false);
        adaptive_s += seconds(true);
    }
    state.counters["times_fixed"] = adaptive_s / fixed_s;
}
BENCHMARK(adaptive_beside_fixed)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(5);

void likelihood_bandwidth(benchmark::State& state)
{
    const wardmap::PointSet points = town(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            wardmap::likelihood_bandwidth(points, wardmap::Kernel::quartic, 1).bandwidth_m);
    }
}
BENCHMARK(likelihood_bandwidth)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void contour_bands(benchmark::State& state)
{
    const wardmap::Raster raster = wardmap::kernel_density(town(10'000), ten_km_grid, {.bandwidth_m = 300});
    const std::vector<double> breaks = wardmap::quantile_breaks(raster, 5);
    for (auto _ : state) {
        benchmark::DoNotOptimize(wardmap::contour_bands(raster, breaks).data());
    }
}
BENCHMARK(contour_bands)->Unit(benchmark::kMillisecond);

}  // namespace
