#include <sys/stat.h>

#include <iostream>
#include <memory>
#include <string>

#include "command_list.hpp"
#include "notice_text.hpp"
#include "progress_line.hpp"
#include "run_summary.hpp"
#include "wardmap/run.hpp"
#include "wardmap/study.hpp"

namespace wardmap::cli {

namespace {

struct Arguments {
    std::string study;
    std::string data;
    std::string out;
    unsigned threads = 0;
    bool accept_hit_rate = false;
    std::string profile;
    std::string approved_by;
    std::string previous;
    bool json = false;
    bool quiet = false;
    bool progress = false;
};

/// Tells each step: in one line on a terminal, or as a line of its own where that is asked for.
class RunProgress {
public:
    RunProgress(const Arguments& arguments, std::size_t themes)
        : m_line(!arguments.quiet && !arguments.progress),
          m_in_lines(arguments.progress),
          m_steps(themes + 3)  // reading, locating, the themes, writing
    {
    }
    void tell(const StepProgress& progress) { m_line.tell(progress); }
    void tell(std::string_view step)
    {
        ++m_step;
        if (m_in_lines) {
            std::cerr << '[' << m_step << '/' << m_steps << "] " << step << std::endl;
        } else {
            m_line.tell(step);
        }
    }

private:
    ProgressLine m_line;
    bool m_in_lines;
    std::size_t m_steps;
    std::size_t m_step = 0;
};

RunReport run_with_progress(const Study& study, const Arguments& arguments)
{
    RunProgress progress(arguments, study.themes.size());
    RunOptions options;
    options.data_folder = arguments.data;
    options.output_folder = arguments.out;
    options.threads = arguments.threads;
    options.accept_hit_rate = arguments.accept_hit_rate;
    options.on_step = [&](std::string_view step) { progress.tell(step); };
    options.on_progress = [&](const StepProgress& step) { progress.tell(step); };
    return run(study, options);
}

/// What the command line says of the profile stands over the study.
Study study_of(const Arguments& arguments)
{
    Study study = read_study(arguments.study);
    study.profile = profile_named(arguments.profile).value_or(study.profile);
    if (!arguments.approved_by.empty()) {
        study.approved_by = arguments.approved_by;
    }
    if (!arguments.previous.empty()) {
        study.released.previous = arguments.previous;
    }
    return study;
}

void run_study(const Arguments& arguments)
{
    ::umask(077);  // records of victims: nobody else's business
    const RunReport report = run_with_progress(study_of(arguments), arguments);
    if (arguments.json) {
        std::cout << summary_json(report);
    } else if (!arguments.quiet) {
        std::cout << summary_text(report);
    }
    for (const Notice& notice : report.notices) {
        if (notice.severity == Severity::warning) {
            std::cerr << notice_text(notice) << '\n';
        }
    }
}

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    parser.add_option("STUDY", arguments->study, "Study file (TOML)")->required();
    parser.add_option("--data", arguments->data,
                      "Folder that file names in the study are relative to (default: the study file's)");
    parser.add_option("--out", arguments->out, "Result folder (default: the study's output.folder)");
    parser
        .add_option("--threads", arguments->threads,
                    "Threads, 0 to 256 (0: all cores); the result is the same for any number")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    parser.add_flag("--accept-hit-rate", arguments->accept_hit_rate,
                    "Draw maps even if too few incidents could be located");
    parser
        .add_option("--profile", arguments->profile,
                    "For whom: internal, partner or public (default: the study's)")
        ->check(CLI::IsMember({"internal", "partner", "public"}));
    parser.add_option("--approved-by", arguments->approved_by, "Who approved a public release");
    parser.add_option("--previous", arguments->previous, "Folder of the public release before this one");
    parser.add_flag("--json", arguments->json, "Print the summary as JSON");
    parser.add_flag("--progress", arguments->progress,
                    "Print each step as a line \"[2/6] locating\" on standard error, for other programs");
    parser.add_flag("--quiet", arguments->quiet, "Print nothing but warnings and errors");
    return [arguments] { run_study(*arguments); };
}

}  // namespace

Command run_command()
{
    return {"run", "Map a study: incidents in, hotspots by ward and tower block out", declare};
}

}  // namespace wardmap::cli
