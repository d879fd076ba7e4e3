#include "grid_arguments.hpp"

#include <optional>
#include <string_view>

#include "wardmap/error.hpp"
#include "wardmap/geometry.hpp"
#include "wardmap/memory_estimate.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::cli {

void GridArguments::declare(CLI::App& parser, bool needs_cell)
{
    parser.add_option("--cell", cell_m, "Side of a cell in metres (hexagons: across flats)")
        ->required(needs_cell)
        ->check(CLI::Range(1.0, 100'000.0));
    parser.add_option("--grid", shape, "square or hex")
        ->check(CLI::IsMember({"square", "hex"}))
        ->capture_default_str();
    parser.add_option("--boundary", boundary,
                      "Layer of polygons: the study area (default: the points' hull)");
    parser.add_option("--neighbours", neighbours, "queen, rook or distance:M; hexagons have six")
        ->capture_default_str();
    parser.add_option("--threads", threads, "Threads, 0 to 256 (0: all cores); the result is the same")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
}

CellLattice GridArguments::lattice() const
{
    return {cell_shape_named(shape).value_or(CellShape::square), cell_m};
}

CellGrid GridArguments::cells_over(const MultiPolygon& area, const PointSet& points,
                                   std::uint64_t bytes_per_cell) const
{
    const double cells = area_m2(area) / (cell_m * cell_m);
    if (cells <= static_cast<double>(max_grid_cells)) {  // else refused as such
        refuse_grid_beyond_memory(cells, bytes_per_cell, memory_limit_bytes());
    }
    return count_cells(points, lattice(), area);
}

GiStarOptions GridArguments::gi_star() const
{
    constexpr std::string_view by_distance = "distance:";
    GiStarOptions options;
    options.threads = threads;
    if (neighbours.starts_with(by_distance)) {
        const std::optional<double> distance_m =
            parse_double(std::string_view(neighbours).substr(by_distance.size()));
        if (!distance_m || !(*distance_m > 0)) {
            throw Error(ErrorKind::usage, "--neighbours", "the distance is not a number above 0",
                        "Write it in metres, such as distance:250");
        }
        options.distance_m = *distance_m;
    } else if (neighbours == "rook") {
        options.neighbours = NeighbourRule::rook;
    } else if (neighbours != "queen") {
        throw Error(ErrorKind::usage, "--neighbours", "neither queen, rook nor distance:M",
                    "Name one of them");
    }
    return options;
}

LayerContext layer_context(const std::string& title)
{
    LayerContext context;
    context.theme_title = title;
    return context;
}

}  // namespace wardmap::cli
