#include "manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "digest.hpp"
#include "manifest_json.hpp"
#include "partner_layers.hpp"
#include "public_run.hpp"
#include "study_exposure.hpp"
#include "wardmap/error.hpp"
#include "wardmap/list_folder.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/version.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {

using Json = nlohmann::ordered_json;

namespace {

Json inputs_json(const StudyInputs& inputs)
{
    Json list = Json::array();
    for (const InputFile& file : inputs.files) {
        list.push_back({{"role", file.role},
                        {"path", file.path},
                        {"sha256", file.sha256},
                        {"bytes", file.bytes},
                        {"rows", file.rows}});
    }
    return list;
}

Json gazetteer_json(const Gazetteer& gazetteer)
{
    Json list = Json::array();
    for (const GazetteerSource& source : gazetteer.sources()) {
        list.push_back({{"kind", source_kind_name(source.kind)},
                        {"path", source.path},
                        {"sha256", source.sha256},
                        {"date", source.date},
                        {"licence", source.licence}});
    }
    return {{"entries", gazetteer.entry_count()}, {"sources", list}};
}

Json operations_json(const StudyInputs& inputs)
{
    Json list = Json::array();
    for (const UsedOperation& operation : inputs.operations) {
        Json item = {{"from", operation.source_crs}, {"operation", operation.name}};
        item["accuracy_m"] = operation.accuracy_m ? Json(*operation.accuracy_m) : Json(nullptr);
        list.push_back(item);
    }
    return list;
}

Json period_json(const std::optional<Period>& period)
{
    if (!period) {
        return nullptr;
    }
    return {{"first_day", iso_day_text(period->begin)},
            {"last_day", iso_day_text(period->end - std::chrono::days{1})}};
}

Json ledger_json(const LocatedSet& located)
{
    const Ledger& ledger = located.ledger;
    return {{"read", ledger.read},           {"located", ledger.located},   {"unmatched", ledger.unmatched},
            {"ambiguous", ledger.ambiguous}, {"rejected", ledger.rejected}, {"hit_rate", ledger.hit_rate()}};
}

/// null where it was not done.
Json emerging_json(const ThemeAnalysis& analysis)
{
    if (!analysis.emerging) {
        return nullptr;
    }
    return {{"steps", analysis.emerging->step_begins.size()},
            {"first_step", iso_day_text(analysis.emerging->step_begins.front())},
            {"incidents", analysis.emerging->incidents}};
}

Json near_repeats_json(const ThemeAnalysis& analysis)
{
    if (!analysis.near_repeats) {
        return nullptr;
    }
    return {{"used", analysis.near_repeats->used},
            {"left_out", analysis.near_repeats->left_out},
            {"spates", analysis.near_repeats->chains.size()}};
}

Json clusters_json(const ThemeAnalysis& analysis)
{
    if (!analysis.clusters) {
        return nullptr;
    }
    return {{"method", analysis.clusters->method},
            {"used", analysis.clusters->used},
            {"left_out", analysis.clusters->left_out},
            {"in_none", analysis.clusters->noise},
            {"clusters", analysis.clusters->clusters.size()}};
}

Json theme_json(const Study& study, const ThemeAnalysis& analysis)
{
    const ThemeFindings& counts = analysis.findings;
    const FrozenBreaks frozen = frozen_breaks(study, counts.id);
    Json json = {{"id", counts.id},
                 {"title", counts.title},
                 {"rows", counts.rows},
                 {"used", counts.used},
                 {"outside_period", counts.outside_period},
                 {"unlocated", counts.unlocated},
                 {"too_coarse", counts.too_coarse},
                 {"outside_area", counts.outside_area},
                 {"outside_wards", counts.outside_wards},
                 {"bandwidth_m", analysis.density_options.bandwidth_m},
                 {"coarser_than_bandwidth", analysis.coarser_than_bandwidth},
                 {"coarser_than_cell", analysis.coarser_than_cell},
                 {"density_breaks_per_km2", analysis.breaks},
                 {"density_breaks_frozen", !frozen.density_per_km2.empty()},
                 {"is_sensitive", is_sensitive(study, study.themes[analysis.theme])},
                 {"public_square_m", analysis.public_detail.square_m},
                 {"public_wards_together", analysis.public_detail.wards_together},
                 {"hotspots", analysis.hotspots.size()},
                 {"emerging", emerging_json(analysis)},
                 {"near_repeats", near_repeats_json(analysis)},
                 {"clusters", clusters_json(analysis)},
                 {"findings", counts.sentences}};
    if (analysis.monthly_density) {
        json["monthly_density_breaks_per_km2"] = analysis.monthly_density->breaks;
        json["monthly_density_breaks_frozen"] = !frozen.monthly_density_per_km2.empty();
    }
    return json;
}

Json near_repeat_options_json(const Study& study)
{
    if (!study.near_repeats.wanted) {
        return nullptr;
    }
    const auto& [wanted, asked_for, knox, spate] = study.near_repeats;
    return {{"bands_m", knox.bands_m},
            {"bands_days", knox.bands_days},
            {"permutations", knox.permutations},
            {"seed", knox.seed},
            {"spate_distance_m", spate.distance_m},
            {"spate_days", spate.days},
            {"spate_incidents", spate.min_incidents}};
}

Json parameters_json(const Study& study, const LocatedSet& located)
{
    return {
        {"crs", study.crs},
        {"period", period_json(located.period)},
        {"comparison", period_json(study.comparison)},
        {"cell_shape", study.lattice.shape == CellShape::square ? "square" : "hexagon"},
        {"cell_m", study.lattice.cell_m},
        {"neighbours", study.gi_star.neighbours == NeighbourRule::queen ? "queen" : "rook"},
        {"neighbour_distance_m", study.gi_star.distance_m},
        {"hot_from_bin", study.hotspots.min_bin},
        {"exposure", exposure_words(study)},
        {"exposure_floor",
         study.exposure.by == Study::Exposure::By::land ? Json(nullptr) : Json(study.exposure.floor)},
        {"emerging_step_months", study.emerging.wanted ? Json(study.emerging.step.months) : Json(nullptr)},
        {"emerging_step_days", study.emerging.wanted ? Json(study.emerging.step.days) : Json(nullptr)},
        {"near_repeats", near_repeat_options_json(study)},
        {"max_hotspot_m2", study.hotspots.max_area_m2},
        {"kernel", kernel_name(study.kernel)},
        {"density_cell_m", study.density_cell_m},
        {"patrol_diameter_m", study.patrol.diameter_m},
        {"patrol_staff_hours_a_week", study.rota.staff_hours},
        {"patrol_seed", study.rota.seed},
        {"context_for_partners", partner_scope(study).context_kinds},
        {"study_area_m2", located.area.area_m2},
        {"study_area_is_hull", located.area.is_hull},
        {"snap_points", located.has_snap_points}};
}

Json notices_json(const Diagnostics& diagnostics)
{
    Json list = Json::array();
    for (const Notice& notice : diagnostics.notices()) {
        list.push_back({{"severity", notice.severity == Severity::warning ? "warning" : "note"},
                        {"where", notice.where},
                        {"text", notice.text}});
    }
    return list;
}

Json boundaries_json(const StudyInputs& inputs)
{
    if (!inputs.wards) {
        return nullptr;
    }
    return {{"layer", inputs.wards->layer},
            {"source", inputs.wards->source},
            {"vintage", inputs.wards->vintage},
            {"id_field", inputs.wards->id_field},
            {"areas", inputs.wards->areas.size()}};
}

}  // namespace

Json manifest_beginning()
{
    Json manifest = {{"wardmap", version()}, {"schema", 1}};
    if (const char* const epoch = std::getenv("SOURCE_DATE_EPOCH");
        epoch != nullptr && parse_integer(epoch)) {
        manifest["made_at_utc"] =
            iso_second_text(to_civil(UtcSecond{std::chrono::seconds{*parse_integer(epoch)}}, TimeZone::utc)) +
            "Z";
    }
    for (const auto& [library, number] : library_versions()) {
        manifest["libraries"][library] = number;
    }
    return manifest;
}

void put_class_breaks(Json& theme, const LayerSet& layers)
{
    const std::string id = theme.at("id");
    for (const std::string kind : {"ward", "block"}) {
        const std::string breaks = kind + "_breaks";
        const std::string unit = breaks + "_unit";
        const std::string frozen = breaks + "_frozen";
        for (const std::string& key : {breaks, unit, frozen}) {
            theme.erase(key);
        }
        const std::string name = fmt::format("{}s_{}", kind, id);
        const auto layer =
            std::ranges::find(layers.layers, name, [](const Layer& one) { return one.table.name; });
        if (layer != layers.layers.end()) {
            theme[breaks] = class_breaks(layer->style);
            theme[unit] = layer->style.unit;
            theme[frozen] = layer->style.is_frozen;
        }
    }
}

Json outputs_json(const std::filesystem::path& folder)
{
    Json list = Json::array();
    for (const std::string& file : files_under(folder)) {
        list.push_back({{"path", file},
                        {"sha256", sha256_of(folder / file)},
                        {"bytes", std::filesystem::file_size(folder / file)}});
    }
    return list;
}

std::vector<std::string> files_under(const std::filesystem::path& folder)
{
    std::error_code fault;
    std::vector<std::string> files;
    for (const std::filesystem::path& path : list_tree(folder, fault)) {
        if (std::filesystem::is_regular_file(path, fault)) {
            files.push_back(path.lexically_relative(folder).generic_string());
        }
    }
    if (fault) {
        throw Error(ErrorKind::output, folder.string(), "its files cannot be listed: " + fault.message(),
                    "check that nobody else changes the folder");
    }
    std::sort(files.begin(), files.end());
    return files;
}

namespace {

/// What every result says of itself, but its themes, notices and files.
Json head_json(const Study& study, const StudyInputs& inputs, const LocatedSet& located)
{
    Json manifest = manifest_beginning();
    manifest["study"] = {
        {"name", study.name}, {"file", study.file.filename().string()}, {"sha256", sha256_of(study.file)}};
    manifest["profile"] = profile_name(study.profile);
    manifest["marking"] = study.marking;
    manifest["parameters"] = parameters_json(study, located);
    manifest["inputs"] = inputs_json(inputs);
    manifest["gazetteer"] = gazetteer_json(inputs.gazetteer);
    manifest["projection"] = operations_json(inputs);
    manifest["wards"] = boundaries_json(inputs);
    manifest["ledger"] = ledger_json(located);
    return manifest;
}

}  // namespace

std::string plan_manifest_text(const Study& study, const StudyInputs& inputs, const LocatedSet& located,
                               const std::filesystem::path& folder)
{
    Json manifest = head_json(study, inputs, located);
    manifest["notices"] = notices_json(inputs.diagnostics);
    manifest["outputs"] = outputs_json(folder);
    return manifest.dump(2) + "\n";
}

std::string manifest_text(const AnalysedStudy& analysed, const LayerSet& layers,
                          const std::filesystem::path& folder)
{
    const auto& [study, inputs, located, themes, surgeries] = analysed;
    Json manifest = head_json(study, inputs, located);
    manifest["themes"] = Json::array();
    for (const ThemeAnalysis& analysis : themes) {
        manifest["themes"].push_back(theme_json(study, analysis));
        put_class_breaks(manifest["themes"].back(), layers);
    }
    manifest["notices"] = notices_json(inputs.diagnostics);
    manifest["outputs"] = outputs_json(folder);
    return manifest.dump(2) + "\n";
}

}  // namespace wardmap
