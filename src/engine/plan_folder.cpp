#include "plan_folder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "manifest.hpp"
#include "wardmap/error.hpp"
#include "wardmap/staged_folder.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/write_file.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {

Study planned_study(const Study& study, const PlanOptions& options)
{
    if (study.profile != Profile::internal) {
        throw Error(
            ErrorKind::disclosure, study.file.string() + ", output.profile",
            fmt::format("a plan holds counts and times as they are, and the study's profile is \"{}\"",
                        profile_name(study.profile)),
            "Plan with profile = \"internal\", and keep the plan in the team");
    }
    Study planned = study;
    for (const std::string& id : options.themes) {
        if (std::none_of(study.themes.begin(), study.themes.end(),
                         [&](const ThemeRule& rule) { return rule.id == id; })) {
            std::vector<std::string> ids;
            ids.reserve(study.themes.size());
            for (const ThemeRule& rule : study.themes) {
                ids.push_back(rule.id);
            }
            throw Error(ErrorKind::usage, "--theme", fmt::format("the study has no theme \"{}\"", id),
                        fmt::format("Its themes are {}", fmt::join(ids, ", ")));
        }
    }
    if (!options.themes.empty()) {
        std::erase_if(planned.themes, [&](const ThemeRule& rule) {
            return std::find(options.themes.begin(), options.themes.end(), rule.id) == options.themes.end();
        });
    }
    return planned;
}

std::vector<std::string> publish_plan(
    const PlanOutput& output, const std::filesystem::path& folder,
    const std::function<void(const std::filesystem::path& stage)>& write_more)
{
    if (folder.empty()) {
        return {};
    }
    StagedFolder stage(folder);
    std::vector<std::string> files;
    stage.fill([&] {
        write_tables(stage.path(), output.layers);
        write_geopackage(stage.path() / (output.name + ".gpkg"), output.layers);
        write_more(stage.path());
        write_new_text(stage.path() / manifest_name,
                       plan_manifest_text(output.study, output.inputs, output.located, stage.path()));
        files = files_under(stage.path());
    });
    stage.publish();
    return files;
}

}  // namespace wardmap
