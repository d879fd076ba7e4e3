#include <iostream>
#include <memory>
#include <string>

#include "command_list.hpp"
#include "wardmap/export_layers.hpp"

namespace wardmap::cli {

namespace {

struct Arguments {
    std::string result;
    std::string folder;
    std::string format = "geojson";
    ExportOptions options;
};

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    parser.add_option("RESULT", arguments->result, "Result folder of a run")->required();
    parser.add_option("--layers", arguments->options.layers, "Layers, separated by commas")
        ->required()
        ->delimiter(',');
    parser.add_option("--format", arguments->format, "Format to write")
        ->check(CLI::IsMember({"geojson", "shapefile", "gpkg", "csv", "kml", "gpx", "xlsx"}))
        ->required();
    parser.add_option("--out", arguments->folder, "New or empty folder for the files")->required();
    parser.add_option("--crs", arguments->options.crs, "Coordinate system; the result's own if not given");
    return [arguments] {
        arguments->options.format = export_format_named(arguments->format).value();
        for (const auto& file : export_layers(arguments->result, arguments->folder, arguments->options)) {
            std::cout << file.string() << '\n';
        }
    };
}

}  // namespace

Command export_command() { return {"export", "Write layers of a result in another format", declare}; }

}  // namespace wardmap::cli
