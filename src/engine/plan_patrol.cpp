#include "wardmap/plan_patrol.hpp"

#include <fmt/format.h>

#include "patrol_files.hpp"
#include "patrol_plan.hpp"
#include "plan_folder.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap {

namespace {

std::string cell(const FeatureTable& table, const Feature& feature, const char* field)
{
    return value_text(feature.values.at(table.field_index(field).value()));
}

std::string places_text(const FeatureTable& places)
{
    std::string text = fmt::format("{:>4} {:>9} {:>6}  {:<28} {:<20} {}\n", "rank", "incidents", "visits",
                                   "near", "ward", "busiest");
    for (const Feature& place : places.features) {
        text += fmt::format("{:>4} {:>9} {:>6}  {:<28} {:<20} {}", cell(places, place, "rank"),
                            cell(places, place, "incidents"), cell(places, place, "visits"),
                            cell(places, place, "nearest_place"), cell(places, place, "ward_name"),
                            cell(places, place, "peak_time"));
        text.erase(text.find_last_not_of(' ') + 1);
        text += '\n';
    }
    return text;
}

}  // namespace

PatrolReport plan_patrol(const Study& asked, const PlanOptions& options)
{
    const Study study = planned_study(asked, options);
    static_cast<void>(patrol_rota({}, study.rota));  // refuses what cannot be planned before anything is read
    StudyInputs inputs = read_inputs(study, options.data_folder);
    const ThreadLimit limit(options.threads);
    const LocatedSet located = locate_records(study, inputs, options.threads);
    check_quality(study, inputs, located, options.accept_hit_rate);
    PatrolReport report;
    LayerSet layers;
    layers.crs = study.crs;
    std::vector<GpxContent> routes;
    for (std::size_t theme = 0; theme < study.themes.size(); ++theme) {
        const ThemeIncidents incidents = theme_incidents(study, inputs, located, theme);
        const PatrolPlan plan = patrol_plan(study, inputs, located, incidents);
        const LayerContext context{.theme = incidents.counts.id,
                                   .theme_title = incidents.counts.title,
                                   .area_name = study.name,
                                   .period = british_period_text(located.period),
                                   .approximate = located.has_snap_points};
        layers.layers.push_back(patrol_layer(plan.places, context, plan.notes));
        const FeatureTable places = attribute_table(layers.layers.back(), layers.layers.back().table.name);
        const FeatureTable rota = rota_table({plan.places, plan.notes, plan.options, plan.rota}, context);
        layers.tables.push_back(places);
        layers.tables.push_back(rota);
        routes.push_back(patrol_gpx(plan, study.crs));
        std::vector<std::string> sentences = patrol_sentences(plan, located);
        if (sentences.empty()) {
            sentences.emplace_back("No incident of this theme lies in the study area and the period.");
        }
        report.themes.push_back({context.theme, context.theme_title, std::move(sentences), places, rota});
    }
    report.output_folder = options.output_folder;
    report.notices = inputs.diagnostics.notices();
    report.files =
        publish_plan({study, inputs, located, layers, "patrol"}, options.output_folder,
                     [&](const std::filesystem::path& stage) {
                         for (std::size_t i = 0; i < routes.size(); ++i) {
                             write_gpx(stage / ("patrol_" + report.themes[i].id + ".gpx"), routes[i]);
                         }
                     });
    return report;
}

std::string patrol_text(const PatrolReport& report)
{
    std::string text;
    for (const PatrolThemeReport& theme : report.themes) {
        text += fmt::format("{}{}\n", text.empty() ? "" : "\n", theme.title);
        for (const std::string& sentence : theme.sentences) {
            text += sentence + '\n';
        }
        if (!theme.places.features.empty()) {
            text += places_text(theme.places);
        }
    }
    for (const std::string& file : report.files) {
        text += (&file == &report.files.front() ? "\n" : "") + (report.output_folder / file).string() + '\n';
    }
    return text;
}

}  // namespace wardmap
