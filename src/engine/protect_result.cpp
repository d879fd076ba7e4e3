#include "wardmap/protect_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "digest.hpp"
#include "manifest.hpp"
#include "partner_folder.hpp"
#include "public_folder.hpp"
#include "public_run.hpp"
#include "public_words.hpp"
#include "record_canaries.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/read_result.hpp"
#include "wardmap/staged_folder.hpp"
#include "wardmap/study.hpp"

namespace wardmap {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr const char* make_it_again = "Make the result again with this version of wardmap";

/// read_result() has seen that it is one.
Json manifest_of(const fs::path& folder)
{
    std::ifstream input(folder / manifest_name, std::ios::binary);
    Json manifest = Json::parse(std::string{std::istreambuf_iterator<char>(input), {}}, nullptr, false);
    if (!manifest.is_object() || !manifest["parameters"].is_object() || !manifest["themes"].is_array()) {
        throw Error(ErrorKind::input, (folder / manifest_name).string(),
                    "it does not say what the result was made with", make_it_again);
    }
    return manifest;
}

std::string text_in(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

bool truth_in(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

double number_in(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : 0;
}

/// An older result does not know which wards may not be told one by one.
PublicDetail detail_in(const Json& theme, const fs::path& folder)
{
    const auto wards = theme.find("public_wards_together");
    if (wards == theme.end() || !wards->is_array()) {
        throw Error(ErrorKind::input, (folder / manifest_name).string(),
                    "it does not say how finely the public may be told its themes", make_it_again);
    }
    PublicDetail detail{.square_m = number_in(theme, "public_square_m"), .wards_together = {}};
    for (const Json& ward : *wards) {
        detail.wards_together.push_back(ward.is_string() ? ward.get<std::string>() : "");
    }
    return detail;
}

std::string period_dates(const Json& parameters)
{
    const auto period = parameters.find("period");
    return period == parameters.end() || !period->is_object()
               ? ""
               : text_in(*period, "first_day") + "/" + text_in(*period, "last_day");
}

std::vector<PublicTheme> themes_of(const Result& result, const Json& manifest, const fs::path& folder)
{
    std::vector<PublicTheme> themes;
    const bool approximate = truth_in(manifest["parameters"], "snap_points");
    const std::string dates = period_dates(manifest["parameters"]);
    for (const ResultTheme& theme : result.themes) {
        const auto item = std::find_if(manifest["themes"].begin(), manifest["themes"].end(),
                                       [&](const Json& one) { return text_in(one, "id") == theme.id; });
        const Json about = item == manifest["themes"].end() ? Json::object() : *item;
        // One by one: where memory runs out within nested braces, code of GCC 12 destroys twice what they have made.
        PublicTheme& made = themes.emplace_back();
        made.context = {.theme = theme.id,
                        .theme_title = theme.title,
                        .area_name = result.area,
                        .period = result.period,
                        .approximate = approximate};
        made.period = dates;
        made.is_sensitive =
            is_sensitive_name(theme.id) || is_sensitive_name(theme.title) || truth_in(about, "is_sensitive");
        made.detail = detail_in(about, folder);
    }
    return themes;
}

/// The map document has no short names; they are the dictionary's.
void restore_short_names(LayerSet& layers)
{
    const auto restore = [](FeatureTable& table) {
        for (Field& field : table.fields) {
            if (const FieldEntry* entry = find_field(field.name)) {
                field.short_name = entry->field.short_name;
            }
        }
    };
    for (Layer& layer : layers.layers) {
        restore(layer.table);
    }
    for (FeatureTable& table : layers.tables) {
        restore(table);
    }
}

/// The stack says how layers are drawn; a layer with two places has its own style in the one that bears its name.
void restore_styles(Result& result)
{
    for (const MapPlace& place : result.stack) {
        if (place.layer && place.id == result.layers.layers[*place.layer].table.name) {
            result.layers.layers[*place.layer].style = place.style;
        }
        if (place.raster) {
            result.layers.rasters[*place.raster].style = place.style;
            result.layers.rasters[*place.raster].month = place.month;
        }
    }
}

PublicSource source_of(const fs::path& folder, Result result)
{
    const Json manifest = manifest_of(folder);
    PublicSource source;
    source.area_name = result.area;
    source.period = result.period;
    source.period_dates = period_dates(manifest["parameters"]);
    source.area_is_hull = truth_in(manifest["parameters"], "study_area_is_hull");
    source.has_snap_points = truth_in(manifest["parameters"], "snap_points");
    source.themes = themes_of(result, manifest, folder);
    source.sources = public_sources(result.sources);
    source.made_from = sha256_of(folder / manifest_name);
    source.geojson = fs::exists(folder / "geojson");
    source.shapefile = fs::exists(folder / "shapefile");
    source.report = fs::exists(folder / "report.html");
    source.qgis = fs::exists(folder / "wardmap.qgz");
    source.internal = std::move(result.layers);
    return source;
}

/// All texts of a column.
template <typename Take>
void for_each_text(const FeatureTable& table, const char* field, const Take& take)
{
    const auto index = table.field_index(field);
    for (const Feature& feature : table.features) {
        if (index) {
            take(value_text(feature.values[*index]));
        }
    }
}

/// What the result itself holds of records: nothing else could get from it into a release.
void add_result(const LayerSet& layers, CanaryScan& scan)
{
    const auto add_table = [&](const FeatureTable& table) {
        for_each_text(table, "ref", [&](const std::string& text) { scan.add_id(text); });
        for_each_text(table, "review_subject", [&](const std::string& text) {
            scan.add_id(text);
            scan.add_text(text);
        });
    };
    for (const Layer& layer : layers.layers) {
        add_table(layer.table);
    }
    for (const FeatureTable& table : layers.tables) {
        add_table(table);
    }
}

void add_review_file(const fs::path& file, CanaryScan& scan)
{
    if (!fs::is_regular_file(file)) {
        return;
    }
    const auto rows = open_csv(file);
    const std::vector<std::string> header = rows->header();
    for (RowSource::Step step = rows->next(); step != RowSource::Step::end; step = rows->next()) {
        for (std::size_t i = 0; step == RowSource::Step::row && i < header.size(); ++i) {
            const std::string& name = header[i];
            if (name == "ref" || name == "uprn" || name == "postcode") {
                scan.add_id(rows->cells()[i]);
            } else if (name == "location" || name.starts_with("candidate")) {
                scan.add_text(rows->cells()[i]);
            }
        }
    }
}

/// The internal result would be replaced by what is made of it.
void refuse_own_folder(const ProtectOptions& options)
{
    std::error_code not_there;
    if (fs::equivalent(options.result, options.output_folder, not_there)) {
        throw Error(ErrorKind::usage, "--out", "this is the folder of the internal result itself",
                    "Name another folder for the protected one");
    }
}

}  // namespace

ProtectReport protect_result(const ProtectOptions& options)
{
    refuse_unapproved_release(options.profile, options.approved_by);
    Result result = read_result(options.result, "");
    if (result.profile != "internal") {
        throw Error(ErrorKind::usage, options.result.string(),
                    fmt::format("this is a result for \"{}\"", result.profile),
                    "Name the internal result that it was made from");
    }
    refuse_own_folder(options);
    restore_styles(result);
    restore_short_names(result.layers);
    StagedFolder stage(options.output_folder);
    if (options.profile == Profile::partner) {
        ProtectReport report;
        stage.fill([&] {
            write_partner_result(options, std::move(result), stage.path());
            report.files = files_under(stage.path());
        });
        report.output_folder = options.output_folder;
        stage.publish();
        return report;
    }
    CanaryScan scan;
    add_result(result.layers, scan);
    add_review_file(options.result / "review.csv", scan);
    if (!options.study.empty()) {
        add_records(read_inputs(read_study(options.study), options.data_folder), scan);
    }
    ProtectReport report;
    stage.fill([&] {
        report =
            write_public_result(source_of(options.result, std::move(result)),
                                {.by = options.approved_by, .choices = options.choices}, scan, stage.path());
    });
    report.output_folder = options.output_folder;
    stage.publish();
    return report;
}

}  // namespace wardmap
