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
#include "wardmap/published_file.hpp"

namespace wardmap::cli {

namespace {

struct Arguments {
    PointArguments points;
    GridArguments grid;
    std::string step = "1month";
    std::string bins_file;
};

/// A length of time steps: whole months, or days.
struct StepLength {
    std::int64_t months = 0;
    std::int64_t days = 0;
};

StepLength step_length(const std::string& text)
{
    const std::size_t digits = text.find_first_not_of("0123456789");
    const auto number = parse_integer(std::string_view(text).substr(0, std::min(digits, text.size())));
    std::string unit = digits == std::string::npos ? "" : text.substr(digits);
    if (unit.ends_with('s')) {
        unit.pop_back();
    }
    constexpr std::int64_t longest = 10'000;
    if (!number || *number < 1 || *number > longest || (unit != "month" && unit != "week" && unit != "day")) {
        throw Error(ErrorKind::usage, "--step", "this is not a number of months, weeks or days",
                    "Write it like 1month, 2weeks or 10days");
    }
    constexpr std::int64_t days_a_week = 7;
    return unit == "month" ? StepLength{*number, 0}
                           : StepLength{0, unit == "week" ? *number * days_a_week : *number};
}

/// Days or months since a fixed day: what whole steps are counted in.
std::int64_t ordinal(const TimeSpan& time, const StepLength& length)
{
    const CivilDay day = std::chrono::floor<std::chrono::days>(time.from);
    if (length.months == 0) {
        return day.time_since_epoch().count();
    }
    constexpr std::int64_t months_a_year = 12;
    const std::chrono::year_month_day date(day);
    return int{date.year()} * months_a_year + static_cast<unsigned>(date.month()) - 1;
}

struct TimeSteps {
    std::vector<std::int32_t> of_point;  ///< -1: before the first whole step
    std::size_t count = 0;
    std::size_t left_out = 0;
};

TimeSteps time_steps(const PointFile& points, const StepLength& length, const std::string& file)
{
    std::vector<std::int64_t> at;
    for (const TimeSpan& time : points.times) {
        if (time.precision == TimePrecision::month && length.months == 0) {
            throw Error(ErrorKind::input, file, "some dates are known to the month only",
                        "Take steps of months, such as --step 1month");
        }
        at.push_back(ordinal(time, length));
    }
    const auto [first, last] = std::ranges::minmax(at);
    const std::int64_t size = std::max(length.months, length.days);
    constexpr std::int64_t most_steps = 100'000;
    TimeSteps steps;
    steps.count = static_cast<std::size_t>(std::min((last - first + 1) / size, most_steps));
    for (const std::int64_t when : at) {
        const std::int64_t step = static_cast<std::int64_t>(steps.count) - 1 - (last - when) / size;
        steps.of_point.push_back(static_cast<std::int32_t>(std::max<std::int64_t>(step, -1)));
        steps.left_out += step < 0 ? 1U : 0U;
    }
    return steps;
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
    const PointFile points = arguments.points.read();
    const TimeSteps steps = time_steps(points, length, arguments.points.file);
    const MultiPolygon area = area_around(points, arguments.grid.boundary, arguments.grid.cell_m);
    const CellGrid grid = count_cells(points.points, arguments.grid.lattice(), area);
    const std::vector<EmergingCell> cells =
        emerging_hotspots(grid, steps.of_point, steps.count, arguments.grid.gi_star());
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
