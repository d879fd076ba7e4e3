#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>

#include "command_list.hpp"
#include "grid_arguments.hpp"
#include "point_arguments.hpp"
#include "published_file.hpp"
#include "wardmap/cluster_layers.hpp"
#include "wardmap/error.hpp"
#include "wardmap/hotspots.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap::cli {

namespace {

constexpr std::size_t told = 10;

struct Arguments {
    PointArguments points;
    GridArguments grid;
    std::string method;
    double epsilon_m = 0;
    std::uint32_t min_points = 0;
    std::uint32_t min_size = 10;
    std::string outline = "convex";
    int level = 95;
    double max_area_m2 = HotspotOptions{}.max_area_m2;
};

std::string count(std::size_t number) { return grouped_text(static_cast<std::int64_t>(number)); }

/// A PointCluster or a Hotspot, which name what they hold alike.
template <typename Cluster>
void tell_one(const Cluster& one)
{
    std::cout << fmt::format("{:3}  {} incidents ({} %) on {} km², {} places, the commonest holds {} %\n",
                             one.rank, fixed_text(one.incidents, 0), fixed_text(100 * one.share, 1),
                             fixed_text(one.area_m2 / 1e6, 3), one.places,
                             fixed_text(100 * one.top_place_share, 0));
}

void append_point_clusters(const Arguments& arguments, const PointSet& points, LayerSet& layers)
{
    const bool is_dbscan = arguments.method == "dbscan";
    constexpr std::uint32_t dbscan_points = 5;
    const std::uint32_t neighbours = arguments.min_points > 0 ? arguments.min_points : dbscan_points;
    const std::vector<std::int32_t> labels =
        is_dbscan ? dbscan(points.positions, {arguments.epsilon_m, neighbours})
                  : hdbscan(points.positions,
                            {.min_cluster_size = arguments.min_size, .min_points = arguments.min_points});
    constexpr double hdbscan_disc_m = 25;
    const std::vector<PointCluster> clusters = describe_clusters(
        points, labels,
        {.disc_m = is_dbscan ? arguments.epsilon_m / 2 : hdbscan_disc_m,
         .kind = cluster_outline_named(arguments.outline).value_or(ClusterOutline::convex)});
    const std::string method = is_dbscan ? fmt::format("DBSCAN, {} points within {} m", neighbours,
                                                       shortest_text(arguments.epsilon_m))
                                         : fmt::format("HDBSCAN, at least {} points", arguments.min_size);
    const auto noise = std::count(labels.begin(), labels.end(), no_cluster);
    std::cout << fmt::format("{} clusters ({}); {} of {} points are in none\n", count(clusters.size()),
                             method, grouped_text(noise), count(points.size()));
    for (std::size_t k = 0; k < std::min(told, clusters.size()); ++k) {
        tell_one(clusters[k]);
    }
    layers.layers.push_back(clusters_layer(clusters, method, layer_context("Incidents")));
    layers.layers.push_back(cluster_points_layer(points, labels, layer_context("Incidents")));
}

void append_grid_clusters(const Arguments& arguments, const PointFile& points, LayerSet& layers)
{
    const MultiPolygon area = area_around(points, arguments.grid.boundary, arguments.grid.cell_m);
    const CellGrid grid = arguments.grid.cells_over(area, points.points);
    const std::vector<GiStarCell> cells = gi_star(grid, arguments.grid.gi_star());
    HotspotOptions options;
    options.min_bin = static_cast<std::int8_t>(arguments.level == 99 ? 3 : arguments.level == 95 ? 2 : 1);
    options.max_area_m2 = arguments.max_area_m2;
    const std::vector<Hotspot> hotspots = grid_hotspots(points.points, grid, cells, options);
    std::cout << fmt::format("{} hotspots of cells hot at {} %; {} points lie outside the study area\n",
                             count(hotspots.size()), arguments.level, count(grid.outside));
    for (std::size_t k = 0; k < std::min(told, hotspots.size()); ++k) {
        tell_one(hotspots[k]);
    }
    LayerContext context = layer_context("Incidents");
    layers.layers.push_back(cells_layer(grid, cells, context));
    layers.layers.push_back(hotspots_layer(hotspots, {}, context));
}

void find_clusters(const Arguments& arguments)
{
    if (arguments.method == "dbscan" && !(arguments.epsilon_m > 0)) {
        throw Error(ErrorKind::usage, "--epsilon", "DBSCAN needs the distance of neighbours",
                    "Give --epsilon in metres, such as --epsilon 75");
    }
    if (arguments.method == "grid" && !(arguments.grid.cell_m > 0)) {
        throw Error(ErrorKind::usage, "--cell", "clusters by grid need the size of a cell",
                    "Give --cell in metres, such as --cell 100");
    }
    const ThreadLimit limit(arguments.grid.threads);
    const PointFile points = arguments.points.read();
    LayerSet layers;
    layers.crs = points.crs;
    if (arguments.method == "grid") {
        append_grid_clusters(arguments, points, layers);
    } else {
        append_point_clusters(arguments, points.points, layers);
    }
    publish_geopackage(arguments.points.out, layers);
    std::cout << "Written: " << arguments.points.out << '\n';
}

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    arguments->points.declare(parser);
    arguments->grid.declare(parser, false);
    constexpr std::uint32_t most = 1'000'000'000;
    parser.add_option("--method", arguments->method, "grid, dbscan or hdbscan")
        ->required()
        ->check(CLI::IsMember({"grid", "dbscan", "hdbscan"}));
    parser
        .add_option("--epsilon", arguments->epsilon_m, "DBSCAN: points within it are neighbours, in metres")
        ->check(CLI::Range(0.001, 100'000.0));
    parser
        .add_option("--min-points", arguments->min_points,
                    "Points within reach, itself included (default: 5; HDBSCAN: --min-size)")
        ->check(CLI::Range(1U, most));
    parser.add_option("--min-size", arguments->min_size, "HDBSCAN: fewest points of a cluster")
        ->check(CLI::Range(2U, most))
        ->capture_default_str();
    parser
        .add_option("--outline", arguments->outline,
                    "DBSCAN, HDBSCAN: convex hulls, or concave ones without their bays")
        ->check(CLI::IsMember({"convex", "concave"}))
        ->capture_default_str();
    parser.add_option("--level", arguments->level, "grid: cells hot at this confidence in %: 99, 95 or 90")
        ->check(CLI::IsMember({99, 95, 90}))
        ->capture_default_str();
    parser.add_option("--max-area", arguments->max_area_m2, "grid: larger hotspots are split, in m²")
        ->capture_default_str();
    return [arguments] { find_clusters(*arguments); };
}

}  // namespace

Command clusters_command()
{
    return {"clusters", "Find clusters of a file of points (grid, DBSCAN, HDBSCAN)", declare};
}

}  // namespace wardmap::cli
