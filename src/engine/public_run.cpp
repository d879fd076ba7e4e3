#include "public_run.hpp"

#include <algorithm>

#include "place_times.hpp"
#include "public_folder.hpp"
#include "public_words.hpp"
#include "record_canaries.hpp"
#include "result_layers.hpp"
#include "result_words.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

PublicSource source_of(const AnalysedStudy& analysed)
{
    const auto& [study, inputs, located, themes, surgeries] = analysed;
    PublicSource source;
    source.internal = result_layers(analysed);
    source.area_name = study.name;
    source.period = british_period_text(located.period);
    source.period_dates =
        iso_day_text(located.period.begin) + "/" + iso_day_text(located.period.end - std::chrono::days{1});
    source.area_is_hull = located.area.is_hull;
    source.has_snap_points = located.has_snap_points;
    for (const ThemeAnalysis& analysis : themes) {
        // One by one: where memory runs out within nested braces, code of GCC 12 destroys twice what they have made.
        PublicTheme& theme = source.themes.emplace_back();
        theme.context = {.theme = analysis.findings.id,
                         .theme_title = analysis.findings.title,
                         .area_name = study.name,
                         .period = source.period,
                         .approximate = located.has_snap_points};
        theme.period = source.period_dates;
        theme.is_sensitive = is_sensitive(study, study.themes[analysis.theme]);
        theme.detail = analysis.public_detail;
    }
    source.sources = public_sources(report_text(analysed).sources);
    source.geopackage = study.geopackage;
    source.geojson = study.geojson;
    source.shapefile = study.shapefile;
    source.report = study.report;
    source.qgis = study.qgis;
    return source;
}

}  // namespace

void refuse_unapproved_release(Profile profile, const std::string& approved_by)
{
    if (profile == Profile::open_public && approved_by.empty()) {
        throw Error(ErrorKind::usage, "--approved-by", "nobody has approved the public release",
                    "Name who did: --approved-by \"A. Person, role\", or output.approved_by in the study");
    }
}

bool is_sensitive(const Study& study, const ThemeRule& rule)
{
    return study.sensitive_themes.contains(rule.id) || is_sensitive_name(rule.id) ||
           is_sensitive_name(rule.title) ||
           std::any_of(rule.categories.begin(), rule.categories.end(),
                       [](const std::string& category) { return is_sensitive_name(category); });
}

ProtectReport write_public_run(const AnalysedStudy& analysed, const std::filesystem::path& folder)
{
    CanaryScan scan;
    add_records(analysed.inputs, scan);
    add_places(analysed.inputs, analysed.located, scan);
    return write_public_result(source_of(analysed),
                               {.by = analysed.study.approved_by, .choices = analysed.study.released}, scan,
                               folder);
}

}  // namespace wardmap
