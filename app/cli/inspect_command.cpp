#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "command_list.hpp"
#include "wardmap/inspect.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::cli {

namespace {

struct Arguments {
    std::vector<std::string> files;
    std::string layer;
};

std::string counted(std::size_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

void print_columns(const FileInspection& file)
{
    std::size_t width = 6;
    for (const ColumnInspection& column : file.columns) {
        width = std::max(width, column.name.size());
    }
    std::cout << fmt::format("  {:<{}}  filled  read as    like (letters as a, digits as 9)\n", "column",
                             width);
    for (const ColumnInspection& column : file.columns) {
        const double share =
            static_cast<double>(column.filled) / static_cast<double>(std::max<std::size_t>(file.rows, 1));
        std::cout << fmt::format("  {:<{}}  {:>5}%  {:<9}  {}\n", column.name, width,
                                 fixed_text(100 * share, 1), column.read_as,
                                 fmt::join(column.examples, " | "));
    }
}

void print_inspection(const FileInspection& file)
{
    std::cout << fmt::format("{}: {} rows, {}{}\n", file.path, counted(file.rows), file.encoding,
                             file.delimiter.empty() ? "" : ", delimiter " + file.delimiter);
    print_columns(file);
    if (!file.date_order.empty()) {
        std::cout << fmt::format("Dates: {}\n", file.date_order);
    }
    if (file.snap_points.records > 0) {
        std::cout << fmt::format(
            "Coordinates: rows {}, points {}; {}\n", counted(file.snap_points.records),
            counted(file.snap_points.distinct_positions),
            file.snap_points.snapped ? "snapped to anonymous map points" : "not snapped to shared points");
    }
    std::cout << (file.problems.empty() ? "Problems: none found\n" : "Problems:\n");
    for (const std::string& problem : file.problems) {
        std::cout << "  - " << problem << '\n';
    }
    std::cout << "For the study file:\n\n" << file.study_section << '\n';
}

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    parser.add_option("FILE", arguments->files, "CSV, XLSX, ODS or GeoPackage files of incidents")
        ->required();
    parser.add_option("--layer", arguments->layer, "Sheet or table, where the file has several");
    return [arguments] {
        for (const std::string& file : arguments->files) {
            print_inspection(inspect_file(file, arguments->layer));
        }
    };
}

}  // namespace

Command inspect_command()
{
    return {"inspect", "Say what is in incident files, and suggest the study's section for them", declare};
}

}  // namespace wardmap::cli
