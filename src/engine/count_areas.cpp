#include "wardmap/count_areas.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "open_rows.hpp"
#include "study_inputs.hpp"
#include "wardmap/csv.hpp"
#include "wardmap/error.hpp"
#include "wardmap/make_layers.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/projection.hpp"
#include "wardmap/published_file.hpp"
#include "wardmap/read_features.hpp"
#include "wardmap/shapes.hpp"
#include "wardmap/write_layers.hpp"

namespace wardmap {

namespace fs = std::filesystem;

namespace {

AreaSet read_layer(const AreaCountOptions::Layer& layer, const std::string& crs, Diagnostics& diagnostics)
{
    AreaSet areas = make_areas(read_features(layer.file, {{}, {}, crs}), layer.fields, diagnostics);
    areas.source = layer.file;
    return areas;
}

IncidentSet read_points_file(const fs::path& path, const AreaCountOptions& options, AreaCounts& counts,
                             Diagnostics& diagnostics)
{
    const auto rows = open_rows(path, path.string(), {});
    Study::Incidents section;
    section.preset = options.preset;
    section.columns = options.columns;
    section.crs = options.crs;
    IncidentMapping mapping = incident_mapping(section, rows->header());
    if (mapping.columns.category.empty() && mapping.columns.notes.empty()) {
        mapping.columns.category = rows->header().front();  // the reader asks for one; counting does not
    }
    if (!options.period) {
        mapping.columns.from.clear();  // a date that nobody asked for is no reason to reject a row
        mapping.columns.to.clear();
    }
    IncidentSet set;
    read_incidents(*rows, mapping, {path.string(), options.preset, mapping.crs, 0, {}}, set, diagnostics);
    counts.rows = set.files.back().rows_read;
    static_cast<void>(project_given(set, options.to_crs, diagnostics));
    return set;
}

struct ChosenPoints {
    std::vector<PointM> current;
    std::vector<PointM> previous;
};

ChosenPoints choose(const IncidentSet& set, const AreaCountOptions& options, AreaCounts& counts)
{
    ChosenPoints chosen;
    for (const IncidentRecord& record : set.records) {
        if (!record.position) {
            ++counts.without_place;
            continue;
        }
        const auto is_in = [&](const Period& period) {
            return record.when.precision != TimePrecision::none && period.contains(record.when.from);
        };
        const bool is_current = !options.period || is_in(*options.period);
        const bool is_previous = options.comparison && is_in(*options.comparison);
        if (is_current) {
            chosen.current.push_back(*record.position);
        }
        if (is_previous) {
            chosen.previous.push_back(*record.position);
        }
        counts.outside_period += is_current || is_previous ? 0U : 1U;
    }
    return chosen;
}

AreaTable table_of(const AreaSet& areas, const std::vector<std::int32_t>& current,
                   const std::vector<std::int32_t>& previous, const AreaCountOptions& options)
{
    std::optional<ComparisonCounts> comparison;
    if (options.comparison) {
        comparison = ComparisonCounts{previous, options.comparison->days(), options.period->days()};
    }
    return area_table(areas, current, comparison);
}

/// Each small area's larger one, by a point inside it.
std::vector<std::int32_t> parents_of(const AreaSet& small, const AreaSet& large)
{
    const AreaIndex index(large);
    std::vector<std::int32_t> parents;
    parents.reserve(small.areas.size());
    for (const Area& area : small.areas) {
        parents.push_back(index.find(label_point_of(area.shape)));
    }
    return parents;
}

void add_people(const AreaSet& small, const std::vector<std::int32_t>& parents, AreaSet& large)
{
    for (Area& area : large.areas) {
        area.population.reset();
    }
    std::vector<bool> is_known(large.areas.size(), true);
    for (std::size_t i = 0; i < small.areas.size(); ++i) {
        if (parents[i] == AreaIndex::outside) {
            continue;
        }
        const auto parent = static_cast<std::size_t>(parents[i]);
        const auto& people = small.areas[i].population;
        is_known[parent] = is_known[parent] && people.has_value();
        large.areas[parent].population = large.areas[parent].population.value_or(0) + people.value_or(0);
    }
    for (std::size_t i = 0; i < large.areas.size(); ++i) {
        if (!is_known[i]) {
            large.areas[i].population.reset();
        }
    }
}

std::vector<std::int32_t> raised(const std::vector<std::int32_t>& found,
                                 const std::vector<std::int32_t>& parents)
{
    std::vector<std::int32_t> result(found.size());
    std::transform(found.begin(), found.end(), result.begin(), [&](std::int32_t area) {
        return area == AreaIndex::outside ? AreaIndex::outside : parents[static_cast<std::size_t>(area)];
    });
    return result;
}

void tell_change(std::string& text, const AreaRow& row)
{
    if (row.previous && row.change) {
        text += fmt::format(" | {:>8} {}", grouped_text(static_cast<std::int64_t>(*row.previous)),
                            change_words(*row.change));
    }
}

std::string level_text(const AreaLevel& level)
{
    std::vector<const AreaRow*> rows;
    rows.reserve(level.table.rows.size());
    for (const AreaRow& row : level.table.rows) {
        rows.push_back(&row);
    }
    std::sort(rows.begin(), rows.end(), [](const AreaRow* a, const AreaRow* b) { return a->rank < b->rank; });
    const bool compares = !rows.empty() && rows.front()->previous.has_value();
    std::string text =
        fmt::format("{:<30} {:>9} {:>26} {:<7}{}\n", level.areas.layer, "incidents",
                    "per 1,000 (95 % interval)", "stands", compares ? " |   before change" : "");
    for (const AreaRow* row : rows) {
        const std::string rate = row->rate_per_1000
                                     ? fmt::format("{} ({} to {})", fixed_text(*row->rate_per_1000, 1),
                                                   fixed_text(row->rate_interval->lower, 1),
                                                   fixed_text(row->rate_interval->upper, 1))
                                     : "no residents known";
        text += fmt::format("{:<30} {:>9} {:>26} {:<7}", level.areas.areas[row->area].name,
                            grouped_text(static_cast<std::int64_t>(row->count)), rate,
                            row->funnel ? funnel_category_name(row->funnel->category) : "");
        tell_change(text, *row);
        text.erase(text.find_last_not_of(' ') + 1);
        text += '\n';
    }
    return text +
           fmt::format("{:<30} {:>9}\n{:<30} {:>9}\n", "in none of them",
                       grouped_text(static_cast<std::int64_t>(level.table.outside)), "together",
                       grouped_text(static_cast<std::int64_t>(level.table.inside() + level.table.outside)));
}

Layer layer_of(const AreaLevel& level, const std::string& name)
{
    LayerContext context;
    context.theme_title = "Incidents";
    Layer layer = wards_layer(level.areas, level.table, context);
    layer.table.name = name;
    return layer;
}

}  // namespace

std::optional<Period> parse_period(std::string_view text)
{
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view last = text.substr(dots + 2);
    const auto begin = parse_iso_day(text.substr(0, dots));
    const auto end = parse_iso_day(last);
    if (!begin || !end) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{*end};
    constexpr std::size_t month_length = 7;  // 2025-06
    const CivilDay last_day =
        last.size() == month_length ? CivilDay{date.year() / date.month() / std::chrono::last} : *end;
    const Period period{*begin, last_day + std::chrono::days{1}};
    return period.end > period.begin ? std::optional<Period>(period) : std::nullopt;
}

AreaCounts count_areas(const fs::path& points, const AreaCountOptions& options)
{
    if (options.comparison && !options.period) {
        throw Error(ErrorKind::usage, "--compare", "a comparison needs a period to compare",
                    "Add --period FROM..TO");
    }
    AreaCounts counts;
    counts.crs = options.to_crs;
    Diagnostics diagnostics;
    counts.level.areas = read_layer(options.areas, options.to_crs, diagnostics);
    const IncidentSet set = read_points_file(points, options, counts, diagnostics);
    const ChosenPoints chosen = choose(set, options, counts);
    if (chosen.current.empty()) {
        throw Error(ErrorKind::quality, points.string(), "no row with a place is in the period",
                    "Check the period and the columns of date and coordinates");
    }
    const AreaIndex index(counts.level.areas);
    const std::vector<std::int32_t> current = index.find(chosen.current);
    const std::vector<std::int32_t> previous = index.find(chosen.previous);
    counts.level.table = table_of(counts.level.areas, current, previous, options);
    if (!options.within.file.empty()) {
        AreaSet large = read_layer(options.within, options.to_crs, diagnostics);
        const std::vector<std::int32_t> parents = parents_of(counts.level.areas, large);
        add_people(counts.level.areas, parents, large);
        AreaTable table = table_of(large, raised(current, parents), raised(previous, parents), options);
        counts.within = AreaLevel{std::move(large), std::move(table)};
    }
    for (const auto& [reason, rows] : diagnostics.rejected_by_reason()) {
        counts.rejected += rows;
    }
    counts.notices = diagnostics.notices();
    return counts;
}

std::string area_counts_text(const AreaCounts& counts)
{
    const auto number = [](std::size_t rows) { return grouped_text(static_cast<std::int64_t>(rows)); };
    std::string text = level_text(counts.level);
    if (counts.within) {
        text += '\n' + level_text(*counts.within);
    }
    return text + fmt::format("\n{} rows read: {} rejected, {} without coordinates, {} outside the periods\n",
                              number(counts.rows), number(counts.rejected), number(counts.without_place),
                              number(counts.outside_period));
}

void write_area_counts(const AreaCounts& counts, const fs::path& file)
{
    const std::string ending = file.extension().string();
    if (ending != ".csv" && ending != ".gpkg") {
        throw Error(ErrorKind::usage, file.string(), "nothing is known of files that end so",
                    "End the name in .csv or .gpkg");
    }
    const fs::path folder = file.parent_path().empty() ? fs::path(".") : file.parent_path();
    const std::string name = file.stem().string();
    LayerSet set;
    set.crs = counts.crs;
    set.layers.push_back(layer_of(counts.level, name));
    if (counts.within) {
        set.layers.push_back(layer_of(*counts.within, name + "_within"));
        set.layers.back().title += " (larger areas)";  // a GeoPackage has no two layers of one title
    }
    for (const Layer& layer : set.layers) {
        set.tables.push_back(attribute_table(layer, layer.table.name));
        const fs::path target = ending == ".csv" ? folder / (layer.table.name + ".csv") : file;
        if (fs::exists(target)) {
            throw Error(ErrorKind::output, target.string(), "this file exists already",
                        "Remove it, or name another");
        }
    }
    PublishedFile published(file);
    published.fill([&] {
        if (ending == ".gpkg") {
            write_geopackage(published.path(), set);
        } else {
            write_tables(published.folder(), set);
        }
    });
    published.publish();
}

}  // namespace wardmap
