#include <iostream>
#include <memory>
#include <string>

#include "command_list.hpp"
#include "notice_text.hpp"
#include "wardmap/count_areas.hpp"
#include "wardmap/error.hpp"

namespace wardmap::cli {

namespace {

struct Arguments {
    AreaCountOptions options;
    std::string points;
    std::string out;
    std::string period;
    std::string compare;
};

/// "2025-01..2025-06": first and last month or day, both included.
std::optional<Period> period_of(const std::string& text, const char* option)
{
    if (text.empty()) {
        return std::nullopt;
    }
    const auto period = parse_period(text);
    if (!period) {
        throw Error(ErrorKind::usage, option, "\"" + text + "\" is not a period, or ends before it begins",
                    "Write the first and the last month or day, such as 2025-01..2025-06");
    }
    return period;
}

void count(Arguments arguments)
{
    arguments.options.period = period_of(arguments.period, "--period");
    arguments.options.comparison = period_of(arguments.compare, "--compare");
    const AreaCounts counts = count_areas(arguments.points, arguments.options);
    if (!arguments.out.empty()) {  // first: what fails shall not look like an answer
        write_area_counts(counts, arguments.out);
    }
    std::cout << area_counts_text(counts);
    for (const Notice& notice : counts.notices) {
        std::cerr << notice_text(notice) << '\n';
    }
}

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    AreaCountOptions& options = arguments->options;
    parser.add_option("POINTS", arguments->points, "Incidents with coordinates (CSV, XLSX, ODS, GeoPackage)")
        ->required();
    parser.add_option("--areas", options.areas.file, "Layer of polygons")->required();
    parser.add_option("--id", options.areas.fields.id, "Its field of codes")->required();
    parser.add_option("--name", options.areas.fields.name, "Its field of names (default: the codes)");
    parser.add_option("--population", options.areas.fields.population, "Its field of residents, for rates");
    parser.add_option("--within", options.within.file, "Larger areas that these make up, such as wards");
    parser.add_option("--within-id", options.within.fields.id, "Their field of codes");
    parser.add_option("--within-name", options.within.fields.name,
                      "Their field of names (default: the codes)");
    parser.add_option("--period", arguments->period, "FROM..TO: count these months or days only");
    parser.add_option("--compare", arguments->compare, "FROM..TO: compare with these months or days");
    parser.add_option("--preset", options.preset, "generic or police.uk")->capture_default_str();
    parser.add_option("--x", options.columns.x, "Column of longitude or easting");
    parser.add_option("--y", options.columns.y, "Column of latitude or northing");
    parser.add_option("--time", options.columns.from, "Column of the date");
    parser.add_option("--crs", options.crs, "Coordinate system of the coordinates, such as EPSG:4326");
    parser.add_option("--to-crs", options.to_crs, "Projected system to count in")->capture_default_str();
    parser.add_option("--out", arguments->out, "Write the tables to this .csv or .gpkg");
    return [arguments] { count(*arguments); };
}

}  // namespace

Command areas_command()
{
    return {"areas", "Count incidents by ward or any other areas: rates, change, who stands out", declare};
}

}  // namespace wardmap::cli
