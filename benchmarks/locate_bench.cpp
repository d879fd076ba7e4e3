#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <string>

#include "wardmap/build_gazetteer.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/locate.hpp"
#include "wardmap/read_incidents.hpp"
#include "wardmap/synth.hpp"

namespace wardmap {
namespace {

namespace fs = std::filesystem;

/// An invented town of so many addresses with its built gazetteer and 100,000 records; removed at the end.
class Town {
public:
    explicit Town(std::uint32_t addresses)
        : m_folder(fs::temp_directory_path() /
                   ("wardmap-bench-" + std::to_string(::getpid()) + "-" + std::to_string(addresses)))
    {
        write_synthetic_town(m_folder, {.seed = 7, .addresses = addresses, .incidents = 100'000});
        for (const auto& [file, kind] : {std::pair{"addresses.csv", SourceKind::addresses},
                                         std::pair{"postcodes.csv", SourceKind::onspd},
                                         std::pair{"streets.geojson", SourceKind::streets},
                                         std::pair{"blocks.geojson", SourceKind::blocks},
                                         std::pair{"venues.geojson", SourceKind::names}}) {
            m_sources.push_back({.file = (m_folder / file).string(), .kind = kind});
        }
        build();
        const auto rows = open_csv(m_folder / "incidents.csv");
        read_incidents(*rows, preset_mapping("generic", rows->header()), {.path = "incidents.csv"}, set,
                       diagnostics);
    }
    Town(const Town&) = delete;
    Town& operator=(const Town&) = delete;
    ~Town()
    {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }
    void build() const
    {
        Diagnostics ignored;
        build_gazetteer(gazetteer_file(), m_sources, "EPSG:27700", ignored);
    }
    [[nodiscard]] fs::path gazetteer_file() const { return m_folder / "town.gazetteer"; }

    IncidentSet set;
    Diagnostics diagnostics;

private:
    fs::path m_folder;
    std::vector<GazetteerSourceFile> m_sources;
};

const Town& town(std::int64_t addresses)
{
    static std::map<std::int64_t, Town> towns;
    return towns.try_emplace(addresses, static_cast<std::uint32_t>(addresses)).first->second;
}

void open_gazetteer(benchmark::State& state)
{
    const Town& of = town(state.range(0));
    for (auto _ : state) {
        benchmark::DoNotOptimize(Gazetteer::open(of.gazetteer_file()).entry_count());
    }
}

void build_town(benchmark::State& state)
{
    const Town& of = town(state.range(0));
    for (auto _ : state) {
        of.build();
    }
}

void locate_records(benchmark::State& state)
{
    const Town& of = town(state.range(0));
    const Gazetteer gazetteer = Gazetteer::open(of.gazetteer_file());
    const auto threads = static_cast<unsigned>(state.range(1));
    for (auto _ : state) {
        benchmark::DoNotOptimize(locate(of.set.records, gazetteer, {.threads = threads}).size());
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(of.set.records.size()));
}

BENCHMARK(open_gazetteer)->Arg(40'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(build_town)->Arg(1'000'000)->Unit(benchmark::kSecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK(locate_records)
    ->Args({40'000, 1})
    ->Args({40'000, 2})
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 2})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

}  // namespace
}  // namespace wardmap
