#include <iostream>
#include <memory>
#include <string>

#include "command_list.hpp"
#include "notice_text.hpp"
#include "wardmap/run.hpp"
#include "wardmap/study.hpp"

namespace wardmap::cli {

namespace {

struct Arguments {
    std::string study;
    std::string data;
};

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    parser.add_option("STUDY", arguments->study, "Study file (TOML)")->required();
    parser.add_option("--data", arguments->data, "Folder that file names in the study are relative to");
    return [arguments] {
        const Study study = read_study(arguments->study);
        RunOptions options;
        options.data_folder = arguments->data;
        for (const Notice& notice : validate(study, options)) {
            std::cout << notice_text(notice) << '\n';
        }
        std::cout << arguments->study << " is valid: wardmap run can use it\n";
    };
}

}  // namespace

Command validate_command() { return {"validate", "Check a study file and everything it points to", declare}; }

}  // namespace wardmap::cli
