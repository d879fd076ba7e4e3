#include "wardmap/plan_surgeries.hpp"

#include <fmt/format.h>

#include "plan_folder.hpp"
#include "surgery_plan.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap {

SurgeryReport plan_surgeries(const Study& asked, const PlanOptions& options)
{
    const Study study = planned_study(asked, options);
    if (!study.surgeries && !study.blocks) {
        throw Error(ErrorKind::usage, study.file.string(), "the study names no venues",
                    "Add [surgeries] with the file of venues, or [tower_blocks]");
    }
    StudyInputs inputs = read_inputs(study, options.data_folder);
    const ThreadLimit limit(options.threads);
    const LocatedSet located = locate_records(study, inputs, options.threads);
    check_quality(study, inputs, located, options.accept_hit_rate);
    const std::optional<SurgeryPlan> plan = surgery_plan(study, inputs, located);
    if (!plan) {
        throw Error(ErrorKind::input, study.file.string(), "the layer of venues is empty",
                    "Give a layer with at least one venue");
    }
    const LayerContext context{.theme = {},
                               .theme_title = study.themes.size() == 1 ? study.themes[0].title : "All themes",
                               .area_name = study.name,
                               .period = british_period_text(located.period),
                               .approximate = located.has_snap_points};
    LayerSet layers;
    layers.crs = study.crs;
    layers.layers.push_back(surgeries_layer(plan->venues, plan->rows, plan->notes, context));
    layers.tables.push_back(attribute_table(layers.layers.front(), layers.layers.front().table.name));
    SurgeryReport report;
    report.venues = layers.tables.front();
    report.output_folder = options.output_folder;
    report.notices = inputs.diagnostics.notices();
    report.files = publish_plan({study, inputs, located, layers, "surgeries"}, options.output_folder,
                                [](const std::filesystem::path&) {});
    return report;
}

std::string surgery_text(const SurgeryReport& report)
{
    const FeatureTable& table = report.venues;
    const auto cell = [&](const Feature& feature, const char* field) {
        return value_text(feature.values.at(table.field_index(field).value()));
    };
    std::string text =
        fmt::format("{:>4} {:<34} {:<20} {:>6}  {}\n", "rank", "venue", "ward", "score", "why");
    for (const Feature& venue : table.features) {
        text +=
            fmt::format("{:>4} {:<34} {:<20} {:>6}  {}\n", cell(venue, "rank"), cell(venue, "venue_name"),
                        cell(venue, "ward_name"), cell(venue, "surgery_score"), cell(venue, "surgery_why"));
    }
    for (const std::string& file : report.files) {
        text += (&file == &report.files.front() ? "\n" : "") + (report.output_folder / file).string() + '\n';
    }
    return text;
}

}  // namespace wardmap
