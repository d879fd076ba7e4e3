#include <iostream>
#include <memory>
#include <string>

#include "command_list.hpp"
#include "notice_text.hpp"
#include "wardmap/evaluate.hpp"
#include "wardmap/study.hpp"

namespace wardmap::cli {

namespace {

struct Arguments {
    std::string study;
    std::string data;
    EvaluationOptions options;
};

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    EvaluationOptions& options = arguments->options;
    parser.add_option("STUDY", arguments->study, "Study file (TOML)")->required();
    parser.add_option("--data", arguments->data, "Folder that file names in the study are relative to");
    parser
        .add_option("--test-months", options.test_months,
                    "Months of each hold-out, 0 to 60 (0: a third of the period)")
        ->check(CLI::Range(0, 60))
        ->capture_default_str();
    parser.add_option("--windows", options.windows, "Hold-outs, 1 to 24, each before the other")
        ->check(CLI::Range(1, 24))
        ->capture_default_str();
    parser.add_option("--threads", options.threads, "Threads, 0 to 256 (0: all cores)")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    parser.add_flag("--accept-hit-rate", options.accept_hit_rate,
                    "Evaluate even if too few incidents could be located");
    return [arguments] {
        arguments->options.data_folder = arguments->data;
        const Evaluation evaluation = evaluate(read_study(arguments->study), arguments->options);
        std::cout << evaluation_text(evaluation);
        for (const Notice& notice : evaluation.notices) {
            if (notice.severity == Severity::warning) {
                std::cerr << notice_text(notice) << '\n';
            }
        }
    };
}

}  // namespace

Command evaluate_command()
{
    return {"evaluate", "Score a study's maps of earlier months on later ones, and recommend one", declare};
}

}  // namespace wardmap::cli
