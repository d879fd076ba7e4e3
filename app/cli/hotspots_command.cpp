#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <string>

#include "command_list.hpp"
#include "grid_arguments.hpp"
#include "point_arguments.hpp"
#include "published_file.hpp"
#include "wardmap/cluster_layers.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap::cli {

namespace {

constexpr std::size_t shuffles = 99;

struct Arguments {
    PointArguments points;
    GridArguments grid;
    std::string statistic = "gi";
    std::string test = "exact";
    std::string fdr = "bh";
    std::string exposure;
    std::string exposure_field;
    double exposure_floor = default_exposure_floor;
    bool shuffle_check = false;
    std::uint64_t permutations = 0;
    std::uint64_t seed = 1;
};

GiStarOptions options_of(const Arguments& arguments)
{
    GiStarOptions options = arguments.grid.gi_star();
    options.test = gi_star_test_named(arguments.test).value_or(GiStarTest::exact);
    options.fdr = arguments.fdr == "none" ? FalseDiscovery::none : FalseDiscovery::benjamini_hochberg;
    options.permutation = {arguments.permutations, arguments.seed};
    return options;
}

void require_fitting_options(Arguments& arguments, bool test_was_given)
{
    const bool is_weighted = !arguments.points.options.weight.empty();
    if (is_weighted && !test_was_given) {
        arguments.test = "permutation";
    }
    if (is_weighted && arguments.test != "permutation") {
        throw Error(ErrorKind::usage, "--p " + arguments.test, "weights have no such p",
                    "Take --p permutation, or leave out --weight");
    }
    if (!arguments.exposure.empty() && (arguments.test == "permutation" || arguments.statistic == "moran")) {
        throw Error(ErrorKind::usage, "--exposure", "a permutation exchanges cells as if all were equal",
                    "Take --p exact without --weight, or leave out --exposure");
    }
}

void set_exposure(const Arguments& arguments, const PointFile& points, const MultiPolygon& area,
                  CellGrid& grid)
{
    if (arguments.exposure.empty()) {
        return;
    }
    const CountedPlaces places =
        arguments.points.read_counts(arguments.exposure, arguments.exposure_field, points.crs);
    grid.exposure = floored_exposure(counts_of_cells(places, grid, area), arguments.exposure_floor);
}

void tell_grid(const CellGrid& grid, const PointFile& points)
{
    double total = 0;
    for (const double count : grid.counts) {
        total += count;
    }
    const std::size_t inside = points.points.size() - grid.outside;
    std::cout << fmt::format(
        "{} incidents on {} cells of {} m", grouped_text(static_cast<std::int64_t>(inside)),
        grouped_text(static_cast<std::int64_t>(grid.cells.size())), shortest_text(grid.lattice.cell_m));
    if (!points.points.weights.empty()) {
        std::cout << fmt::format(", {} in weight", shortest_text(total));
    }
    std::cout << '\n';
    if (grid.outside > 0) {
        std::cout << fmt::format("{} incidents lie outside the study area\n",
                                 grouped_text(static_cast<std::int64_t>(grid.outside)));
    }
}

void tell_class(const CellGrid& grid, const std::vector<GiStarCell>& cells, int level, const char* words)
{
    double held = 0;
    double total = 0;
    std::size_t many = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        total += grid.counts[i];
        if (level > 0 ? cells[i].bin >= level : cells[i].bin <= level) {
            held += grid.counts[i];
            ++many;
        }
    }
    std::cout << fmt::format(
        "{}: {} cells ({} % of them) hold {} %\n", words, grouped_text(static_cast<std::int64_t>(many)),
        fixed_text(100.0 * static_cast<double>(many) / static_cast<double>(cells.size()), 1),
        fixed_text(total > 0 ? 100 * held / total : 0, 1));
}

Layer gi_layer(const Arguments& arguments, const CellGrid& grid)
{
    const GiStarOptions options = options_of(arguments);
    const std::vector<GiStarCell> cells = gi_star(grid, options);
    tell_class(grid, cells, 3, "Hot at 99 %");
    tell_class(grid, cells, 2, "Hot at 95 % or more");
    tell_class(grid, cells, -2, "Cold at 95 % or more");
    if (arguments.shuffle_check) {
        const ShuffleCheck check = shuffle_check(grid, options, shuffles, arguments.seed);
        std::cout << fmt::format(
            "Shuffle check: of {} random spreads of as many incidents {} have a hot cell\n", check.runs,
            check.runs_with_hot_cell);
    }
    const LayerContext context = layer_context("Incidents");
    if (options.test == GiStarTest::permutation) {
        return weighted_cells_layer(grid, cells, context);
    }
    Layer layer = cells_layer(grid, cells, context);
    if (options.test == GiStarTest::normal) {
        layer.description =
            "Classes by the normal p of z, for comparison only: it finds hotspots in random data.";
    }
    return layer;
}

Layer moran_layer(const Arguments& arguments, const CellGrid& grid)
{
    const GiStarOptions options = options_of(arguments);
    const std::vector<LocalMoran> cells =
        local_moran(grid.counts, neighbourhoods(grid, options),
                    {.permutation = options.permutation, .fdr = options.fdr, .threads = options.threads});
    for (const MoranQuadrant quadrant : {MoranQuadrant::high_high, MoranQuadrant::low_low,
                                         MoranQuadrant::high_low, MoranQuadrant::low_high}) {
        const auto many = std::count_if(cells.begin(), cells.end(),
                                        [&](const LocalMoran& cell) { return cell.quadrant == quadrant; });
        std::cout << quadrant_text(quadrant) << ": " << many << " cells\n";
    }
    return moran_cells_layer(grid, cells, layer_context("Incidents"));
}

void find_hotspots(const Arguments& arguments)
{
    const ThreadLimit limit(arguments.grid.threads);
    const PointFile points = arguments.points.read();
    const MultiPolygon area = area_around(points, arguments.grid.boundary, arguments.grid.cell_m);
    CellGrid grid = arguments.grid.cells_over(area, points.points);
    set_exposure(arguments, points, area, grid);
    tell_grid(grid, points);
    LayerSet layers;
    layers.crs = points.crs;
    layers.layers.push_back(arguments.statistic == "moran" ? moran_layer(arguments, grid)
                                                           : gi_layer(arguments, grid));
    publish_geopackage(arguments.points.out, layers);
    std::cout << "Written: " << arguments.points.out << '\n';
}

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    arguments->points.declare(parser);
    arguments->grid.declare(parser);
    parser.add_option("--weight", arguments->points.options.weight,
                      "Field of weights (harm scores); tested by permutation");
    parser.add_option("--statistic", arguments->statistic, "gi: Gi*; moran: local Moran's I")
        ->check(CLI::IsMember({"gi", "moran"}))
        ->capture_default_str();
    const CLI::Option* test =
        parser.add_option("--p", arguments->test, "What the classes go by: exact, normal or permutation")
            ->check(CLI::IsMember({"exact", "normal", "permutation"}))
            ->capture_default_str();
    parser.add_option("--fdr", arguments->fdr, "Correction over all cells: bh or none")
        ->check(CLI::IsMember({"bh", "none"}))
        ->capture_default_str();
    parser.add_option(
        "--exposure", arguments->exposure,
        "Points or polygons (dwellings) that incidents are spread over under the null; default: the land");
    parser.add_option("--exposure-field", arguments->exposure_field,
                      "Field of their counts (a polygon's is spread over it); default: 1 each");
    parser
        .add_option("--exposure-floor", arguments->exposure_floor,
                    "Least exposure of a cell as a share of the mean, above 0, at most 1")
        ->capture_default_str();
    parser
        .add_option("--permutations", arguments->permutations,
                    "Permutations; 0: as many as a lone cell needs to pass the correction")
        ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1'000'000'000}))
        ->capture_default_str();
    parser.add_option("--seed", arguments->seed, "Seed of permutations and shuffles")->capture_default_str();
    parser.add_flag("--shuffle-check", arguments->shuffle_check,
                    "Say in how many of 99 random spreads a hot cell appears");
    return [arguments, test] {
        require_fitting_options(*arguments, test->count() > 0);
        find_hotspots(*arguments);
    };
}

}  // namespace

Command hotspots_command()
{
    return {"hotspots", "Find hot and cold cells of a file of points (Gi*, local Moran's I)", declare};
}

}  // namespace wardmap::cli
