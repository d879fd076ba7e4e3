#include "result_words.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "database_input.hpp"
#include "partner_layers.hpp"
#include "study_exposure.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

/// Without its folder, which tells of those who keep it: everybody reads the sources.
std::string name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

/// What the layers of a theme were made with, for the foot of its page; no counts.
std::string method_text(const Study& study, const LocatedSet& located, const ThemeAnalysis& analysis)
{
    std::string text = fmt::format(
        "Density: {} kernel, bandwidth {} m, cells of {} m. Hotspots: Gi* on cells of {} m, exact p with "
        "false-discovery control, against an even spread over {}.",
        kernel_name(study.kernel), shortest_text(analysis.density_options.bandwidth_m),
        shortest_text(study.density_cell_m), shortest_text(study.lattice.cell_m), exposure_words(study));
    if (located.has_snap_points) {
        text += " Positions are approximate: incidents stand on anonymous map points.";
    }
    return text;
}

/// "within normal variation (1,034 then)"; counts as they are, so not for other profiles.
std::string theme_change(const Study& study, const LocatedSet& located, const ThemeAnalysis& analysis)
{
    if (!study.comparison || study.profile != Profile::internal) {
        return {};
    }
    const CountChange change = change_between(analysis.previous.size(), study.comparison->days(),
                                              analysis.chosen.size(), located.period.days());
    return fmt::format("{} ({} then)", change_words(change),
                       grouped_text(static_cast<std::int64_t>(analysis.previous.size())));
}

}  // namespace

ReportText report_text(const AnalysedStudy& analysed)
{
    const auto& [study, inputs, located, themes, surgeries] = analysed;
    ReportText text;
    text.title = fmt::format("Hotspots in {}", study.name);
    text.area_name = study.name;
    text.period = british_period_text(located.period);
    text.comparison = study.comparison ? british_period_text(*study.comparison) : "";
    text.marking = study.marking;
    text.ledger = located.ledger;
    if (study.profile == Profile::internal) {  // groups of one or two rows
        text.hit_rates = located.hit_rates;
    }
    text.notices = inputs.diagnostics.notices();
    text.parameters = {
        {"Coordinate system", study.crs},
        {"Density", fmt::format("{} kernel on cells of {} m", kernel_name(study.kernel),
                                shortest_text(study.density_cell_m))},
        {"Hotspots", fmt::format("Gi* with exact p on cells of {} m, false discovery rate controlled",
                                 shortest_text(study.lattice.cell_m))},
        {"Chance spreads incidents over", exposure_words(study)}};
    for (const ThemeAnalysis& analysis : themes) {
        const ThemeFindings& findings = analysis.findings;
        const bool is_for_partner = study.profile == Profile::partner;
        text.themes.push_back(
            {findings.id, findings.title, findings.used,
             is_for_partner ? std::vector<std::string>{findings_for_partners} : findings.sentences,
             theme_change(study, located, analysis)});
        text.parameters.emplace_back("Bandwidth, " + findings.title,
                                     shortest_text(analysis.density_options.bandwidth_m) + " m");
    }
    if (inputs.wards) {
        text.sources.push_back(
            fmt::format("Wards: {}{}", name_of(inputs.wards->source),
                        inputs.wards->vintage.empty() ? "" : ", " + inputs.wards->vintage));
    }
    for (const GazetteerSource& source : inputs.gazetteer.sources()) {
        text.sources.push_back(fmt::format("Gazetteer: {}{}{}", name_of(source.path),
                                           source.date.empty() ? "" : ", " + source.date,
                                           source.licence.empty() ? "" : ", " + source.licence));
    }
    for (const Study::Context& context : study.context) {
        text.sources.push_back(fmt::format("{} ({}): {}{}", source_of_context,
                                           context_kind_name(context.kind),
                                           name_of(shown_source(context.layer.file, context.layer.layer)),
                                           context.licence.empty() ? "" : ", " + context.licence));
    }
    return text;
}

QgisText qgis_text(const AnalysedStudy& analysed, const ReportText& report)
{
    const auto& [study, inputs, located, themes, surgeries] = analysed;
    QgisText text{.title = report.title,
                  .area_name = report.area_name,
                  .period = report.period,
                  .marking = report.marking,
                  .themes = {},
                  .sources = report.sources,
                  .has_rasters = study.geotiff};
    for (const ThemeAnalysis& analysis : themes) {
        text.themes.push_back(
            {analysis.findings.id, analysis.findings.title, method_text(study, located, analysis)});
    }
    return text;
}

}  // namespace wardmap
