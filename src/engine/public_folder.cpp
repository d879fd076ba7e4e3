#include "public_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "manifest.hpp"
#include "manifest_json.hpp"
#include "public_words.hpp"
#include "result_files.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/readable_text.hpp"
#include "wardmap/staged_folder.hpp"
#include "wardmap/text_file.hpp"
#include "wardmap/version.hpp"

namespace wardmap {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

/// What the release before this one has told.
std::vector<PublishedNumber> previous_numbers(const std::string& folder)
{
    std::vector<PublishedNumber> numbers;
    if (folder.empty()) {
        return numbers;
    }
    const fs::path file = fs::path(folder) / "tables" / "published_numbers.csv";
    if (!fs::is_regular_file(file)) {
        throw Error(ErrorKind::input, folder,
                    "the folder holds no public release (tables/published_numbers.csv)",
                    "Name the folder of the release before this one");
    }
    const auto rows = open_csv(file);
    const auto column = [&](std::string_view name) {
        const auto& header = rows->header();
        const auto found = std::find(header.begin(), header.end(), name);
        if (found == header.end()) {
            throw Error(ErrorKind::input, file.string(), fmt::format("there is no column \"{}\"", name),
                        "Name the folder of a public release as wardmap wrote it");
        }
        return static_cast<std::size_t>(found - header.begin());
    };
    const std::size_t theme = column("theme");
    const std::size_t period = column("period");
    const std::size_t part = column("part");
    const std::size_t name = column("name");
    const std::size_t incidents = column("incidents_published");
    const std::size_t hidden_below = column("hidden_below");
    while (true) {
        const RowSource::Step step = rows->next();
        if (step == RowSource::Step::row) {
            const auto& cells = rows->cells();
            numbers.push_back({.theme = std::string(cells[theme]),
                               .period = std::string(cells[period]),
                               .part = std::string(cells[part]),
                               .name = std::string(cells[name]),
                               .incidents = std::string(cells[incidents]),
                               .hidden_below = parse_integer(cells[hidden_below]).value_or(8)});
        } else if (step == RowSource::Step::end) {
            return numbers;
        }
    }
}

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
    std::size_t previous = 0;
};

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
    manifest["intruder_check"] = {{"numbers", checked.release.numbers},
                                  {"numbers_of_the_previous_release", checked.previous},
                                  {"fewest_counts_left_behind_a_number", checked.release.narrowest}};
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
    PublicReleaseOptions options{.approved_by = approval.by,
                                 .themes = source.themes,
                                 .publishes_sensitive = choices.publishes_sensitive,
                                 .publishes_blocks = choices.publishes_blocks,
                                 .leave_out = choices.leave_out,
                                 .previous = previous_numbers(choices.previous)};
    if (source.area_is_hull) {
        options.leave_out.emplace_back("boundary");  // it runs by the outermost incidents
    }
    const PublicRelease release = public_release(source.internal, options);
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
    const Checked checked{release, words, options.previous.size()};
    write_new_text(folder / manifest_name, manifest_text(source, approval, checked, folder));
    allow_own_words(source, scan);
    scan_folder(folder, scan);
    return {.output_folder = {},
            .files = files_under(folder),
            .numbers = release.numbers,
            .narrowest = release.narrowest,
            .previous = options.previous.size(),
            .canaries = scan.canaries(),
            .too_short = scan.too_short(),
            .notes = release.notes};
}

}  // namespace wardmap
