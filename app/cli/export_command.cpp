#include <sys/stat.h>

#include <iostream>
#include <memory>
#include <string>

#include "command_list.hpp"
#include "progress_line.hpp"
#include "wardmap/error.hpp"
#include "wardmap/export_layers.hpp"

namespace wardmap::cli {

namespace {

struct Arguments {
    std::string result;
    std::string folder;
    std::string format;
    DatabaseTarget target;
    ExportOptions options;
    bool quiet = false;
};

void export_to_folder(const Arguments& arguments, const ExportOptions& options)
{
    for (const auto& file : export_layers(arguments.result, arguments.folder, options)) {
        std::cout << file.string() << '\n';
    }
}

void export_to_schema(const Arguments& arguments, const ExportOptions& options)
{
    for (const std::string& table : export_to_database(arguments.result, arguments.target, options)) {
        std::cout << table << '\n';
    }
}

void run_export(const Arguments& arguments)
{
    ::umask(077);  // of a result for the team alone, so is what is made of it
    ProgressLine line(!arguments.quiet);
    ExportOptions options = arguments.options;
    options.on_progress = [&](std::string_view layer, std::uint64_t done, std::uint64_t of) {
        line.tell({layer, done, of, "features"});
    };
    if (!arguments.target.address.empty()) {
        return export_to_schema(arguments, options);
    }
    options.format = export_format_named(arguments.format).value();
    export_to_folder(arguments, options);
}

void declare_database(CLI::App& parser, Arguments& arguments, CLI::Option* format, CLI::Option* folder)
{
    CLI::Option* to = parser.add_option("--to", arguments.target.address,
                                        "PostGIS database to write into: postgresql://USER@HOST/DATABASE");
    parser.add_option("--schema", arguments.target.schema, "Schema of the tables; \"wardmap\" if not given")
        ->needs(to);
    to->excludes(format)->excludes(folder);
}

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    parser.add_option("RESULT", arguments->result, "Result folder of a run")->required();
    parser
        .add_option("--layers", arguments->options.layers, "Layers and tables, separated by commas, or all")
        ->required()
        ->delimiter(',');
    CLI::Option* format =
        parser.add_option("--format", arguments->format, "Format to write")
            ->check(CLI::IsMember({"geojson", "shapefile", "gpkg", "csv", "kml", "gpx", "xlsx"}));
    CLI::Option* folder = parser.add_option("--out", arguments->folder, "New or empty folder for the files");
    format->needs(folder);
    folder->needs(format);
    declare_database(parser, *arguments, format, folder);
    parser.add_option("--crs", arguments->options.crs, "Coordinate system; the result's own if not given");
    parser.add_flag("--quiet", arguments->quiet, "No progress line");
    return [arguments] {
        if (arguments->format.empty() && arguments->target.address.empty()) {
            throw Error(ErrorKind::usage, "export", "neither a format nor a database is named",
                        "give --format and --out, or --to");
        }
        run_export(*arguments);
    };
}

}  // namespace

Command export_command() { return {"export", "Write layers of a result in another format", declare}; }

}  // namespace wardmap::cli
