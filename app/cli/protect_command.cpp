#include <sys/stat.h>

#include <iostream>
#include <memory>
#include <string>

#include "command_list.hpp"
#include "protect_summary.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/protect_result.hpp"

namespace wardmap::cli {

namespace {

struct Arguments {
    ProtectOptions options;
    std::string result;
    std::string out;
    std::string profile = "public";
    std::string study;
    std::string data;
    std::string measure;
    std::string addresses;
};

void require(bool is_given, const char* option, const char* advice)
{
    if (!is_given) {
        throw Error(ErrorKind::usage, option, "this option is missing", advice);
    }
}

void measure(const Arguments& arguments)
{
    require(!arguments.addresses.empty(), "--addresses",
            "Name a file of the dwellings' places, such as the gazetteer's addresses.csv or OS Open UPRN");
    std::cout << shares_text(measure_release(
        {.result = arguments.result, .release = arguments.measure, .addresses = arguments.addresses}));
}

void protect(const Arguments& arguments)
{
    ::umask(077);
    require(!arguments.out.empty(), "--out", "Name the folder for the protected result");
    ProtectOptions options = arguments.options;
    options.result = arguments.result;
    options.output_folder = arguments.out;
    options.profile = profile_named(arguments.profile).value_or(Profile::open_public);
    options.study = arguments.study;
    options.data_folder = arguments.data;
    std::cout << release_text(protect_result(options));
}

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    ProtectOptions& options = arguments->options;
    parser.add_option("RESULT", arguments->result, "Folder of an internal result")->required();
    parser.add_option("--profile", arguments->profile, "For whom: public or partner")
        ->check(CLI::IsMember({"public", "partner"}))
        ->capture_default_str();
    parser.add_option("--approved-by", options.approved_by,
                      "Who approved the release; goes into its manifest");
    parser.add_option("--out", arguments->out, "Folder for the protected result");
    parser.add_option("--previous", options.choices.previous,
                      "Folder of the release before this one, which the intruder check takes into account");
    parser.add_flag(
        "--sensitive", options.choices.publishes_sensitive,
        "Publish domestic, sexual, hate and vulnerability themes, by ward and quarter from 10 on");
    parser.add_flag("--blocks", options.choices.publishes_blocks,
                    "Publish blocks of 8 or more dwellings and 8 or more incidents");
    parser
        .add_option("--leave-out", options.choices.leave_out,
                    "Of boundary, wards, months, heat, separated by commas")
        ->delimiter(',')
        ->check(CLI::IsMember({"boundary", "wards", "months", "heat"}));
    parser.add_option("--study", arguments->study,
                      "Study file of the result: its incident files are scanned for as well");
    parser.add_option("--data", arguments->data,
                      "Folder that file names in the study are relative to (default: the study file's)");
    parser.add_option("--measure", arguments->measure,
                      "Measure what this public release of the result gives away, and write nothing");
    parser.add_option("--addresses", arguments->addresses, "Places of the dwellings, for --measure");
    return [arguments] { arguments->measure.empty() ? protect(*arguments) : measure(*arguments); };
}

}  // namespace

Command protect_command()
{
    return {"protect", "Make a result for the public or for partners from an internal one", declare};
}

}  // namespace wardmap::cli
