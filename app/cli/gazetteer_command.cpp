#include <fmt/format.h>

#include <array>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "command_list.hpp"
#include "notice_text.hpp"
#include "wardmap/build_gazetteer.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::cli {

namespace {

std::string counted(std::size_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

/// "12 addresses, 3 postcodes".
std::string kinds_text(const GazetteerSummary::KindCounts& counts)
{
    constexpr std::array<const char*, 6> names = {"addresses",     "buildings", "postcodes",
                                                  "street points", "landmarks", "places"};
    std::string text;
    for (std::size_t kind = 0; kind < names.size(); ++kind) {
        if (counts.at(kind) > 0) {
            text +=
                fmt::format("{}{} {}", text.empty() ? "" : ", ", counted(counts.at(kind)), names.at(kind));
        }
    }
    return text;
}

std::string source_text(const GazetteerSummary::Source& source)
{
    const GazetteerSource& about = source.about;
    return fmt::format("  {} ({}): {}\n    SHA-256 {}\n{}{}", about.path, source_kind_name(about.kind),
                       kinds_text(source.entries), about.sha256,
                       about.date.empty() ? "" : "    date " + about.date + '\n',
                       about.licence.empty() ? "" : "    licence " + about.licence + '\n');
}

void show(const std::string& file)
{
    const GazetteerSummary summary = summarise_gazetteer(file);
    std::size_t entries = 0;
    for (const std::size_t count : summary.entries) {
        entries += count;
    }
    std::cout << fmt::format("{}: {} entries in {}, {} MB\n  {}\n", file, counted(entries), summary.crs,
                             fixed_text(static_cast<double>(summary.bytes) / 1e6, 1),
                             kinds_text(summary.entries));
    if (entries > 0) {
        std::cout << fmt::format("  from ({}, {}) to ({}, {})\n", fixed_text(summary.bounds.min_x_m, 0),
                                 fixed_text(summary.bounds.min_y_m, 0), fixed_text(summary.bounds.max_x_m, 0),
                                 fixed_text(summary.bounds.max_y_m, 0));
    }
    std::cout << "Sources:\n";
    for (const GazetteerSummary::Source& source : summary.sources) {
        std::cout << source_text(source);
    }
}

struct BuildArguments {
    std::string out;
    std::vector<std::string> sources;
    std::string crs = "EPSG:27700";
    std::string source_crs;
    std::string date;
    std::string licence;
};

void build(const BuildArguments& arguments)
{
    std::vector<GazetteerSourceFile> sources;
    for (const std::string& text : arguments.sources) {
        sources.push_back(source_argument(text));
        sources.back().crs = arguments.source_crs;
        sources.back().date = arguments.date;
        sources.back().licence = arguments.licence;
    }
    Diagnostics diagnostics;
    build_gazetteer(arguments.out, sources, arguments.crs, diagnostics);
    show(arguments.out);
    for (const Notice& notice : diagnostics.notices()) {
        std::cerr << notice_text(notice) << '\n';
    }
    for (const auto& [reason, rows] : diagnostics.rejected_by_reason()) {
        std::cerr << fmt::format("warning: {} rows were not used: {}\n", counted(rows), reason);
    }
}

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<BuildArguments>();
    auto shown = std::make_shared<std::string>();
    CLI::App* builder = parser.add_subcommand("build", "Make one gazetteer file out of sources");
    builder->add_option("--out", arguments->out, "Gazetteer file to write, such as town.gazetteer")
        ->required();
    builder
        ->add_option("SOURCE", arguments->sources,
                     "Source files, each as kind:path or as path alone; kinds: codepoint, onspd, uprn, "
                     "addresses, names, streets, blocks, stops, osm")
        ->required();
    builder->add_option("--crs", arguments->crs, "Projected system in metres to keep positions in")
        ->capture_default_str();
    builder->add_option("--source-crs", arguments->source_crs,
                        "Coordinate system of the sources, where it is not their product's own");
    builder->add_option("--date", arguments->date, "Date of the sources, as their maker states it");
    builder->add_option("--licence", arguments->licence, "Licence of the sources");
    CLI::App* shower = parser.add_subcommand("show", "Say what a gazetteer file holds, and from where");
    shower->add_option("GAZETTEER", *shown, "Gazetteer file")->required();
    parser.require_subcommand(1);
    return [arguments, shown, builder] {
        if (builder->parsed()) {
            build(*arguments);
        } else {
            show(*shown);
        }
    };
}

}  // namespace

Command gazetteer_command()
{
    return {"gazetteer", "Build a gazetteer file out of address and postcode sources, or show one", declare};
}

}  // namespace wardmap::cli
