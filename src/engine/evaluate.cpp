#include "wardmap/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "cell_density.hpp"
#include "located_set.hpp"
#include "monthly_series.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"
#include "wardmap/parallel.hpp"

namespace wardmap {

namespace {

constexpr std::array<double, 5> land_shares{0.005, 0.01, 0.02, 0.05, 0.1};
constexpr std::array<double, 4> bandwidths_m{150, 300, 450, 600};
/// Of the study's own cells.
constexpr std::array<double, 3> cell_sizes{0.5, 1, 2};
const char* const baseline_name = "cells of the last months (baseline)";
const char* const patrol_name = "patrol places";

std::int32_t month_number(CivilDay day)
{
    const std::chrono::year_month_day date{day};
    return 12 * static_cast<int>(date.year()) +
           static_cast<std::int32_t>(static_cast<unsigned>(date.month())) - 1;
}

std::vector<HoldoutWindow> windows_of(const Study& study, const Period& period,
                                      const EvaluationOptions& options)
{
    const std::int32_t first = month_number(period.begin);
    const std::int32_t end = month_number(period.end - std::chrono::days{1}) + 1;
    const std::int32_t months = end - first;
    const auto test_months =
        options.test_months > 0 ? static_cast<std::int32_t>(options.test_months) : std::max(1, months / 3);
    std::vector<HoldoutWindow> windows;
    for (std::int32_t w = 0; w < static_cast<std::int32_t>(options.windows); ++w) {
        const std::int32_t test_end = end - w * test_months;
        const std::int32_t test_begin = test_end - test_months;
        if (test_begin <= first) {
            throw Error(ErrorKind::usage, study.file.string() + ", study.period",
                        fmt::format("{} months are too few for {} hold-outs of {} months with months before",
                                    months, options.windows, test_months),
                        "Take a longer period, or fewer or shorter hold-outs");
        }
        windows.push_back({{period.begin, first_day_of(test_begin)},
                           {first_day_of(test_begin), std::min(first_day_of(test_end), period.end)}});
    }
    return windows;
}

PointSet points_in(const StudyInputs& inputs, const LocatedSet& located, std::size_t theme,
                   const Period& period)
{
    PointSet points;
    for (std::size_t i = 0; i < located.incidents.size(); ++i) {
        const LocatedIncident& incident = located.incidents[i];
        const TimeSpan& when = inputs.incidents.records[i].when;
        if ((located.themes[i] >> theme & 1U) != 0 && incident.state == MatchState::located &&
            incident.level != MatchLevel::sector && located.in_study_area[i] != 0 &&
            when.precision != TimePrecision::none && period.contains(when.from)) {
            points.positions.push_back(incident.position);
        }
    }
    return points;
}

std::uint64_t held_by(const std::vector<PatrolPlace>& places, const PointSet& points)
{
    constexpr double slack = 1 + 1e-6;  // as patrol_places() takes lengths
    std::uint64_t held = 0;
    for (const PointM p : points.positions) {
        held += std::any_of(places.begin(), places.end(),
                            [&](const PatrolPlace& place) {
                                return distance_m(p, place.centre) <= place.radius_m * slack;
                            })
                    ? 1U
                    : 0U;
    }
    return held;
}

std::string counts_name(double cell_m) { return fmt::format("counts, cells of {} m", shortest_text(cell_m)); }

/// The hold-outs of one theme, added up row by row.
class ThemeScores {
public:
    ThemeScores(const Study& study, const StudyInputs& inputs, const LocatedSet& located, std::size_t theme)
        : m_study(study), m_inputs(inputs), m_located(located), m_theme(theme)
    {
    }

    /// False when the window holds nothing to learn from or to score.
    bool add(const HoldoutWindow& window, unsigned threads)
    {
        m_train = points_in(m_inputs, m_located, m_theme, window.train);
        m_test = points_in(m_inputs, m_located, m_theme, window.test);
        if (m_train.positions.empty() || m_test.positions.empty()) {
            return false;
        }
        const Counts grid = counts_on(m_study.lattice);
        const double patrol_land = add_patrol();
        std::vector<double> shares(land_shares.begin(), land_shares.end());
        shares.push_back(patrol_land);
        std::set<double> widths(bandwidths_m.begin(), bandwidths_m.end());
        if (m_study.bandwidth_m) {
            widths.insert(*m_study.bandwidth_m);
        }
        const RasterGrid pixels = raster_grid_over(bounds(m_located.area.shape), m_study.density_cell_m);
        for (const double width_m : widths) {
            const DensityOptions density{.bandwidth_m = width_m, .kernel = m_study.kernel};
            add_cells(fmt::format("density, {} m", shortest_text(width_m)),
                      density_at_cells(m_train, pixels, density, grid.train), grid, shares);
        }
        std::vector<double> z;
        GiStarOptions gi = m_study.gi_star;
        gi.threads = threads;
        for (const GiStarCell& cell : gi_star(grid.train, gi)) {
            z.push_back(cell.z);
        }
        add_cells("Gi*", z, grid, shares);
        for (const double times : cell_sizes) {
            const CellLattice lattice{m_study.lattice.shape, times * m_study.lattice.cell_m};
            const Counts counts = counts_on(lattice);
            add_cells(fmt::format("counts, cells of {} m", shortest_text(lattice.cell_m)),
                      counts.train.counts, counts, shares);
        }
        const auto length = window.test.end - window.test.begin;
        const Period last{std::max(window.train.begin, window.train.end - length), window.train.end};
        const PointSet recent = points_in(m_inputs, m_located, m_theme, last);
        add_cells(baseline_name, count_cells(recent, m_study.lattice, m_located.area.shape).counts, grid,
                  shares);
        return true;
    }

    [[nodiscard]] std::vector<EvaluationRow> rows() const
    {
        std::vector<EvaluationRow> all;
        for (const auto& [key, counts] : m_counts) {
            const bool as_patrol = key.first == land_shares.size();
            all.push_back({m_methods[key.second], counts.area_m2 / counts.study_area_m2, as_patrol, counts,
                           score_holdout(counts)});
        }
        return all;
    }

private:
    double add_patrol()
    {
        const std::vector<PatrolPlace> places = patrol_places(m_train, m_study.patrol);
        const double radius_m = m_study.patrol.diameter_m / 2;
        const double area_m2 = static_cast<double>(places.size()) * std::numbers::pi * radius_m * radius_m;
        double best = 0;
        for (const PatrolPlace& place : patrol_places(m_test, m_study.patrol)) {
            best += place.incidents;
        }
        add_counts(patrol_name, land_shares.size(),
                   {held_by(places, m_test), m_test.size(), held_by(places, m_train), m_train.size(),
                    static_cast<std::uint64_t>(std::llround(best)), area_m2, m_located.area.area_m2});
        return area_m2 / m_located.area.area_m2;
    }

    /// What the cells of one size held in training and in the test.
    struct Counts {
        CellGrid train;
        std::vector<double> test;
    };
    [[nodiscard]] Counts counts_on(const CellLattice& lattice) const
    {
        return {count_cells(m_train, lattice, m_located.area.shape),
                count_cells(m_test, lattice, m_located.area.shape).counts};
    }

    void add_cells(const std::string& method, const std::vector<double>& scores, const Counts& grid,
                   const std::vector<double>& shares)
    {
        for (std::size_t s = 0; s < shares.size(); ++s) {
            const auto k = std::max<std::size_t>(
                1, static_cast<std::size_t>(std::lround(shares[s] * static_cast<double>(scores.size()))));
            double hits = 0;
            double train_hits = 0;
            double best = 0;
            double area_m2 = 0;
            for (const std::uint32_t cell : top_cells(scores, grid.test, k)) {
                hits += grid.test[cell];
                train_hits += grid.train.counts[cell];
                area_m2 += grid.train.exposure.empty() ? grid.train.lattice.cell_area_m2()
                                                       : grid.train.exposure[cell];
            }
            for (const std::uint32_t cell : top_cells(grid.test, grid.test, k)) {
                best += grid.test[cell];
            }
            const auto whole = [](double count) { return static_cast<std::uint64_t>(std::llround(count)); };
            add_counts(method, s,
                       {whole(hits), m_test.size(), whole(train_hits), m_train.size(), whole(best), area_m2,
                        m_located.area.area_m2});
        }
    }

    void add_counts(const std::string& method, std::size_t share, const HoldoutCounts& counts)
    {
        auto at = std::find(m_methods.begin(), m_methods.end(), method);
        if (at == m_methods.end()) {
            at = m_methods.insert(m_methods.end(), method);
        }
        HoldoutCounts& sum = m_counts[{share, static_cast<std::size_t>(at - m_methods.begin())}];
        sum.hits += counts.hits;
        sum.incidents += counts.incidents;
        sum.train_hits += counts.train_hits;
        sum.train_incidents += counts.train_incidents;
        sum.best_hits += counts.best_hits;
        sum.area_m2 += counts.area_m2;
        sum.study_area_m2 += counts.study_area_m2;
    }

    const Study& m_study;
    const StudyInputs& m_inputs;
    const LocatedSet& m_located;
    std::size_t m_theme;
    PointSet m_train;
    PointSet m_test;
    std::vector<std::string> m_methods;
    std::map<std::pair<std::size_t, std::size_t>, HoldoutCounts> m_counts;
};

/// The best on the land that the team can patrol, and whether it surely beats last month's map; never the method
/// `but`.
std::string recommend(const std::vector<EvaluationRow>& rows, const std::string& but)
{
    const EvaluationRow* best = nullptr;
    const EvaluationRow* baseline = nullptr;
    for (const EvaluationRow& row : rows) {
        if (!row.as_patrol || row.method == but) {
            continue;
        }
        if (row.method == baseline_name) {
            baseline = &row;
        }
        if (best == nullptr || row.score.pai > best->score.pai) {
            best = &row;
        }
    }
    if (best == nullptr || baseline == nullptr) {
        return "No recommendation: a hold-out has no incidents to learn from or to score.";
    }
    const std::string held =
        fmt::format("on {} % of the land it held {} % of the later incidents (95 % interval {} to {} %)",
                    fixed_text(100 * best->land, 1), fixed_text(100 * best->score.hit_rate, 1),
                    fixed_text(100 * best->score.hit_rate_interval.lower, 1),
                    fixed_text(100 * best->score.hit_rate_interval.upper, 1));
    const bool is_surely_better = best->score.pai_interval.lower > baseline->score.pai_interval.upper;
    return fmt::format("Use {}: {}; {} last months' cells ({} %).", best->method, held,
                       best == baseline ? "it is nothing but the"
                                        : (is_surely_better ? "more than the" : "not surely more than the"),
                       fixed_text(100 * baseline->score.hit_rate, 1));
}

}  // namespace

Evaluation evaluate(const Study& study, const EvaluationOptions& options)
{
    StudyInputs inputs = read_inputs(study, options.data_folder);
    const ThreadLimit limit(options.threads);
    const LocatedSet located = locate_records(study, inputs, options.threads);
    check_quality(study, inputs, located, options.accept_hit_rate);
    Evaluation evaluation;
    evaluation.windows = windows_of(study, located.period, options);
    for (std::size_t theme = 0; theme < study.themes.size(); ++theme) {
        ThemeEvaluation made{study.themes[theme].id, study.themes[theme].title, {}, {}};
        ThemeScores scores(study, inputs, located, theme);
        const bool is_whole =
            std::all_of(evaluation.windows.begin(), evaluation.windows.end(),
                        [&](const HoldoutWindow& window) { return scores.add(window, options.threads); });
        if (is_whole) {
            made.rows = scores.rows();
        }
        // Where many incidents share an anonymous point, the smallest cells win by holding one point each, which is
        // no place that they happened at.
        const std::string but =
            located.has_snap_points ? counts_name(cell_sizes.front() * study.lattice.cell_m) : std::string{};
        made.recommendation = recommend(made.rows, but);
        evaluation.themes.push_back(std::move(made));
    }
    evaluation.notices = inputs.diagnostics.notices();
    return evaluation;
}

std::string evaluation_text(const Evaluation& evaluation)
{
    std::string text;
    for (const HoldoutWindow& window : evaluation.windows) {
        text += fmt::format("Learned from {}, scored on {}.\n", british_period_text(window.train),
                            british_period_text(window.test));
    }
    for (const ThemeEvaluation& theme : evaluation.themes) {
        text += fmt::format("\n{}\n", theme.title);
        if (!theme.rows.empty()) {
            text +=
                "\n| land | method | hits | hit rate | PAI (95 % interval) | PEI | per km² | RRI |\n"
                "| --- | --- | --- | --- | --- | --- | --- | --- |\n";
        }
        for (const EvaluationRow& row : theme.rows) {
            const HoldoutScore& score = row.score;
            text +=
                fmt::format("| {} %{} | {} | {} of {} | {} % | {} ({} to {}) | {} | {} | {} |\n",
                            fixed_text(100 * row.land, 2), row.as_patrol ? " (patrol)" : "", row.method,
                            grouped_text(static_cast<std::int64_t>(row.counts.hits)),
                            grouped_text(static_cast<std::int64_t>(row.counts.incidents)),
                            fixed_text(100 * score.hit_rate, 1), fixed_text(score.pai, 1),
                            fixed_text(score.pai_interval.lower, 1), fixed_text(score.pai_interval.upper, 1),
                            fixed_text(score.pei, 2), fixed_text(score.per_km2, 0), fixed_text(score.rri, 2));
        }
        text += "\n" + theme.recommendation + "\n";
    }
    return text;
}

}  // namespace wardmap
