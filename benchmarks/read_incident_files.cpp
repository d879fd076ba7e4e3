#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>

#include "wardmap/classify.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/csv_stretches.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/read_incidents.hpp"

namespace wardmap {
namespace {

constexpr std::size_t rows_made = 1'000'000;

/// About 51 MB, the same bytes every time; gone at the end of the program unless WARDMAP_PEER_FILE says where to leave it
/// for other programs (benchmarks/peers/read_csv.sh).
class MadeFile {
public:
    MadeFile()
        : m_is_left(std::getenv("WARDMAP_PEER_FILE") != nullptr),
          m_path(m_is_left ? std::filesystem::path(std::getenv("WARDMAP_PEER_FILE"))
                           : std::filesystem::temp_directory_path() /
                                 fmt::format("wardmap-bench-{}.csv", ::getpid()))
    {
        std::mt19937_64 random(1);
        const auto below = [&](std::uint64_t n) { return random() % n; };
        const std::vector<std::string> categories = {"ASB - Nuisance", "Drugs", "Noise complaint"};
        std::ofstream file(m_path);
        file << "ref,category,easting,northing,date\n";
        for (std::size_t i = 0; i < rows_made; ++i) {
            file << fmt::format("INC{:07},{},{}.{},{}.{},2021-{:02}-{:02}\n", i, categories[below(3)],
                                520000 + below(10000), below(10), 220000 + below(10000), below(10),
                                1 + below(12), 1 + below(28));
        }
    }
    MadeFile(const MadeFile&) = delete;
    MadeFile& operator=(const MadeFile&) = delete;
    ~MadeFile()
    {
        if (!m_is_left) {
            std::error_code ignored;
            std::filesystem::remove(m_path, ignored);
        }
    }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    bool m_is_left;
    std::filesystem::path m_path;
};

const MadeFile& made_file()
{
    static const MadeFile file;
    return file;
}

void count_bytes(benchmark::State& state)
{
    const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(made_file().path()));
    state.SetBytesProcessed(state.iterations() * bytes);
}

/// Rows of cells, nothing done with them.
void csv_rows(benchmark::State& state)
{
    (void)made_file();
    for (auto _ : state) {
        const auto rows = open_csv(made_file().path());
        std::size_t count = 0;
        while (rows->next() == RowSource::Step::row) {
            count += rows->cells().size();
        }
        benchmark::DoNotOptimize(count);
    }
    count_bytes(state);
}
BENCHMARK(csv_rows)->Unit(benchmark::kMillisecond);

struct Columns {
    std::vector<double> x_m;
    std::vector<double> y_m;
    std::vector<CivilDay> days;
};

Columns columns_of(CsvSource& rows, std::size_t count)
{
    Columns columns;
    columns.x_m.reserve(count);
    columns.y_m.reserve(count);
    columns.days.reserve(count);
    while (rows.next() == RowSource::Step::row) {
        const std::vector<std::string_view>& cells = rows.cells();
        columns.x_m.push_back(parse_double(cells[2]).value_or(0));
        columns.y_m.push_back(parse_double(cells[3]).value_or(0));
        columns.days.push_back(parse_iso_day(cells[4]).value_or(CivilDay{}));
    }
    return columns;
}

template <typename Value>
void append(std::vector<Value>& to, const std::vector<Value>& values)
{
    to.insert(to.end(), values.begin(), values.end());
}

/// To columns of numbers and days, whose memory is there before the file is opened, as with the peers.
void csv_typed_columns(benchmark::State& state)
{
    (void)made_file();
    for (auto _ : state) {
        Columns columns;
        columns.x_m.reserve(rows_made);
        columns.y_m.reserve(rows_made);
        columns.days.reserve(rows_made);
        const auto rows = open_csv(made_file().path());
        const ReadStretch read = [&](CsvSource& stretch) {
            const auto part = std::make_shared<const Columns>(columns_of(stretch, rows_made / 40));
            return [&, part](std::uint64_t /*lines_before*/) {
                append(columns.x_m, part->x_m);
                append(columns.y_m, part->y_m);
                append(columns.days, part->days);
            };
        };
        read_in_stretches(*rows, read, {.threads = static_cast<unsigned>(state.range(0))});
        benchmark::DoNotOptimize(columns.x_m.data());
        benchmark::DoNotOptimize(columns.y_m.data());
        benchmark::DoNotOptimize(columns.days.data());
    }
    count_bytes(state);
}
BENCHMARK(csv_typed_columns)
    ->Arg(1)
    ->Arg(2)
    ->ArgName("threads")
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

IncidentSet made_incidents()
{
    const auto rows = open_csv(made_file().path());
    IncidentSet set;
    Diagnostics diagnostics;
    read_incidents(*rows, preset_mapping("generic", rows->header()), {}, set, diagnostics);
    return set;
}

void incident_records(benchmark::State& state)
{
    (void)made_file();
    for (auto _ : state) {
        benchmark::DoNotOptimize(made_incidents().records.data());
    }
    count_bytes(state);
}
BENCHMARK(incident_records)->Unit(benchmark::kMillisecond);

void classify_by_category_and_notes(benchmark::State& state)
{
    IncidentSet set = made_incidents();
    for (IncidentRecord& record : set.records) {
        record.notes =
            "Caller states that a group of youths is shouting and playing loud music by the garages";
    }
    const std::vector<ThemeRule> themes = {preset_theme("asb"), preset_theme("drugs"),
                                           preset_theme("car_cruising")};
    for (auto _ : state) {
        benchmark::DoNotOptimize(classify(set.records, themes).data());
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(set.records.size()));
}
BENCHMARK(classify_by_category_and_notes)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace wardmap
