#include "result_layers.hpp"

#include <map>

#include "place_times.hpp"
#include "wardmap/cluster_layers.hpp"
#include "wardmap/context_layers.hpp"
#include "wardmap/public_layers.hpp"

namespace wardmap {

namespace {

LayerContext context_of(const Study& study, const LocatedSet& located, const ThemeAnalysis& analysis)
{
    return {.theme = analysis.findings.id,
            .theme_title = analysis.findings.title,
            .area_name = study.name,
            .period = british_period_text(located.period),
            .approximate = located.has_snap_points,
            .esri_colours = study.esri_colours,
            .frozen = frozen_breaks(study, analysis.findings.id)};
}

std::string time_text(const TimeSpan& when)
{
    switch (when.precision) {
        case TimePrecision::second:
            return iso_second_text(when.from);
        case TimePrecision::day:
            return iso_day_text(std::chrono::floor<std::chrono::days>(when.from));
        case TimePrecision::month:
            return iso_day_text(std::chrono::floor<std::chrono::days>(when.from)).substr(0, 7);
        case TimePrecision::none:
            break;
    }
    return {};
}

std::vector<IncidentPoint> incident_points(const StudyInputs& inputs, const LocatedSet& located,
                                           const ThemeAnalysis& analysis)
{
    std::vector<IncidentPoint> points;
    points.reserve(analysis.chosen.size());
    for (const std::uint32_t i : analysis.chosen) {
        const IncidentRecord& record = inputs.incidents.records[i];
        const LocatedIncident& incident = located.incidents[i];
        IncidentPoint point;
        point.ref = record.ref;
        point.category = record.category;
        point.time = time_text(record.when);
        point.match_level = match_level_name(incident.level);
        point.precision_m = incident.precision_m;
        point.position = incident.position;
        if (!located.ward.empty() && located.ward[i] != AreaIndex::outside) {
            point.ward = inputs.wards->areas[static_cast<std::size_t>(located.ward[i])].name;
        }
        if (!located.block.empty() && located.block[i].block >= 0) {
            point.block = inputs.blocks[static_cast<std::size_t>(located.block[i].block)].name;
        }
        points.push_back(std::move(point));
    }
    return points;
}

FeatureTable table_of(const char* name, const std::vector<const char*>& fields)
{
    FeatureTable table;
    table.name = name;
    for (const char* field : fields) {
        table.fields.push_back(dictionary_field(field));
    }
    return table;
}

Value whole(std::size_t count) { return static_cast<std::int64_t>(count); }

/// Every row that was read, by what became of it, so that any total can be traced back to the files.
FeatureTable ledger_table(const LocatedSet& located)
{
    FeatureTable table = table_of("ledger", {"outcome", "reason", "rows"});
    const Ledger& ledger = located.ledger;
    const auto add = [&](const char* outcome, const std::string& reason, std::size_t rows) {
        table.features.push_back({{}, {std::string(outcome), reason, whole(rows)}});
    };
    add("read", "", ledger.read);
    std::map<std::string, std::size_t> levels;
    std::map<std::string, std::size_t> unmatched;
    std::map<std::string, std::size_t> ambiguous;
    for (const LocatedIncident& incident : located.incidents) {
        switch (incident.state) {
            case MatchState::located:
                ++levels[std::string(match_level_name(incident.level))];
                break;
            case MatchState::unmatched:
                ++unmatched[incident.reason];
                break;
            case MatchState::ambiguous:
                ++ambiguous[incident.reason];
                break;
        }
    }
    const auto add_all = [&](const char* outcome, const std::map<std::string, std::size_t>& counts) {
        for (const auto& [reason, rows] : counts) {
            add(outcome, reason, rows);
        }
    };
    add_all("located", levels);
    add_all("unmatched", unmatched);
    add_all("ambiguous", ambiguous);
    add_all("rejected", ledger.rejected);
    return table;
}

/// All rows, whatever their theme and date: the ward counts that an independent count must give.
FeatureTable rows_by_ward_table(const StudyInputs& inputs, const LocatedSet& located)
{
    FeatureTable table = table_of("rows_by_ward", {"ward_id", "ward_name", "rows"});
    std::vector<std::size_t> rows(inputs.wards->areas.size(), 0);
    std::size_t outside = 0;
    std::size_t unlocated = 0;
    for (std::size_t i = 0; i < located.incidents.size(); ++i) {
        if (located.incidents[i].state != MatchState::located) {
            ++unlocated;
        } else if (located.ward[i] == AreaIndex::outside) {
            ++outside;
        } else {
            ++rows[static_cast<std::size_t>(located.ward[i])];
        }
    }
    for (std::size_t a = 0; a < rows.size(); ++a) {
        const Area& area = inputs.wards->areas[a];
        table.features.push_back({{}, {area.id, area.name, whole(rows[a])}});
    }
    table.features.push_back({{}, {std::string{}, std::string("(outside every ward)"), whole(outside)}});
    table.features.push_back({{}, {std::string{}, std::string("(not located)"), whole(unlocated)}});
    table.features.push_back(
        {{}, {std::string{}, std::string("(rejected)"), whole(located.ledger.rejected_total())}});
    return table;
}

FeatureTable hit_rate_table(const std::vector<HitRate>& rates)
{
    FeatureTable table =
        table_of("hit_rate", {"by", "group", "rows", "located", "at_address", "hit_rate_pct"});
    for (const HitRate& rate : rates) {
        table.features.push_back({{},
                                  {rate.by, rate.group, whole(rate.rows), whole(rate.located),
                                   whole(rate.at_address), 100 * rate.share()}});
    }
    return table;
}

FeatureTable rejected_table(const StudyInputs& inputs)
{
    FeatureTable table = table_of("rejected", {"file", "line", "reason"});
    for (const Rejection& rejection : inputs.diagnostics.rejections()) {
        table.features.push_back({{}, {rejection.file, whole(rejection.line), rejection.reason}});
    }
    return table;
}

/// What the theme was found to do in time, and its clusters of exact positions.
void add_history(const ThemeAnalysis& analysis, const Study& study, const LayerContext& context,
                 LayerSet& set)
{
    if (analysis.emerging) {
        set.layers.push_back(emerging_layer(analysis.emerging->grid, analysis.emerging->cells, context));
    }
    if (analysis.clusters) {
        set.layers.push_back(clusters_layer(analysis.clusters->clusters, analysis.clusters->method, context));
        set.tables.push_back(attribute_table(set.layers.back(), set.layers.back().table.name));
    }
    if (analysis.near_repeats) {
        const NearRepeatResult& repeats = *analysis.near_repeats;
        set.layers.push_back(spates_layer(repeats.spates, repeats.chains, context));
        set.tables.push_back(attribute_table(set.layers.back(), set.layers.back().table.name));
        set.tables.push_back(knox_rows(repeats.table, study.near_repeats.knox, context));
    }
}

void add_internal_tables(const ThemeAnalysis& analysis, const LayerContext& context, LayerSet& set)
{
    set.tables.push_back(place_times_table(analysis.place_times, context));
    set.tables.push_back(peaks_table(analysis.place_times, peak_hours, context));
    set.tables.push_back(monthly_table(analysis.monthly, context));
    set.tables.push_back(seasons_table(analysis.seasons, context));
    set.tables.push_back(case_review_table(analysis.case_reviews, context));
    const PatrolPlan& patrol = analysis.patrol;
    set.tables.push_back(rota_table({patrol.places, patrol.notes, patrol.options, patrol.rota}, context));
}

void add_months(const ThemeAnalysis& analysis, LayerContext context, LayerSet& set)
{
    context.frozen.density_per_km2 = context.frozen.monthly_density_per_km2;
    for (const DensityMonth& month : analysis.monthly_density->months) {
        context.period = british_period_text(month.period);
        const DensityUse use{month.used, 0, analysis.monthly_density->breaks};
        set.rasters.push_back(
            of_month(density_raster_layer(month.per_km2, analysis.density_options, use, context),
                     iso_day_text(month.period.begin).substr(0, std::string_view("2026-03").size())));
    }
}

void add_theme(const AnalysedStudy& analysed, const ThemeAnalysis& analysis, LayerSet& set)
{
    const StudyInputs& inputs = analysed.inputs;
    const LocatedSet& located = analysed.located;
    const LayerContext context = context_of(analysed.study, located, analysis);
    const DensityUse use{analysis.points.size(), analysis.findings.too_coarse, analysis.breaks};
    const bool is_internal = analysed.study.profile == Profile::internal;
    set.rasters.push_back(
        density_raster_layer(analysis.density_per_km2, analysis.density_options, use, context));
    if (analysis.monthly_density) {
        add_months(analysis, context, set);
    }
    if (analysis.wards) {
        set.layers.push_back(wards_layer(*inputs.wards, *analysis.wards, context, analysis.ward_notes));
        set.tables.push_back(attribute_table(set.layers.back(), set.layers.back().table.name));
    }
    set.layers.push_back(density_layer(analysis.bands, context, {.breaks = analysis.breaks}));
    set.layers.push_back(cells_layer(analysis.grid, analysis.cells, context));
    set.layers.push_back(hotspots_layer(analysis.hotspots, analysis.hotspot_notes, context));
    set.tables.push_back(attribute_table(set.layers.back(), set.layers.back().table.name));
    add_history(analysis, analysed.study, context, set);
    if (!analysis.blocks.empty()) {
        set.layers.push_back(blocks_layer(inputs.blocks, analysis.blocks, context));
        set.tables.push_back(attribute_table(set.layers.back(), set.layers.back().table.name));
    }
    set.layers.push_back(patrol_layer(analysis.patrol.places, context, analysis.patrol.notes));
    set.tables.push_back(attribute_table(set.layers.back(), set.layers.back().table.name));
    set.layers.push_back(incidents_layer(incident_points(inputs, located, analysis), context));
    set.tables.push_back(time_table(analysis.times, context));
    if (is_internal) {  // few incidents stand behind an hour of a place, and earlier months give counts away
        add_internal_tables(analysis, context, set);
    }
}

void add_change_tables(const Study& study, const std::vector<ThemeAnalysis>& themes, LayerSet& set)
{
    std::vector<ZoneRow> zone;
    std::vector<TargetRow> targets;
    for (const ThemeAnalysis& analysis : themes) {
        zone.insert(zone.end(), analysis.zone.begin(), analysis.zone.end());
        targets.insert(targets.end(), analysis.targets.begin(), analysis.targets.end());
    }
    if (study.zone) {
        set.tables.push_back(zone_table(zone));
    }
    if (!study.targets.empty()) {
        set.tables.push_back(targets_table(targets));
    }
}

/// A little more than the study area, so that maps with a margin have no bare rim.
BoxM around(const BoxM& area)
{
    constexpr double rim = 0.1;
    const double x = rim * area.width_m();
    const double y = rim * area.height_m();
    return {area.min_x_m - x, area.min_y_m - y, area.max_x_m + x, area.max_y_m + y};
}

}  // namespace

LayerSet result_layers(const AnalysedStudy& analysed)
{
    const auto& [study, inputs, located, themes, surgeries] = analysed;
    LayerSet set;
    set.crs = study.crs;
    for (std::size_t i = 0; i < study.context.size(); ++i) {
        set.layers.push_back(
            context_layer(study.context[i].kind, inputs.context[i], around(bounds(located.area.shape))));
    }
    set.layers.push_back(boundary_layer(located.area.shape, study.name));
    if (!located.address_squares.empty()) {
        std::vector<AddressSquare> squares;
        squares.reserve(located.address_squares.size());
        for (const ProtectedCell& square : located.address_squares) {
            squares.push_back({square.box(), square.addresses});
        }
        set.layers.push_back(address_squares_layer(squares));
    }
    for (const ThemeAnalysis& analysis : themes) {
        add_theme(analysed, analysis, set);
    }
    if (surgeries) {
        const LayerContext context{.theme = {},
                                   .theme_title = "All themes",
                                   .area_name = study.name,
                                   .period = british_period_text(located.period),
                                   .approximate = located.has_snap_points};
        set.layers.push_back(surgeries_layer(surgeries->venues, surgeries->rows, surgeries->notes, context));
        set.tables.push_back(attribute_table(set.layers.back(), set.layers.back().table.name));
    }
    add_change_tables(study, themes, set);
    set.tables.push_back(ledger_table(located));
    set.tables.push_back(rejected_table(inputs));
    if (study.profile == Profile::internal) {  // groups of one or two rows
        set.tables.push_back(hit_rate_table(located.hit_rates));
    }
    if (inputs.wards) {
        set.tables.push_back(rows_by_ward_table(inputs, located));
    }
    return set;
}

}  // namespace wardmap
