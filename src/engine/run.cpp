#include "wardmap/run.hpp"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <numeric>

#include "address_squares.hpp"
#include "findings.hpp"
#include "located_set.hpp"
#include "manifest.hpp"
#include "partner_layers.hpp"
#include "patrol_files.hpp"
#include "public_run.hpp"
#include "result_files.hpp"
#include "result_layers.hpp"
#include "result_words.hpp"
#include "review_file.hpp"
#include "study_inputs.hpp"
#include "theme_analysis.hpp"
#include "wardmap/disclosure.hpp"
#include "wardmap/error.hpp"
#include "wardmap/memory_estimate.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/parallel.hpp"
#include "wardmap/staged_folder.hpp"
#include "wardmap/text_file.hpp"

namespace wardmap {

namespace fs = std::filesystem;

namespace {

void step(const RunOptions& options, std::string_view name)
{
    if (options.on_step) {
        options.on_step(name);
    }
}

fs::path output_folder_of(const Study& study, const RunOptions& options)
{
    fs::path folder = options.output_folder.empty() ? fs::path(study.output_folder) : options.output_folder;
    if (folder.empty()) {
        throw Error(ErrorKind::usage, study.file.string(), "no output folder is named",
                    "Add output.folder to the study, or give --out");
    }
    return folder;
}

/// The run replaces its output folder: nothing that is read may lie in it, least of all what people have decided.
StudyInputs read_from_elsewhere(const Study& study, const RunOptions& options)
{
    StudyInputs inputs = read_inputs(study, options.data_folder, options.on_progress);
    std::error_code ignored;
    const fs::path output = fs::weakly_canonical(output_folder_of(study, options), ignored);
    for (const InputFile& file : inputs.files) {
        const fs::path path =
            fs::weakly_canonical(data_folder_of(study, options.data_folder) / file.path, ignored);
        const fs::path below = path.lexically_relative(output);
        if (!below.empty() && *below.begin() != "..") {
            throw Error(ErrorKind::usage, path.string(),
                        "this input lies in the output folder, which the run replaces",
                        "Keep it in another folder, such as that of the study");
        }
    }
    return inputs;
}

/// A rota that could not be planned is refused before anything is read.
void refuse_impossible_rota(const Study& study) { static_cast<void>(patrol_rota({}, study.rota)); }

/// Grids that could not be computed are refused before anything is read into them.
void refuse_impossible_grids(const Study& study, const MultiPolygon& area)
{
    static_cast<void>(raster_grid_over(bounds(area), study.density_cell_m));
    static_cast<void>(count_cells({}, study.lattice, area));
}

/// A grid that is legal may still be beyond this machine.
void refuse_beyond_this_machine(const Study& study, const std::vector<ThemeMask>& themes,
                                const MultiPolygon& area)
{
    const BoxM box = bounds(area);
    const double area_m2 = (box.max_x_m - box.min_x_m) * (box.max_y_m - box.min_y_m);
    const auto count = [&](double side_m) {
        const double sides = std::ceil(area_m2 / (side_m * side_m));
        const bool is_a_grid = sides <= static_cast<double>(max_grid_cells);  // else refused as such
        return is_a_grid ? static_cast<std::uint64_t>(sides) * study.themes.size() : 0;
    };
    RunSize size{
        .rows = themes.size(), .cells = count(study.lattice.cell_m), .pixels = count(study.density_cell_m)};
    for (const ThemeMask mask : themes) {
        size.theme_rows += static_cast<std::uint64_t>(std::popcount(mask));
    }
    refuse_beyond_memory(size, memory_limit_bytes());
}

/// One theme after the other. How long one takes goes by its rows, so progress is told in rows of themes.
std::vector<ThemeAnalysis> analyse_themes(const Study& study, StudyInputs& inputs, const LocatedSet& located,
                                          const RunOptions& options)
{
    std::vector<std::uint64_t> rows(study.themes.size(), 0);
    for (const ThemeMask mask : located.themes) {
        for (std::size_t theme = 0; theme < rows.size(); ++theme) {
            rows[theme] += mask >> theme & 1U;
        }
    }
    const std::uint64_t all_rows = std::accumulate(rows.begin(), rows.end(), std::uint64_t{0});
    std::uint64_t done = 0;
    std::vector<ThemeAnalysis> themes;
    for (std::size_t theme = 0; theme < study.themes.size(); ++theme) {
        step(options, study.themes[theme].title);
        if (options.on_progress) {
            options.on_progress({study.themes[theme].title, done, all_rows, "rows"});
        }
        themes.push_back(analyse_theme(study, inputs, located, theme));
        done += rows[theme];
    }
    return themes;
}

/// The sentences hold counts as they are, which the profile may hide in the layers.
void forget_sentences(std::vector<ThemeAnalysis>& themes)
{
    for (ThemeAnalysis& analysis : themes) {
        analysis.findings.sentences.clear();
    }
}

/// What a hand-held device takes: places and routes of each theme.
void write_patrol_files(const Study& study, const std::vector<ThemeAnalysis>& themes, const fs::path& folder)
{
    fs::create_directory(folder / "patrol");
    for (const ThemeAnalysis& analysis : themes) {
        write_gpx(folder / "patrol" / ("patrol_" + analysis.findings.id + ".gpx"),
                  patrol_gpx(analysis.patrol, study.crs));
    }
}

ResultFormats formats_of(const Study& study)
{
    return {.geopackage = study.geopackage,
            .geojson = study.geojson,
            .shapefile = study.shapefile,
            .geotiff = study.geotiff,
            .report = study.report,
            .qgis = study.qgis,
            .sld = study.sld};
}

/// Every file of the result, the manifest last.
void write_result(const AnalysedStudy& analysed, const fs::path& folder)
{
    const auto& [study, inputs, located, themes, surgeries] = analysed;
    LayerSet layers = result_layers(analysed);
    if (study.profile == Profile::partner) {
        layers = layers_for_partners(std::move(layers), partner_scope(study));
    }
    layers = protect(std::move(layers), {.profile = study.profile});
    const ReportText words = report_text(analysed);
    const QgisText map_words = qgis_text(analysed, words);
    write_layer_files(layers, {words, map_words}, formats_of(study), folder);
    if (study.profile == Profile::internal) {  // it tells where few incidents were, and what people wrote
        write_patrol_files(study, themes, folder);
        write_new_text(folder / "review.csv", review_text({inputs.incidents.files, inputs.incidents.records,
                                                           located.incidents, inputs.gazetteer}));
    }
    write_new_text(folder / manifest_name, manifest_text(analysed, layers, folder));
}

std::vector<std::pair<MatchLevel, std::size_t>> levels_of(const LocatedSet& located)
{
    std::map<MatchLevel, std::size_t> counts;
    for (const LocatedIncident& incident : located.incidents) {
        if (incident.state == MatchState::located) {
            ++counts[incident.level];
        }
    }
    return {counts.begin(), counts.end()};
}

}  // namespace

RunReport run(const Study& study, const RunOptions& options)
{
    const ThreadLimit limit(options.threads);
    refuse_impossible_rota(study);
    refuse_unapproved_release(study.profile, study.approved_by);
    StagedFolder stage(output_folder_of(study, options));
    step(options, "reading");
    StudyInputs inputs = read_from_elsewhere(study, options);
    step(options, "locating");
    LocatedSet located = locate_records(study, inputs, options.threads, options.on_progress);
    check_quality(study, inputs, located, options.accept_hit_rate);
    refuse_beyond_this_machine(study, located.themes, located.area.shape);
    refuse_impossible_grids(study, located.area.shape);
    std::vector<PointM> addresses;
    if (study.profile != Profile::partner) {  // for the public maps that an internal result is to make later
        addresses = postal_addresses(inputs, located);
        located.address_squares = address_squares(addresses, located);
    }

    std::vector<ThemeAnalysis> themes = analyse_themes(study, inputs, located, options);
    for (ThemeAnalysis& analysis : themes) {
        analysis.public_detail = public_detail(inputs, located, analysis, addresses);
        analysis.findings.sentences = theme_sentences(study, inputs, located, analysis);
    }
    if (study.profile != Profile::internal) {
        forget_sentences(themes);
    }

    const std::optional<SurgeryPlan> surgeries = surgery_plan(study, inputs, located);

    const AnalysedStudy analysed{study, inputs, located, themes, surgeries};
    step(options, "writing");
    RunReport report;
    stage.fill([&] {
        if (study.profile == Profile::open_public) {
            report.release = write_public_run(analysed, stage.path());
        } else {
            write_result(analysed, stage.path());
        }
        report.files = files_under(stage.path());
    });
    report.output_folder = output_folder_of(study, options);
    report.ledger = located.ledger;
    report.located_by_level = levels_of(located);
    report.hit_rates = located.hit_rates;
    report.notices = inputs.diagnostics.notices();
    if (surgeries && study.profile == Profile::internal) {
        report.surgeries = surgery_sentences(*surgeries);
    }
    for (ThemeAnalysis& analysis : themes) {
        report.themes.push_back(std::move(analysis.findings));
    }
    stage.publish();  // the last step that can fail
    return report;
}

std::vector<Notice> validate(const Study& study, const RunOptions& options)
{
    refuse_impossible_rota(study);
    StudyInputs inputs = read_inputs(study, options.data_folder, options.on_progress);
    std::optional<MultiPolygon> area = inputs.boundary;
    if (!area && inputs.wards) {
        area = union_of(*inputs.wards);
    }
    const std::vector<ThemeMask> masks = classify(inputs.incidents.records, study.themes);
    if (area) {
        refuse_beyond_this_machine(study, masks, *area);
        refuse_impossible_grids(study, *area);
    } else {
        inputs.diagnostics.note("study area",
                                "neither boundary nor wards: the convex hull of the incidents will be used");
    }
    for (std::size_t theme = 0; theme < study.themes.size(); ++theme) {
        const auto rows = std::count_if(masks.begin(), masks.end(),
                                        [&](ThemeMask mask) { return (mask >> theme & 1U) != 0; });
        inputs.diagnostics.note("theme " + study.themes[theme].id,
                                fmt::format("{} of {} incidents", grouped_text(rows),
                                            grouped_text(static_cast<std::int64_t>(masks.size()))));
    }
    return inputs.diagnostics.notices();
}

}  // namespace wardmap
