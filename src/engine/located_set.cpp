#include "located_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hit_rates.hpp"
#include "monthly_series.hpp"
#include "review_file.hpp"
#include "wardmap/error.hpp"
#include "wardmap/main_body.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/shapes.hpp"

namespace wardmap {

namespace {

/// Rows with this much empty land around them are strays: wider than the gaps between the villages of a county.
constexpr double stray_gap_m = 5000;

std::vector<PointM> positions_of(const std::vector<LocatedIncident>& incidents)
{
    std::vector<PointM> positions;
    positions.reserve(incidents.size());
    for (const LocatedIncident& incident : incidents) {
        // A record without a place is nowhere: far outside every area.
        const bool is_placed = incident.state == MatchState::located;
        positions.push_back(is_placed ? incident.position : PointM{std::nan(""), std::nan("")});
    }
    return positions;
}

/// The convex hull; the line between its ends, or the one point, where all stand in a row.
Geometry hull_or_line_of(const std::vector<PointM>& points)
{
    MultiPolygon hull = convex_hull_of(points);
    if (!hull.parts.empty()) {
        return hull;
    }
    const auto [first, last] = std::minmax_element(points.begin(), points.end());
    return *first == *last ? Geometry{*first} : Geometry{MultiLine{{{*first, *last}}}};
}

/// Settles the records that people have decided about.
void apply_decisions(StudyInputs& inputs, std::vector<LocatedIncident>& incidents)
{
    if (inputs.decisions.empty()) {
        return;
    }
    Decisions decisions(inputs.decisions, inputs.gazetteer);
    const auto settled = std::count_if(incidents.begin(), incidents.end(), [&](LocatedIncident& incident) {
        return decisions.apply(inputs.incidents.records[incident.record], incident);
    });
    inputs.diagnostics.note(
        "decisions",
        fmt::format("{} rows are settled by decisions; {} decisions are about texts that no row has",
                    grouped_text(settled), grouped_text(static_cast<std::int64_t>(decisions.unused()))));
}

StudyArea study_area_of(const Study& study, StudyInputs& inputs, const std::vector<PointM>& positions)
{
    using Choice = Study::AreaChoice;
    const bool any = study.area == Choice::automatic;
    StudyArea area;
    if (inputs.boundary && (any || study.area == Choice::boundary)) {
        area.shape = *inputs.boundary;
    } else if (inputs.wards && (any || study.area == Choice::wards)) {
        area.shape = union_of(*inputs.wards);
    } else {
        area.is_hull = true;
        std::vector<PointM> placed;
        std::copy_if(positions.begin(), positions.end(), std::back_inserter(placed),
                     [](PointM p) { return std::isfinite(p.x_m); });
        const std::vector<PointM> body = main_body_of(placed, stray_gap_m);
        if (!body.empty()) {
            // One cell of margin, so that the outermost incidents lie inside.
            area.shape = buffer_of(hull_or_line_of(body), study.lattice.cell_m);
        }
        if (body.size() < placed.size()) {
            inputs.diagnostics.warn(
                "study area",
                fmt::format("{} located rows lie far from all others and are left out of the area; look at "
                            "their coordinates",
                            placed.size() - body.size()));
        }
    }
    area.area_m2 = area_m2(area.shape);
    return area;
}

std::vector<std::uint8_t> inside_of(const MultiPolygon& shape, const std::vector<PointM>& positions,
                                    unsigned threads)
{
    AreaSet one;
    one.areas.push_back({"1", "study area", std::nullopt, shape});
    const std::vector<std::int32_t> found = AreaIndex(one).find(positions, threads);
    std::vector<std::uint8_t> inside(found.size());
    std::transform(found.begin(), found.end(), inside.begin(),
                   [](std::int32_t area) { return static_cast<std::uint8_t>(area != AreaIndex::outside); });
    return inside;
}

Period spanned_period(const std::vector<IncidentRecord>& records)
{
    CivilDay first = CivilDay::max();
    CivilDay last = CivilDay::min();
    for (const IncidentRecord& record : records) {
        if (record.when.precision != TimePrecision::none) {
            const CivilDay day = std::chrono::floor<std::chrono::days>(record.when.from);
            first = std::min(first, day);
            last = std::max(last, day);
        }
    }
    if (first > last) {
        return {};
    }
    const std::chrono::year_month_day begin{first};
    const std::chrono::year_month_day end{last};
    return {CivilDay{begin.year() / begin.month() / 1},
            CivilDay{end.year() / end.month() / std::chrono::last} + std::chrono::days{1}};
}

Ledger ledger_of(const StudyInputs& inputs, const std::vector<LocatedIncident>& incidents)
{
    Ledger ledger;
    ledger.read = inputs.rows_read;
    ledger.rejected = inputs.rejected;
    for (const LocatedIncident& incident : incidents) {
        ledger.located += incident.state == MatchState::located ? 1 : 0;
        ledger.unmatched += incident.state == MatchState::unmatched ? 1 : 0;
        ledger.ambiguous += incident.state == MatchState::ambiguous ? 1 : 0;
    }
    if (!ledger.balances()) {
        throw Error(
            ErrorKind::internal, "ledger",
            fmt::format("{} rows read, but {} accounted for", ledger.read,
                        ledger.located + ledger.unmatched + ledger.ambiguous + ledger.rejected_total()),
            "Please report this defect");
    }
    return ledger;
}

void assign_to_blocks(const Study& study, StudyInputs& inputs, LocatedSet& set)
{
    if (inputs.blocks.empty()) {
        return;
    }
    if (set.has_snap_points) {
        inputs.diagnostics.warn(
            "tower_blocks",
            "no incident is assigned to a tower block: the coordinates are anonymous map points that "
            "many incidents share, so a block near one would be charged with its neighbours' incidents");
        return;
    }
    set.block = assign_blocks(set.incidents, inputs.blocks, study.block_options);
}

/// A map of a period that the files do not hold would be empty, and a change against one would be invented.
void check_periods(const Study& study, StudyInputs& inputs)
{
    const std::vector<IncidentRecord>& records = inputs.incidents.records;
    const bool any =
        !study.period || std::any_of(records.begin(), records.end(), [&](const IncidentRecord& record) {
            return record.when.precision != TimePrecision::none && study.period->contains(record.when.from);
        });
    if (!any) {
        const Period held = spanned_period(records);
        throw Error(ErrorKind::quality, study.file.string() + ", study.period",
                    fmt::format("no row of the files is dated within {}; they hold {}",
                                british_period_text(*study.period),
                                held.days() > 0 ? british_period_text(held) : "no date"),
                    "Correct the period, or add the files that hold it");
    }
    if (study.comparison && !is_recorded(inputs, *study.comparison)) {
        inputs.diagnostics.warn(
            "study.comparison",
            fmt::format("the files do not hold every month of {}: a change against it may be "
                        "nothing but missing records",
                        british_period_text(*study.comparison)));
    }
}

}  // namespace

namespace {

/// Some records at a time, so that it can be told how far it has come; their results do not depend on each other.
std::vector<LocatedIncident> locate_aloud(std::span<const IncidentRecord> records, const Gazetteer& gazetteer,
                                          const LocateOptions& options, const ProgressListener& on_progress)
{
    constexpr std::size_t at_once = 32'768;
    std::vector<LocatedIncident> located;
    located.reserve(records.size());
    while (located.size() < records.size()) {
        const std::size_t first = located.size();
        for (LocatedIncident& incident :
             locate(records.subspan(first, std::min(at_once, records.size() - first)), gazetteer, options)) {
            incident.record += static_cast<std::uint32_t>(first);
            located.push_back(std::move(incident));
        }
        if (on_progress) {
            on_progress({"locating", located.size(), records.size(), "rows"});
        }
    }
    return located;
}

}  // namespace

LocatedSet locate_records(const Study& study, StudyInputs& inputs, unsigned threads,
                          const ProgressListener& on_progress)
{
    LocatedSet set;
    const std::vector<IncidentRecord>& records = inputs.incidents.records;
    set.themes = classify(records, study.themes);
    LocateOptions options;
    options.snapped_files = inputs.snapped_files;
    options.crs = study.crs;
    options.threads = threads;
    set.incidents = locate_aloud(records, inputs.gazetteer, options, on_progress);
    apply_decisions(inputs, set.incidents);
    set.has_snap_points =
        std::any_of(set.incidents.begin(), set.incidents.end(),
                    [](const LocatedIncident& incident) { return incident.level == MatchLevel::snap_point; });
    set.ledger = ledger_of(inputs, set.incidents);
    set.period = study.period.value_or(spanned_period(records));

    const std::vector<PointM> positions = positions_of(set.incidents);
    set.area = study_area_of(study, inputs, positions);
    set.in_study_area = inside_of(set.area.shape, positions, threads);
    if (inputs.wards) {
        set.ward = AreaIndex(*inputs.wards).find(positions, threads);
    }
    assign_to_blocks(study, inputs, set);
    set.hit_rates = hit_rates_of(study, inputs, set);
    return set;
}

void check_quality(const Study& study, StudyInputs& inputs, const LocatedSet& located, bool accept_hit_rate)
{
    Diagnostics& diagnostics = inputs.diagnostics;
    const Ledger& ledger = located.ledger;
    const auto count_text = [](std::size_t count) { return grouped_text(static_cast<std::int64_t>(count)); };
    const auto percent = [](double share) { return fixed_text(100 * share, 1) + " %"; };
    const double rejected = static_cast<double>(ledger.rejected_total()) /
                            static_cast<double>(std::max<std::size_t>(ledger.read, 1));
    if (rejected > study.max_rejected) {
        std::string reasons;
        for (const auto& [reason, rows] : ledger.rejected) {
            reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", reason, count_text(rows));
        }
        throw Error(ErrorKind::quality, "incidents",
                    fmt::format("{} of {} rows were rejected ({}; the limit is {}): {}",
                                count_text(ledger.rejected_total()), count_text(ledger.read),
                                percent(rejected), percent(study.max_rejected), reasons),
                    "Mend the rows or the study's columns, date_order and excel_serial_dates, or raise "
                    "quality.max_rejected if the rows are not needed");
    }
    if (ledger.located == 0) {
        throw Error(ErrorKind::quality, "incidents",
                    "no incident could be located, so there is nothing to map",
                    "Name the coordinate or location columns, or add gazetteer sources");
    }
    check_periods(study, inputs);
    const double hit_rate = ledger.hit_rate();
    if (hit_rate >= 0.9) {
        return;
    }
    const std::string words = fmt::format("the hit rate is {}", percent(hit_rate));
    if (hit_rate < study.min_hit_rate && !accept_hit_rate) {
        throw Error(
            ErrorKind::quality, "locate",
            fmt::format("{}, under the {} below which a map misleads (Ratcliffe 2004)", words,
                        percent(study.min_hit_rate)),
            "Add gazetteer sources or mend the locations; --accept-hit-rate draws the maps all the same");
    }
    diagnostics.warn("locate", words + ": maps of incidents located this rarely may mislead; 90 % is usual");
}

}  // namespace wardmap
