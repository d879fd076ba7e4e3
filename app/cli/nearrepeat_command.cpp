#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
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

constexpr std::size_t told = 10;

struct Arguments {
    PointArguments points;
    std::string date_order;
    bool manhattan = false;
    KnoxOptions knox;
    SpateOptions spate;
};

std::vector<CivilDay> days_of(const PointFile& points, const std::string& file)
{
    std::vector<CivilDay> days;
    for (const TimeSpan& time : points.times) {
        if (time.precision == TimePrecision::month) {
            throw Error(ErrorKind::input, file, "some dates are known to the month only",
                        "Near repeats are a matter of days: they cannot be found in such a file");
        }
        days.push_back(std::chrono::floor<std::chrono::days>(time.from));
    }
    return days;
}

void tell_table(const KnoxTable& table, const KnoxOptions& options)
{
    std::cout << fmt::format("{:16}", "");
    for (std::size_t column = 0; column < table.columns; ++column) {
        std::cout << fmt::format("{:>20}", knox_column_text(column, options));
    }
    for (std::size_t row = 0; row * table.columns < table.cells.size(); ++row) {
        std::cout << fmt::format("\n{:16}", knox_row_text(row, options));
        for (std::size_t column = 0; column < table.columns; ++column) {
            const KnoxCell& cell = table.at(row, column);
            const std::string ratio = std::isfinite(cell.ratio) ? fixed_text(cell.ratio, 2) : "-";
            std::cout << fmt::format(
                "{:>20}", fmt::format("{} ({}{})", cell.observed, ratio, cell.is_near_repeat ? "*" : ""));
        }
    }
    std::cout << "\nPairs of incidents and their ratio to the expected number; * p < 0.05 and ratio >= 1.2\n";
}

void find_near_repeats(Arguments& arguments)
{
    const ThreadLimit limit(arguments.knox.threads);
    static const std::map<std::string, DateOrder> orders = {
        {"dmy", DateOrder::day_first}, {"mdy", DateOrder::month_first}, {"ymd", DateOrder::year_first}};
    if (!arguments.date_order.empty()) {
        arguments.points.options.date_order = orders.at(arguments.date_order);
    }
    arguments.knox.distance = arguments.manhattan ? DistanceRule::manhattan : DistanceRule::euclidean;
    const PointFile points = arguments.points.read();
    const std::vector<CivilDay> days = days_of(points, arguments.points.file);
    const KnoxTable table = knox_table(points.points.positions, days, arguments.knox);
    tell_table(table, arguments.knox);
    const Spates found = spates(points.points.positions, days, arguments.spate);
    const std::vector<PointCluster> chains =
        describe_clusters(points.points, found.label, {.disc_m = arguments.spate.distance_m / 2});
    std::cout << grouped_text(static_cast<std::int64_t>(chains.size())) << " spates\n";
    for (std::size_t k = 0; k < std::min(told, chains.size()); ++k) {
        std::cout << fmt::format("{:3}  {} incidents at {} places, {} to {}\n", chains[k].rank,
                                 fixed_text(chains[k].incidents, 0), chains[k].places,
                                 british_day_text(found.first[k]), british_day_text(found.last[k]));
    }
    LayerSet layers;
    layers.crs = points.crs;
    layers.layers.push_back(spates_layer(found, chains, layer_context("Incidents")));
    layers.tables.push_back(knox_rows(table, arguments.knox, layer_context("Incidents")));
    publish_geopackage(arguments.points.out, layers);
    std::cout << "Written: " << arguments.points.out << '\n';
}

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    KnoxOptions& knox = arguments->knox;
    SpateOptions& spate = arguments->spate;
    arguments->points.declare(parser);
    parser.add_option("--date", arguments->points.options.date, "Field of the dates")->required();
    parser.add_option("--date-order", arguments->date_order, "Order of 3/5/2021 in a CSV: dmy, mdy or ymd")
        ->check(CLI::IsMember({"dmy", "mdy", "ymd"}));
    parser.add_option("--bands", knox.bands_m, "Upper ends of the distance bands in metres, ascending")
        ->delimiter(',')
        ->capture_default_str();
    parser.add_option("--days", knox.bands_days, "Most days apart of each band, ascending")
        ->delimiter(',')
        ->capture_default_str();
    parser.add_flag("--manhattan", arguments->manhattan, "Distance as the sum of east and north");
    parser.add_option("--permutations", knox.permutations, "Permutations of the dates, 1 to 1,000,000")
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000}))
        ->capture_default_str();
    parser.add_option("--seed", knox.seed, "Seed of the permutations")->capture_default_str();
    parser.add_option("--threads", knox.threads, "Threads, 0 to 256 (0: all cores); the result is the same")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    parser.add_option("--spate-distance", spate.distance_m, "Spates: farthest apart, in metres")
        ->capture_default_str();
    parser.add_option("--spate-days", spate.days, "Spates: most days apart")->capture_default_str();
    parser.add_option("--spate-size", spate.min_incidents, "Spates: fewest incidents")->capture_default_str();
    return [arguments] { find_near_repeats(*arguments); };
}

}  // namespace

Command nearrepeat_command()
{
    return {"nearrepeat", "Find near repeats (Knox) and spates of a file of dated points", declare};
}

}  // namespace wardmap::cli
