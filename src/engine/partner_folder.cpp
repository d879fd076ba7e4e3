#include "partner_folder.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "digest.hpp"
#include "manifest_json.hpp"
#include "partner_layers.hpp"
#include "result_files.hpp"
#include "wardmap/civil_time.hpp"
#include "wardmap/error.hpp"
#include "wardmap/make_layers.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/staged_folder.hpp"
#include "wardmap/text_file.hpp"

namespace wardmap {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

/// Over a raster the stack draws only the borders of the density classes; their own colours are the raster's.
void colour_density_classes(LayerSet& layers)
{
    for (const RasterLayer& raster : layers.rasters) {
        for (Layer& layer : layers.layers) {
            if (layer.table.name == "density_classes_" + raster.theme) {
                layer.style = raster.style;
                layer.style.field = "density_from";
                layer.style.stroke_mm = 0;
            }
        }
    }
}

/// In the order in which a run makes them: each layer's attributes where it has a table of its own.
void add_attribute_tables(LayerSet& layers)
{
    constexpr std::array<std::string_view, 7> with_table = {"wards_",  "hotspots_", "clusters_", "spates_",
                                                            "blocks_", "patrol_",   "surgeries"};
    for (const Layer& layer : layers.layers) {
        if (std::ranges::any_of(with_table,
                                [&](std::string_view kind) { return layer.table.name.starts_with(kind); })) {
            layers.tables.push_back(attribute_table(layer, layer.table.name));
        }
    }
}

PartnerScope scope_of(const Result& result, const Json& manifest)
{
    PartnerScope scope;
    for (const ResultTheme& theme : result.themes) {
        scope.theme_ids.push_back(theme.id);
    }
    scope.context_kinds = manifest.at("parameters").at("context_for_partners");
    return scope;
}

LayerSet partner_layers(LayerSet all, const PartnerScope& scope)
{
    LayerSet layers = layers_for_partners(std::move(all), scope);
    colour_density_classes(layers);
    add_attribute_tables(layers);
    return protect(std::move(layers), {.profile = Profile::partner});
}

Ledger ledger_of(const Json& manifest)
{
    const Json& counts = manifest.at("ledger");
    Ledger ledger;
    ledger.read = counts.at("read");
    ledger.located = counts.at("located");
    ledger.unmatched = counts.at("unmatched");
    ledger.ambiguous = counts.at("ambiguous");
    for (const auto& [reason, rows] : counts.at("rejected").items()) {
        ledger.rejected[reason] = rows;
    }
    return ledger;
}

/// "January 2025 to June 2025"; empty where the study compared with nothing.
std::string comparison_words(const Json& parameters)
{
    const auto found = parameters.find("comparison");
    if (found == parameters.end() || !found->is_object()) {
        return {};
    }
    const auto first = parse_iso_day(found->at("first_day").get<std::string>());
    const auto last = parse_iso_day(found->at("last_day").get<std::string>());
    return first && last ? british_period_text({*first, *last + std::chrono::days{1}}) : "";
}

ReportText words_of(const Result& result, const Json& manifest)
{
    ReportText text;
    text.title = result.title;
    text.area_name = result.area;
    text.period = result.period;
    text.comparison = comparison_words(manifest.at("parameters"));
    text.marking = result.marking;
    text.ledger = ledger_of(manifest);
    for (const Json& notice : manifest.at("notices")) {
        text.notices.push_back({notice.at("severity") == "warning" ? Severity::warning : Severity::note,
                                notice.at("where"), notice.at("text")});
    }
    const Json& with = manifest.at("parameters");
    text.parameters = {{"Coordinate system", result.crs},
                       {"Density", with.at("kernel").get<std::string>() + " kernel on cells of " +
                                       shortest_text(with.at("density_cell_m")) + " m"},
                       {"Hotspots", "Gi* with exact p on cells of " + shortest_text(with.at("cell_m")) +
                                        " m, false discovery rate controlled"},
                       {"Chance spreads incidents over", with.at("exposure")}};
    for (const Json& theme : manifest.at("themes")) {
        text.themes.push_back({theme.at("id"), theme.at("title"), theme.at("used"), {findings_for_partners}});
        text.parameters.emplace_back("Bandwidth, " + theme.at("title").get<std::string>(),
                                     shortest_text(theme.at("bandwidth_m")) + " m");
    }
    text.sources = result.sources;
    return text;
}

QgisText map_words_of(const Result& result)
{
    QgisText text{.title = result.title,
                  .area_name = result.area,
                  .period = result.period,
                  .marking = result.marking,
                  .themes = {},
                  .sources = result.sources,
                  .has_rasters = !result.layers.rasters.empty()};
    for (const ResultTheme& theme : result.themes) {
        text.themes.push_back({theme.id, theme.title, theme.method});
    }
    return text;
}

Json internal_manifest(const fs::path& folder)
{
    std::ifstream input(folder / manifest_name, std::ios::binary);
    return Json::parse(std::string{std::istreambuf_iterator<char>(input), {}});
}

}  // namespace

void write_partner_result(const ProtectOptions& options, Result result, const fs::path& folder)
{
    Json manifest;
    ReportText words;
    PartnerScope scope;
    try {
        manifest = internal_manifest(options.result);
        scope = scope_of(result, manifest);
        words = words_of(result, manifest);
    } catch (const Json::exception&) {
        throw Error(ErrorKind::input, (options.result / manifest_name).string(),
                    "it does not say what the result was made with",
                    "Make the result again with this version of wardmap");
    }
    const QgisText map_words = map_words_of(result);
    const ResultFormats formats{.geojson = fs::exists(options.result / "geojson"),
                                .shapefile = fs::exists(options.result / "shapefile"),
                                .geotiff = !result.layers.rasters.empty(),
                                .report = fs::exists(options.result / "report.html"),
                                .qgis = fs::exists(options.result / "wardmap.qgz")};
    const LayerSet layers = partner_layers(std::move(result.layers), scope);
    write_layer_files(layers, {words, map_words}, formats, folder);
    manifest["profile"] = "partner";
    if (!options.approved_by.empty()) {
        manifest["approved_by"] = options.approved_by;
    }
    manifest["made_from"] = sha256_of(options.result / manifest_name);
    for (Json& theme : manifest["themes"]) {
        theme["findings"] = Json::array();
        theme.erase("monthly_density_breaks_per_km2");
        theme.erase("monthly_density_breaks_frozen");
        put_class_breaks(theme, layers);  // those of the internal result would tell what is hidden
        theme["public_square_m"] = 0.0;   // a public map is made of the internal result
        theme["public_wards_together"] = Json::array();
    }
    manifest["outputs"] = outputs_json(folder);
    write_new_text(folder / manifest_name, manifest.dump(2) + "\n");
}

}  // namespace wardmap
