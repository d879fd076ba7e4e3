#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "wardmap/plan_patrol.hpp"

namespace wardmap::cli {

/// What the commands that plan have in common.
struct PlanArguments {
    std::string study;
    std::string data;
    std::string out;
    PlanOptions options;
};

/// Declares STUDY, --data, --out, --theme, --threads and --accept-hit-rate.
void declare_plan(CLI::App& parser, PlanArguments& arguments);

/// The options with their folders; files that are written from now on are private.
[[nodiscard]] PlanOptions plan_options(const PlanArguments& arguments);

/// Warnings, on standard error.
void print_warnings(const std::vector<Notice>& notices);

}  // namespace wardmap::cli
