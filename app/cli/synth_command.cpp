#include <iostream>
#include <memory>
#include <string>

#include "command_list.hpp"
#include "wardmap/synth.hpp"

namespace wardmap::cli {

namespace {

struct Arguments {
    std::string folder;
    SynthOptions options;
};

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    SynthOptions& options = arguments->options;
    parser.add_option("--out", arguments->folder, "Folder for the town; its files are replaced")->required();
    parser.add_option("--seed", options.seed, "Another seed, another town")->capture_default_str();
    parser.add_option("--addresses", options.addresses, "Number of addresses, 100 to 1,000,000")
        ->capture_default_str();
    parser.add_option("--incidents", options.incidents, "Number of incidents, 1 to 5,000,000")
        ->capture_default_str();
    parser.add_option("--months", options.months, "Months of incidents, 1 to 120")->capture_default_str();
    return [arguments] {
        write_synthetic_town(arguments->folder, arguments->options);
        std::cout << "An invented town (seed " << arguments->options.seed << ") is in " << arguments->folder
                  << '\n';
    };
}

}  // namespace

Command synth_command() { return {"synth", "Make an invented town, for demos, training and tests", declare}; }

}  // namespace wardmap::cli
