#include "plan_arguments.hpp"

#include <sys/stat.h>

#include <iostream>

#include "notice_text.hpp"

namespace wardmap::cli {

void declare_plan(CLI::App& parser, PlanArguments& arguments)
{
    PlanOptions& options = arguments.options;
    parser.add_option("STUDY", arguments.study, "Study file (TOML)")->required();
    parser.add_option("--data", arguments.data,
                      "Folder that file names in the study are relative to (default: the study file's)");
    parser.add_option("--out", arguments.out, "Folder for the plan (default: nothing is written)");
    parser.add_option("--theme", options.themes, "Ids of themes, separated by commas (default: all)")
        ->delimiter(',');
    parser.add_option("--threads", options.threads, "Threads, 0 to 256 (0: all cores)")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    parser.add_flag("--accept-hit-rate", options.accept_hit_rate,
                    "Plan even if too few incidents could be located");
}

PlanOptions plan_options(const PlanArguments& arguments)
{
    ::umask(077);  // records of victims: nobody else's business
    PlanOptions options = arguments.options;
    options.data_folder = arguments.data;
    options.output_folder = arguments.out;
    return options;
}

void print_warnings(const std::vector<Notice>& notices)
{
    for (const Notice& notice : notices) {
        if (notice.severity == Severity::warning) {
            std::cerr << notice_text(notice) << '\n';
        }
    }
}

}  // namespace wardmap::cli
