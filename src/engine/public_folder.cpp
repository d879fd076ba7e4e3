#include "public_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "earlier_release.hpp"
#include "manifest.hpp"
#include "manifest_json.hpp"
#include "public_words.hpp"
#include "result_files.hpp"
#include "wardmap/error.hpp"
#include "wardmap/readable_text.hpp"
#include "wardmap/staged_folder.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/version.hpp"

namespace wardmap {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

Json rules_json(const PublicSource& source, const PublicChoices& choices)
{
    Json themes = Json::array();
    for (const PublicTheme& theme : source.themes) {
        // Of a theme that is not told they would say where it stands out.
        const bool tells_wards = (!theme.is_sensitive || choices.publishes_sensitive) &&
                                 std::ranges::find(choices.leave_out, "wards") == choices.leave_out.end();
        themes.push_back(
            {{"id", theme.context.theme},
             {"title", theme.context.theme_title},
             {"is_sensitive", theme.is_sensitive},
             {"hidden_below", theme.is_sensitive ? 10 : 8},
             {"map_square_m", theme.detail.square_m},
             {"wards_together", tells_wards ? theme.detail.wards_together : std::vector<std::string>{}}});
    }
    return {{"rounded_to", 5},
            {"fewest_addresses_of_a_square", 8},
            {"fewest_counts_behind_a_number", 3},
            {"may_place_more_incidents_within_20_m", 0.01},
            {"sensitive_themes_published", choices.publishes_sensitive},
            {"blocks_published", choices.publishes_blocks},
            {"left_out", choices.leave_out},
            {"themes", themes}};
}

struct Checked {
    const PublicRelease& release;
    const ReportText& words;
    const EarlierRelease& earlier;
};

/// Only what whoever holds both releases can find out.
Json intruder_check_json(const Checked& checked)
{
    const PublicRelease& release = checked.release;
    Json check = {{"numbers", release.numbers},
                  {"numbers_of_the_previous_release", checked.earlier.numbers.size()},
                  {"of_them_put_together_with_these", release.put_together.size()},
                  {"of_them_contradicting", release.contradicting.size()}};
    if (!release.contradicting.empty()) {
        check["first_contradicting"] = first_contradiction(checked.earlier, release);
    }
    check["fewest_counts_left_behind_a_number"] = release.narrowest;
    return check;
}

std::string manifest_text(const PublicSource& source, const Approval& approval, const Checked& checked,
                          const fs::path& folder)
{
    Json manifest = manifest_beginning();
    manifest["study"] = {{"name", source.area_name}};
    manifest["profile"] = "public";
    manifest["approved_by"] = approval.by;
    manifest["marking"] = "PUBLIC";
    manifest["parameters"] = {{"crs", source.internal.crs}, {"period", source.period_dates}};
    manifest["rules"] = rules_json(source, approval.choices);
    manifest["intruder_check"] = intruder_check_json(checked);
    manifest["canary_scan"] = {
        {"found", 0}};  // how many were looked for would tell how many records there are
    manifest["made_from"] = source.made_from;
    manifest["sources"] = source.sources;
    manifest["themes"] = Json::array();
    for (const ThemeText& theme : checked.words.themes) {
        manifest["themes"].push_back(
            {{"id", theme.id}, {"title", theme.title}, {"findings", theme.findings}});
        put_class_breaks(manifest["themes"].back(), checked.release.layers);
    }
    Json notices = Json::array();
    for (const std::string& note : checked.release.notes) {
        notices.push_back({{"severity", "note"}, {"where", "public release"}, {"text", note}});
    }
    manifest["notices"] = notices;
    manifest["outputs"] = outputs_json(folder);
    return manifest.dump(2) + "\n";
}

std::string bytes_of(const fs::path& file)
{
    std::ifstream input(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(input), {}};
}

void scan_folder(const fs::path& folder, const CanaryScan& scan)
{
    std::size_t found = 0;
    std::string where;
    for (const std::string& name : files_under(folder)) {
        const std::string readable = readable_text(folder / name);
        const std::size_t in_file = scan.found_in(readable) + scan.found_in(without_escapes(readable)) +
                                    scan.found_in(bytes_of(folder / name));
        if (in_file > 0) {
            where += (where.empty() ? "" : ", ") + name;
        }
        found += in_file;
    }
    if (found > 0) {
        throw Error(
            ErrorKind::disclosure, "canary scan of " + where,
            "an id, an address or a run of words of the incident records stands in it",
            "look at the titles, names and sources of the study: nothing else is written as it is. Nothing "
            "was published");
    }
}

/// The release's own words, which records may hold as well: sentences without data, names and residents of wards.
void allow_own_words(const PublicSource& source, CanaryScan& scan)
{
    PublicSource blank = source;
    blank.internal = {};
    blank.area_name = blank.period = "";
    for (PublicTheme& theme : blank.themes) {
        theme.context.theme_title = "";
    }
    blank.sources.clear();
    scan.allow(without_escapes(report_html(LayerSet{}, public_report_text(blank, {}))));
    for (const Layer& layer : source.internal.layers) {
        if (!layer.table.name.starts_with("wards_")) {
            continue;
        }
        for (const char* field : {"ward_id", "ward_name", "population"}) {
            const auto index = layer.table.field_index(field);
            for (const Feature& feature : layer.table.features) {
                scan.allow(index ? value_text(feature.values[*index]) : "");
            }
        }
    }
}

}  // namespace

ProtectReport write_public_result(const PublicSource& source, const Approval& approval, CanaryScan& scan,
                                  const fs::path& folder)
{
    const PublicChoices& choices = approval.choices;
    const EarlierRelease earlier = read_earlier_release(choices.previous);
    PublicReleaseOptions options{.approved_by = approval.by,
                                 .themes = source.themes,
                                 .publishes_sensitive = choices.publishes_sensitive,
                                 .publishes_blocks = choices.publishes_blocks,
                                 .leave_out = choices.leave_out,
                                 .previous = earlier.numbers};
    if (source.area_is_hull) {
        options.leave_out.emplace_back("boundary");  // it runs by the outermost incidents
    }
    PublicRelease release = public_release(source.internal, options);
    if (const std::string sentence = contradictions_sentence(earlier, release); !sentence.empty()) {
        release.notes.push_back(sentence);
    }
    const ReportText words = public_report_text(source, release);
    const QgisText map_words = public_qgis_text(source, words);
    write_layer_files(release.layers, {words, map_words},
                      {.geopackage = source.geopackage,
                       .geojson = source.geojson,
                       .shapefile = source.shapefile,
                       .geotiff = false,
                       .report = source.report,
                       .qgis = source.qgis},
                      folder);
    const Checked checked{release, words, earlier};
    write_new_text(folder / manifest_name, manifest_text(source, approval, checked, folder));
    allow_own_words(source, scan);
    scan_folder(folder, scan);
    return {.output_folder = {},
            .files = files_under(folder),
            .numbers = release.numbers,
            .narrowest = release.narrowest,
            .previous = release.put_together.size(),
            .previous_read = earlier.numbers.size(),
            .previous_contradicting = release.contradicting.size(),
            .canaries = scan.canaries(),
            .too_short = scan.too_short(),
            .notes = release.notes};
}

}  // namespace wardmap
