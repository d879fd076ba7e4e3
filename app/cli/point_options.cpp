#include "point_options.hpp"

#include <iostream>

#include "notice_text.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::cli {

void declare_point_options(CLI::App& parser, PointFileOptions& options)
{
    parser.add_option("--x", options.x, "CSV: column of longitude or easting (default: recognised by name)");
    parser.add_option("--y", options.y, "CSV: column of latitude or northing");
    parser.add_option("--crs", options.crs, "System of the coordinates, such as EPSG:4326");
    parser.add_option("--to-crs", options.to_crs,
                      "Projected system in metres to work in (default: that of the coordinates)");
    parser.add_option("--layer", options.layer, "Layer of a vector file with several");
    parser.add_option("--weight", options.weight, "Field of the weights (default: every point counts 1)");
}

void DateArguments::apply(PointFileOptions& options) const
{
    options.date = column;
    if (!order.empty()) {
        options.date_order = order == "dmy"   ? DateOrder::day_first
                             : order == "mdy" ? DateOrder::month_first
                                              : DateOrder::year_first;
    }
}

void declare_date_options(CLI::App& parser, DateArguments& dates)
{
    parser.add_option("--date", dates.column, "Field of the dates, for predictive bandwidths");
    parser.add_option("--date-order", dates.order, "Order of 3/5/2021 in a CSV: dmy, mdy or ymd")
        ->check(CLI::IsMember({"dmy", "mdy", "ymd"}));
}

namespace {

void print_trouble(const PointFile& file, const Diagnostics& diagnostics, const std::string& name)
{
    for (const auto& [reason, count] : diagnostics.rejected_by_reason()) {
        std::cerr << "warning: " << name << ": " << grouped_text(static_cast<std::int64_t>(count)) << " of "
                  << grouped_text(static_cast<std::int64_t>(file.rows)) << " rows not used: " << reason
                  << '\n';
    }
    if (file.without_place > 0) {
        std::cerr << "warning: " << name << ": "
                  << grouped_text(static_cast<std::int64_t>(file.without_place)) << " of "
                  << grouped_text(static_cast<std::int64_t>(file.rows)) << " rows not used: no coordinates\n";
    }
    for (const Notice& notice : diagnostics.notices()) {
        std::cerr << notice_text(notice) << '\n';
    }
}

}  // namespace

PointFile read_points_aloud(const std::string& file, const PointFileOptions& options)
{
    Diagnostics diagnostics;
    PointFile points = read_points(file, options, diagnostics);
    print_trouble(points, diagnostics, file);
    return points;
}

}  // namespace wardmap::cli
