#include <iostream>
#include <memory>

#include "command_list.hpp"
#include "plan_arguments.hpp"
#include "wardmap/plan_surgeries.hpp"
#include "wardmap/study.hpp"

namespace wardmap::cli {

namespace {

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<PlanArguments>();
    declare_plan(parser, *arguments);
    return [arguments] {
        const SurgeryReport report = plan_surgeries(read_study(arguments->study), plan_options(*arguments));
        std::cout << surgery_text(report);
        print_warnings(report.notices);
    };
}

}  // namespace

Command surgery_command()
{
    return {"surgery", "Rank venues for resident surgeries, each with its reasons", declare};
}

}  // namespace wardmap::cli
