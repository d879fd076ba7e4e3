#include "monthly_density.hpp"

#include <fmt/format.h>

#include "monthly_series.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

/// The incidents of the theme in one month.
PointSet points_in(const Period& month, const StudyInputs& inputs, const ThemeAnalysis& analysis)
{
    PointSet points;
    for (std::size_t i = 0; i < analysis.points.size(); ++i) {
        const TimeSpan& when = inputs.incidents.records[analysis.chosen[i]].when;
        if (when.precision != TimePrecision::none && month.begin <= when.from && when.from < month.end) {
            points.positions.push_back(analysis.points.positions[i]);
            if (!analysis.points.weights.empty()) {
                points.weights.push_back(analysis.points.weights[i]);
            }
        }
    }
    return points;
}

/// Whole months, cut to the period, that the files hold.
std::vector<DensityMonth> months_of(const ThemeAnalysis& analysis, const Period& period)
{
    std::vector<DensityMonth> months;
    for (const MonthCount& count : analysis.monthly.front().months) {
        const Period whole = month_period(count.month);
        const Period month{std::max(whole.begin, period.begin), std::min(whole.end, period.end)};
        if (month.begin < month.end) {
            months.push_back({month, 0, {}});
        }
    }
    return months;
}

void require_room(const ThemeAnalysis& analysis, std::size_t months)
{
    const std::int64_t pixels =
        analysis.density_per_km2.grid.size() * static_cast<std::int64_t>(std::max<std::size_t>(months, 1));
    if (pixels > max_grid_cells) {
        throw Error(ErrorKind::limit, "density.monthly",
                    fmt::format("surfaces of {} months have {} pixels in all, more than {}", months,
                                grouped_text(pixels), grouped_text(max_grid_cells)),
                    "choose a larger density.cell_m or a shorter period");
    }
}

}  // namespace

std::optional<MonthlyDensity> monthly_density(const Study& study, StudyInputs& inputs,
                                              const LocatedSet& located, const ThemeAnalysis& analysis)
{
    if (!study.density_monthly) {
        return std::nullopt;
    }
    if (study.profile != Profile::internal) {
        inputs.diagnostics.note("density",
                                analysis.findings.title +
                                    ": few incidents stand behind the map of one month, so a result "
                                    "that is not internal holds none");
        return std::nullopt;
    }
    MonthlyDensity density{months_of(analysis, located.period), {}};
    require_room(analysis, density.months.size());
    PixelRanks ranks;
    for (DensityMonth& month : density.months) {
        const PointSet points = points_in(month.period, inputs, analysis);
        month.used = points.size();
        month.per_km2 = kernel_density(points, analysis.density_per_km2.grid, analysis.density_options);
        scale(month.per_km2, 1e6);
        ranks.add(month.per_km2.values);
    }
    density.breaks = frozen_breaks(study, analysis.findings.id).monthly_density_per_km2;
    if (density.breaks.empty()) {
        density.breaks = ranks.quantile_breaks(study.density_classes);
    }
    return density;
}

}  // namespace wardmap
