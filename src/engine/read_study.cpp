#include "read_study.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "layer_section.hpp"
#include "read_analyses.hpp"
#include "read_output_sections.hpp"
#include "read_plan_sections.hpp"
#include "read_themes.hpp"
#include "toml_reader.hpp"
#include "toml_words.hpp"
#include "wardmap/error.hpp"
#include "wardmap/study.hpp"

namespace wardmap {

namespace {

using Range = TomlReader::Range;

constexpr Range cell_range{0.001, 100'000, " m"};
constexpr Range bandwidth_range{1, 100'000, " m"};
constexpr Range share_range{0, 1, ""};

CivilDay last_day_meant(CivilDay first, bool is_month)
{
    if (!is_month) {
        return first;
    }
    const std::chrono::year_month_day ymd{first};
    return CivilDay{ymd.year() / ymd.month() / std::chrono::last};
}

std::optional<Period> read_period(TomlReader& reader, std::string_view key)
{
    const auto words = reader.texts(key);
    if (!words) {
        return std::nullopt;
    }
    const std::string advice =
        "Write the first and the last month or day, such as [\"2025-01\", \"2025-06\"]";
    if (words->size() != 2) {
        reader.fail(key, fmt::format("found {} items where 2 are expected", words->size()), advice);
    }
    const auto first = parse_iso_day((*words)[0]);
    const auto last = parse_iso_day((*words)[1]);
    if (!first || !last) {
        reader.fail(key, fmt::format("\"{}\" is not a month or day", (*words)[first ? 1 : 0]), advice);
    }
    const Period period{*first, last_day_meant(*last, (*words)[1].size() == 7) + std::chrono::days{1}};
    if (period.end <= period.begin) {
        reader.fail(key, "the period ends before it begins", advice);
    }
    return period;
}

void read_head(TomlReader section, Study& study)
{
    study.name = section.required_text("name");
    study.crs = section.text("crs").value_or(study.crs);
    study.period = read_period(section, "period");
    study.comparison = read_period(section, "comparison");
    study.marking = section.text("marking").value_or(study.marking);
    const auto find_area = [](std::string_view word) {
        return listed<Study::AreaChoice>(word, {{"boundary", Study::AreaChoice::boundary},
                                                {"wards", Study::AreaChoice::wards},
                                                {"incidents", Study::AreaChoice::incidents}});
    };
    study.area = word_of(section, "area", find_area, {"boundary", "wards", "incidents"}).value_or(study.area);
    if (study.comparison && !study.period) {
        section.fail("comparison", "a comparison period needs a period", "Add period = [\"…\", \"…\"]");
    }
    section.finish();
}

IncidentColumns read_incident_columns(TomlReader& reader)
{
    IncidentColumns columns;
    columns.ref = reader.text("ref").value_or("");
    columns.category = reader.text("category").value_or("");
    columns.notes = reader.text("notes").value_or("");
    columns.location = reader.texts("location").value_or(std::vector<std::string>{});
    columns.postcode = reader.text("postcode").value_or("");
    columns.uprn = reader.text("uprn").value_or("");
    columns.x = reader.text("x").value_or("");
    columns.y = reader.text("y").value_or("");
    columns.from = reader.text("from").value_or("");
    columns.to = reader.text("to").value_or("");
    columns.from_time = reader.text("from_time").value_or("");
    columns.to_time = reader.text("to_time").value_or("");
    columns.reporter = reader.text("reporter").value_or("");
    reader.finish();
    return columns;
}

std::optional<TimeZone> find_time_zone(std::string_view name) { return time_zone_named(name); }

Study::Incidents read_incident_section(TomlReader section)
{
    Study::Incidents incidents;
    incidents.study_line = section.line();
    incidents.file = section.required_text("file");
    incidents.layer = section.text("layer").value_or("");
    incidents.preset = section.text("preset").value_or("generic");
    if (incidents.preset != "generic" && incidents.preset != "police.uk") {
        section.fail("preset", fmt::format("\"{}\" is not known", incidents.preset),
                     "It may be generic, police.uk");
    }
    if (auto columns = section.table("columns")) {
        incidents.columns = read_incident_columns(*columns);
    }
    incidents.crs = section.text("crs").value_or("");
    incidents.date_order =
        word_of(section, "date_order",
                [](std::string_view word) {
                    return listed<DateOrder>(word, {{"day-first", DateOrder::day_first},
                                                    {"month-first", DateOrder::month_first},
                                                    {"year-first", DateOrder::year_first}});
                },
                {"day-first", "month-first", "year-first"});
    incidents.excel_serial_dates = section.truth("excel_serial_dates").value_or(false);
    incidents.time_zone = word_of(section, "time_zone", find_time_zone, {"Europe/London", "UTC"});
    incidents.null_words = section.texts("null_words");
    section.finish();
    return incidents;
}

EntryColumns read_entry_columns(TomlReader& reader)
{
    EntryColumns columns;
    columns.uprn = reader.text("uprn").value_or("");
    columns.parent_uprn = reader.text("parent_uprn").value_or("");
    columns.flat = reader.text("flat").value_or("");
    columns.building = reader.text("building").value_or("");
    columns.number = reader.text("number").value_or("");
    columns.street = reader.text("street").value_or("");
    columns.locality = reader.text("locality").value_or("");
    columns.town = reader.text("town").value_or("");
    columns.postcode = reader.text("postcode").value_or("");
    columns.x = reader.text("x").value_or("");
    columns.y = reader.text("y").value_or("");
    columns.name = reader.text("name").value_or("");
    reader.finish();
    return columns;
}

Study::Source read_gazetteer_section(TomlReader section, const std::string& study_crs)
{
    Study::Source source;
    source.study_line = section.line();
    source.file = section.required_text("file");
    source.layer = section.text("layer").value_or("");
    const auto kind =
        word_of(section, "kind", source_kind_named,
                {"codepoint", "onspd", "uprn", "addresses", "names", "streets", "blocks", "stops", "osm"});
    const bool is_built = source.file.ends_with(".gazetteer");  // holds the kinds of its sources
    if (!kind && !is_built) {
        section.fail("kind", "this key is missing", "Say what the file holds, such as kind = \"addresses\"");
    }
    source.about = {.kind = kind.value_or(SourceKind::addresses),
                    .path = source.file,
                    .sha256 = {},
                    .date = section.text("date").value_or(""),
                    .licence = section.text("licence").value_or("")};
    source.options.kind = source.about.kind;
    source.options.crs = section.text("crs").value_or("");
    source.options.study_crs = study_crs;
    if (auto columns = section.table("columns")) {
        source.options.columns = read_entry_columns(*columns);
    }
    section.finish();
    return source;
}

void read_area_sections(TomlReader& root, Study& study)
{
    if (auto section = root.table("boundary")) {
        study.boundary = read_layer_section(*section);
        section->finish();
    }
    if (study.area == Study::AreaChoice::boundary && !study.boundary) {
        static_cast<void>(root.required_table("boundary"));
    }
    if (study.area == Study::AreaChoice::wards) {
        static_cast<void>(root.required_table("wards"));
    }
    if (auto section = root.table("wards")) {
        study.wards = read_layer_section(*section);
        study.wards->vintage = section->text("vintage").value_or("");
        study.ward_fields = {.id = section->required_text("id"),
                             .name = section->required_text("name"),
                             .population = section->text("population").value_or("")};
        section->finish();
    }
}

void read_zone(TomlReader& root, Study& study)
{
    auto section = root.table("zone");
    if (!section) {
        return;
    }
    Study::Zone zone;
    zone.polygons = read_layer_section(*section);
    zone.name = section->text("name").value_or(zone.name);
    const std::string date = section->required_text("date");
    const auto day = parse_iso_day(date);
    if (!day || date.size() != 10) {
        section->fail("date", fmt::format("\"{}\" is not a day", date),
                      "Write the first day of the measures, such as \"2025-03-01\"");
    }
    zone.date = *day;
    zone.buffer_m = section->number("buffer_m", {1, 10'000, " m"}).value_or(zone.buffer_m);
    section->finish();
    study.zone = std::move(zone);
}

Period year_before(const Period& period)
{
    const auto back = [](CivilDay day) {
        const std::chrono::year_month_day date{day};
        const auto earlier = (date.year() - std::chrono::years{1}) / date.month();
        return (earlier / date.day()).ok() ? CivilDay{earlier / date.day()}
                                           : CivilDay{earlier / std::chrono::last};  // 29 February
    };
    return {back(period.begin), back(period.end)};
}

void read_targets(TomlReader& root, Study& study)
{
    for (TomlReader& section : root.tables("targets")) {
        Study::Target target;
        target.study_line = section.line();
        target.theme = section.required_text("theme");
        const auto is_it = [&](const ThemeRule& rule) { return rule.id == target.theme; };
        if (std::none_of(study.themes.begin(), study.themes.end(), is_it)) {
            section.fail("theme", fmt::format("there is no theme \"{}\"", target.theme),
                         "Name the id of one of the study's themes");
        }
        target.ward = section.text("ward").value_or("");
        if (!target.ward.empty() && !study.wards) {
            section.fail("ward", "the study has no wards", "Add [wards], or leave the ward out");
        }
        const auto change = section.number("change_pct", {-100, 1000, " %"});
        const auto period = read_period(section, "period");
        if (!change || !period) {
            section.fail(change ? "period" : "change_pct", "this key is missing",
                         "A target needs theme, change_pct and period");
        }
        target.change_pct = *change;
        target.period = *period;
        target.comparison = read_period(section, "comparison").value_or(year_before(*period));
        if (target.comparison.end > target.period.begin) {
            section.fail("comparison", "the comparison does not end before the period begins",
                         "Compare with an earlier period");
        }
        section.finish();
        study.targets.push_back(std::move(target));
    }
}

void read_tower_blocks(TomlReader& root, Study& study)
{
    auto section = root.table("tower_blocks");
    if (!section) {
        return;
    }
    study.blocks = read_layer_section(*section);
    study.block_fields = {.id = section->required_text("id"),
                          .name = section->required_text("name"),
                          .aliases = section->text("aliases").value_or(""),
                          .uprn = section->text("uprn").value_or(""),
                          .postcode = section->text("postcode").value_or(""),
                          .dwellings = section->text("dwellings").value_or(""),
                          .storeys = section->text("storeys").value_or("")};
    BlockOptions& options = study.block_options;
    options.footprint_buffer_m =
        section->number("footprint_buffer_m", {0, 100, " m"}).value_or(options.footprint_buffer_m);
    options.case_reports =
        section->whole("case_reports", {2, 100, " reports"}).value_or(options.case_reports);
    options.case_months = section->whole("case_months", {1, 60, " months"}).value_or(options.case_months);
    section->finish();
}

void read_grid(TomlReader& root, Study& study)
{
    auto section = root.table("grid");
    if (!section) {
        return;
    }
    study.lattice.shape =
        word_of(*section, "shape", cell_shape_named, {"square", "hexagon"}).value_or(study.lattice.shape);
    study.lattice.cell_m = section->number("cell_m", cell_range).value_or(study.lattice.cell_m);
    const auto find_neighbours = [](std::string_view word) {
        return listed<NeighbourRule>(word, {{"queen", NeighbourRule::queen}, {"rook", NeighbourRule::rook}});
    };
    study.gi_star.neighbours = word_of(*section, "neighbours", find_neighbours, {"queen", "rook"})
                                   .value_or(study.gi_star.neighbours);
    study.gi_star.distance_m = section->number("distance_m", {0, 100'000, " m"}).value_or(0);
    const auto find_level = [](std::string_view word) {
        return listed<std::int8_t>(word,
                                   {{"90", std::int8_t{1}}, {"95", std::int8_t{2}}, {"99", std::int8_t{3}}});
    };
    study.hotspots.min_bin =
        word_of(*section, "level", find_level, {"90", "95", "99"}).value_or(study.hotspots.min_bin);
    study.hotspots.max_area_m2 = section->number("max_hotspot_km2", {0.0001, 1000, " km²"})
                                     .value_or(study.hotspots.max_area_m2 / 1e6) *
                                 1e6;
    study.hotspots.close_gaps = section->truth("close_gaps").value_or(study.hotspots.close_gaps);
    section->finish();
}

void read_density(TomlReader& root, Study& study)
{
    auto section = root.table("density");
    if (!section) {
        return;
    }
    study.density_cell_m = section->number("cell_m", cell_range).value_or(study.density_cell_m);
    if (section->holds_text("bandwidth_m")) {
        const auto find_rule = [](std::string_view word) {
            return listed<bool>(word, {{"scott", false}, {"predictive", true}});
        };
        study.bandwidth_is_predictive =
            word_of(*section, "bandwidth_m", find_rule, {"scott", "predictive"}).value_or(false);
    } else {
        study.bandwidth_m = section->number("bandwidth_m", bandwidth_range);
    }
    study.kernel = word_of(*section, "kernel", kernel_named,
                           {"quartic", "epanechnikov", "triweight", "triangular", "uniform", "gaussian"})
                       .value_or(study.kernel);
    const auto find_edge = [](std::string_view word) {
        return listed<EdgeCorrection>(word,
                                      {{"none", EdgeCorrection::none}, {"diggle", EdgeCorrection::diggle}});
    };
    study.edge = word_of(*section, "edge", find_edge, {"none", "diggle"});
    study.density_classes =
        static_cast<int>(section->whole("classes", {2, 9, " classes"})
                             .value_or(static_cast<std::uint32_t>(study.density_classes)));
    study.density_monthly = section->truth("monthly").value_or(study.density_monthly);
    section->finish();
}

void read_quality(TomlReader& root, Study& study)
{
    if (auto section = root.table("quality")) {
        study.min_hit_rate = section->number("min_hit_rate", share_range).value_or(study.min_hit_rate);
        study.max_rejected = section->number("max_rejected", share_range).value_or(study.max_rejected);
        section->finish();
    }
}

void read_locations(TomlReader& root, Study& study)
{
    if (auto section = root.table("locations")) {
        study.decisions_line = section->line();
        study.decisions = section->texts("decisions").value_or(study.decisions);
        section->finish();
    }
}

Study study_of(TomlReader& root, const std::filesystem::path& file)
{
    Study study;
    study.file = file;
    read_head(root.required_table("study"), study);
    for (TomlReader& section : root.tables("incidents")) {
        study.incidents.push_back(read_incident_section(section));
    }
    if (study.incidents.empty()) {
        root.fail("incidents", "no incident file is named", "Add [[incidents]] with file = \"…\"");
    }
    for (TomlReader& section : root.tables("gazetteer")) {
        study.gazetteer.push_back(read_gazetteer_section(section, study.crs));
    }
    read_locations(root, study);
    read_themes(root, study);
    read_area_sections(root, study);
    read_tower_blocks(root, study);
    read_context(root, study);
    read_zone(root, study);
    read_targets(root, study);
    read_grid(root, study);
    read_exposure_section(root, study);
    read_clusters_section(root, study);
    read_emerging_section(root, study);
    read_near_repeats_section(root, study);
    read_density(root, study);
    read_patrol(root, study);
    read_surgeries(root, study);
    read_quality(root, study);
    read_output(root, study);
    root.finish();
    return study;
}

}  // namespace

Study read_study(const std::filesystem::path& file, std::vector<std::string>* asked_keys)
{
    if (!std::filesystem::is_regular_file(file)) {
        throw Error(ErrorKind::usage, file.string(), "there is no such study file", "Check the path");
    }
    try {
        const toml::table table = toml::parse_file(file.string());
        TomlReader root(table, file, "", asked_keys);
        return study_of(root, file);
    } catch (const toml::parse_error& fault) {
        throw Error(ErrorKind::usage, fmt::format("{} line {}", file.string(), fault.source().begin.line),
                    std::string(fault.description()), "Mend the TOML there");
    }
}

Study read_study(const std::filesystem::path& file) { return read_study(file, nullptr); }

}  // namespace wardmap
