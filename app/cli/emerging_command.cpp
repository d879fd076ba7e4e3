#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "command_list.hpp"
#include "grid_arguments.hpp"
#include "point_arguments.hpp"
#include "published_file.hpp"
#include "wardmap/cluster_layers.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/parallel.hpp"
#include "wardmap/published_file.hpp"
#include "wardmap/time_steps.hpp"

namespace wardmap::cli {

namespace {

struct Arguments {
    PointArguments points;
    GridArguments grid;
    std::string step = "1month";
    std::string bins_file;
};

StepLength step_length(const std::string& text)
{
    const std::optional<StepLength> length = step_length_named(text);
    if (!length) {
        throw Error(ErrorKind::usage, "--step", "this is not a number of months, weeks or days",
                    "Write it like 1month, 2weeks or 10days");
    }
    return *length;
}

/// Steps up to the last date of the file.
TimeSteps steps_of(const PointFile& points, const StepLength& length, const std::string& file)
{
    Period period{CivilDay::max(), CivilDay::min()};
    for (const TimeSpan& time : points.times) {
        if (time.precision == TimePrecision::month && length.months == 0) {
            throw Error(ErrorKind::input, file, "some dates are known to the month only",
                        "Take steps of months, such as --step 1month");
        }
        const CivilDay day = std::chrono::floor<std::chrono::days>(time.from);
        period.begin = std::min(period.begin, day);
        period.end = std::max(period.end, day + std::chrono::days{1});
    }
    return time_steps(points.times, period, length);
}

void dump_bins(const std::string& file, const CellGrid& grid, const std::vector<EmergingCell>& cells)
{
    std::string text;
    append_csv_row(text, {"cell_id", "step", "incidents", "neighbourhood", "z", "hs_bin"});
    for (std::size_t i = 0; i < cells.size(); ++i) {
        for (std::size_t step = 0; step < cells[i].bins.size(); ++step) {
            append_csv_row(
                text, {fmt::format("{}_{}", grid.cells[i].col, grid.cells[i].row), std::to_string(step + 1),
                       shortest_text(cells[i].counts[step]), shortest_text(cells[i].neighbourhood[step]),
                       shortest_text(cells[i].z[step]), std::to_string(cells[i].bins[step])});
        }
    }
    publish_text(file, text);
}

void tell_patterns(const std::vector<EmergingCell>& cells)
{
    for (const SimplePattern pattern : {SimplePattern::persistent, SimplePattern::emerging,
                                        SimplePattern::intermittent, SimplePattern::former}) {
        const auto many = std::ranges::count(cells, pattern, &EmergingCell::simple);
        std::cout << simple_text(pattern) << ": " << grouped_text(many) << " cells\n";
    }
}

void find_emerging(const Arguments& arguments)
{
    const StepLength length = step_length(arguments.step);
    const ThreadLimit limit(arguments.grid.threads);
    const PointFile points = arguments.points.read();
    const TimeSteps steps = steps_of(points, length, arguments.points.file);
    const MultiPolygon area = area_around(points, arguments.grid.boundary, arguments.grid.cell_m);
    constexpr std::uint64_t bytes_per_step = 32;  // measured and rounded up
    const CellGrid grid = arguments.grid.cells_over(
        area, points.points, 1024 + bytes_per_step * static_cast<std::uint64_t>(steps.count));
    const std::vector<EmergingCell> cells =
        emerging_hotspots(grid, steps.of_time, steps.count, arguments.grid.gi_star());
    std::cout << fmt::format(
        "{} incidents, {} steps of {}, {} cells; {} before the first whole step, {} outside\n",
        grouped_text(static_cast<std::int64_t>(points.points.size())), steps.count, arguments.step,
        grouped_text(static_cast<std::int64_t>(cells.size())), steps.left_out, grid.outside);
    tell_patterns(cells);
    if (!arguments.bins_file.empty()) {
        dump_bins(arguments.bins_file, grid, cells);
    }
    LayerSet layers;
    layers.crs = points.crs;
    layers.layers.push_back(emerging_layer(grid, cells, layer_context("Incidents")));
    publish_geopackage(arguments.points.out, layers);
    std::cout << "Written: " << arguments.points.out << '\n';
}

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    arguments->points.declare(parser);
    arguments->grid.declare(parser);
    parser.add_option("--date", arguments->points.options.date, "Field of the dates")->required();
    parser.add_option("--step", arguments->step, "Length of a time step: months, weeks or days")
        ->capture_default_str();
    parser.add_option("--dump-bins", arguments->bins_file, "CSV of every cell and time step, for checking");
    return [arguments] { find_emerging(*arguments); };
}

}  // namespace

Command emerging_command()
{
    return {"emerging", "Find new, lasting and former hotspots of a file of dated points", declare};
}

}  // namespace wardmap::cli
