#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "wardmap/clusters.hpp"
#include "wardmap/gi_star.hpp"
#include "wardmap/near_repeat.hpp"

/// The analyses on the points that benchmarks/peers/compare gives to other programs too: pairs of doubles in files of the
/// folder WARDMAP_PEER_DATA. Without it they are left out.
namespace wardmap {
namespace {

std::vector<PointM> peer_points(benchmark::State& state)
{
    const char* const folder = std::getenv("WARDMAP_PEER_DATA");
    const std::string name = "points_" + std::to_string(state.range(0)) + ".f64";
    std::ifstream file(std::filesystem::path(folder == nullptr ? "" : folder) / name, std::ios::binary);
    std::vector<PointM> points(static_cast<std::size_t>(state.range(0)));
    file.read(reinterpret_cast<char*>(points.data()),
              static_cast<std::streamsize>(points.size() * sizeof(PointM)));
    if (folder == nullptr || !file) {
        state.SkipWithError("no points: run benchmarks/peers/compare");
        return {};
    }
    return points;
}

void tell_labels(benchmark::State& state, const std::vector<std::int32_t>& labels)
{
    state.counters["clusters"] = labels.empty() ? 0 : *std::ranges::max_element(labels) + 1;
    state.counters["noise"] = static_cast<double>(std::ranges::count(labels, no_cluster));
}

/// range(1): least number of points.
void peer_dbscan(benchmark::State& state)
{
    const std::vector<PointM> points = peer_points(state);
    std::vector<std::int32_t> labels;
    for (auto _ : state) {
        labels = dbscan(points, {50, static_cast<std::uint32_t>(state.range(1))});
    }
    tell_labels(state, labels);
}

void peer_hdbscan(benchmark::State& state)
{
    const std::vector<PointM> points = peer_points(state);
    std::vector<std::int32_t> labels;
    for (auto _ : state) {
        labels = hdbscan(points, {.min_cluster_size = 20});
    }
    tell_labels(state, labels);
}

/// Dates on a year at random; the default bands, 999 permutations.
void peer_knox(benchmark::State& state)
{
    const std::vector<PointM> points = peer_points(state);
    std::mt19937 random(3);
    std::vector<CivilDay> days;
    for (std::size_t i = 0; i < points.size(); ++i) {
        days.push_back(CivilDay{std::chrono::days{19'000 + random() % 365}});
    }
    std::uint64_t pairs = 0;
    for (auto _ : state) {
        const KnoxTable table = knox_table(points, days, {});
        pairs = 0;
        for (std::size_t c = 0; c + table.columns < table.cells.size(); ++c) {
            pairs += table.cells[c].observed;
        }
    }
    state.counters["pairs"] = static_cast<double>(pairs);
}

/// Cells within five of each other's side; the counts do not matter to the time.
void peer_gi_star(benchmark::State& state)
{
    const auto side = static_cast<double>(state.range(0)) * 100;
    CellGrid grid = count_cells({}, {CellShape::square, 100}, {{box_polygon({0, 0, side, side})}});
    std::mt19937 random(5);
    for (double& count : grid.counts) {
        count = std::poisson_distribution<>(1)(random);
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(gi_star(grid, {.distance_m = 500}));
    }
}

BENCHMARK(peer_gi_star)
    ->Arg(400)
    ->Arg(1000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK(peer_dbscan)
    ->Args({100'000, 10})
    ->Args({1'000'000, 10})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK(peer_hdbscan)
    ->Arg(20'000)
    ->Arg(100'000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK(peer_knox)
    ->Arg(100'000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

}  // namespace
}  // namespace wardmap
