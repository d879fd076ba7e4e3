#include <iostream>
#include <memory>
#include <optional>

#include "command_list.hpp"
#include "plan_arguments.hpp"
#include "wardmap/error.hpp"
#include "wardmap/study.hpp"

namespace wardmap::cli {

namespace {

/// Over the study's section [patrol], where given.
struct Arguments {
    PlanArguments plan;
    std::optional<std::uint32_t> places;
    std::optional<double> staff_hours;
    std::optional<std::uint32_t> days;
    std::optional<std::uint64_t> seed;
    std::string first_day;
    std::vector<std::string> teams;
};

Study study_of(const Arguments& arguments)
{
    Study study = read_study(arguments.plan.study);
    study.patrol.places = arguments.places.value_or(study.patrol.places);
    study.rota.staff_hours = arguments.staff_hours.value_or(study.rota.staff_hours);
    study.rota.days = arguments.days.value_or(study.rota.days);
    study.rota.seed = arguments.seed.value_or(study.rota.seed);
    if (!arguments.teams.empty()) {
        study.rota.teams = arguments.teams;
    }
    if (!arguments.first_day.empty()) {
        study.rota_first_day = parse_iso_day(arguments.first_day);
        if (!study.rota_first_day) {
            throw Error(ErrorKind::usage, "--first-day", "\"" + arguments.first_day + "\" is not a day",
                        "Write it as 2025-03-03");
        }
    }
    return study;
}

std::function<void()> declare(CLI::App& parser)
{
    auto arguments = std::make_shared<Arguments>();
    declare_plan(parser, arguments->plan);
    parser.add_option("--places", arguments->places, "Places a theme, 1 to 1,000 (default: the study's)")
        ->check(CLI::Range(1, 1000));
    parser.add_option("--staff-hours", arguments->staff_hours,
                      "Hours of all staff a week for visits and ways (default: the study's)");
    parser.add_option("--days", arguments->days, "Days of the rota, 1 to 366 (default: the study's)")
        ->check(CLI::Range(1, 366));
    parser.add_option("--first-day", arguments->first_day,
                      "First day of the rota (default: the study's, or the Monday after the period)");
    parser.add_option("--teams", arguments->teams, "Names of the teams, separated by commas")->delimiter(',');
    parser.add_option("--seed", arguments->seed, "Another seed, another order of visits");
    return [arguments] {
        const PatrolReport report = plan_patrol(study_of(*arguments), plan_options(arguments->plan));
        std::cout << patrol_text(report);
        print_warnings(report.notices);
    };
}

}  // namespace

Command patrol_command() { return {"patrol", "Plan where patrols go, when, and in which order", declare}; }

}  // namespace wardmap::cli
