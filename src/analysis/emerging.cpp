#include "wardmap/emerging.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <string>

#include "wardmap/error.hpp"

namespace wardmap {

namespace {

constexpr std::int8_t hot = 2;
constexpr double almost_always = 0.9;
constexpr double significant = 0.05;

struct Steps {
    std::size_t all = 0;
    std::size_t hot = 0;
    std::size_t last_run = 0;  ///< hot steps up to the last without a break
    bool was_cold = false;
    [[nodiscard]] bool is_almost_always_hot() const
    {
        return static_cast<double>(hot) >= almost_always * static_cast<double>(all);
    }
};

Steps count_steps(std::span<const std::int8_t> bins)
{
    Steps steps;
    steps.all = bins.size();
    for (const std::int8_t bin : bins) {
        steps.hot += bin >= hot ? 1U : 0U;
        steps.last_run = bin >= hot ? steps.last_run + 1 : 0;
        steps.was_cold = steps.was_cold || bin <= -hot;
    }
    return steps;
}

/// The cold patterns are the hot ones of the mirrored cell.
EmergingPattern cold_pattern(std::span<const std::int8_t> bins, MannKendall trend)
{
    std::vector<std::int8_t> mirrored;
    for (const std::int8_t bin : bins) {
        mirrored.push_back(static_cast<std::int8_t>(-bin));
    }
    trend.z = -trend.z;
    return emerging_pattern(mirrored, trend);
}

}  // namespace

MannKendall mann_kendall(std::span<const double> series)
{
    MannKendall test;
    std::map<double, double> ties;
    for (std::size_t j = 0; j < series.size(); ++j) {
        ++ties[series[j]];
        for (std::size_t i = 0; i < j; ++i) {
            test.s += series[j] > series[i] ? 1 : series[j] < series[i] ? -1 : 0;
        }
    }
    const auto term = [](double n) { return n * (n - 1) * (2 * n + 5); };
    test.variance = term(static_cast<double>(series.size()));
    for (const auto& [value, times] : ties) {
        test.variance -= term(times);
    }
    test.variance /= 18;
    if (test.s != 0 && test.variance > 0) {
        test.z = (test.s > 0 ? test.s - 1 : test.s + 1) / std::sqrt(test.variance);
    }
    test.p = std::erfc(std::abs(test.z) / std::numbers::sqrt2);
    return test;
}

EmergingPattern emerging_pattern(std::span<const std::int8_t> bins, const MannKendall& trend)
{
    const Steps steps = count_steps(bins);
    const bool is_hot_now = steps.last_run > 0;
    const bool has_trend = trend.p < significant;
    if (steps.hot == 0) {
        return EmergingPattern::none;
    }
    if (is_hot_now && steps.hot == 1) {
        return EmergingPattern::new_hot;
    }
    if (is_hot_now && steps.hot == steps.last_run && !steps.is_almost_always_hot()) {
        return EmergingPattern::consecutive;
    }
    if (is_hot_now && steps.is_almost_always_hot()) {
        return !has_trend    ? EmergingPattern::persistent
               : trend.z > 0 ? EmergingPattern::intensifying
                             : EmergingPattern::diminishing;
    }
    if (is_hot_now) {
        return steps.was_cold ? EmergingPattern::oscillating : EmergingPattern::sporadic;
    }
    return steps.is_almost_always_hot() ? EmergingPattern::historical : EmergingPattern::none;
}

SimplePattern simple_pattern(std::span<const std::int8_t> bins)
{
    const Steps steps = count_steps(bins);
    const auto is_hot = [](std::int8_t bin) { return bin >= hot; };
    if (steps.hot == 0) {
        return SimplePattern::none;
    }
    if (steps.last_run > 0 && steps.is_almost_always_hot()) {
        return SimplePattern::persistent;
    }
    if (steps.last_run > 0 && std::ranges::none_of(bins.first(bins.size() / 2), is_hot)) {
        return SimplePattern::emerging;
    }
    const std::size_t quarter = (bins.size() + 3) / 4;
    return std::ranges::none_of(bins.last(quarter), is_hot) ? SimplePattern::former
                                                            : SimplePattern::intermittent;
}

std::string_view emerging_text(EmergingPattern pattern) noexcept
{
    constexpr std::string_view names[] = {"none",         "new",         "consecutive",
                                          "intensifying", "persistent",  "diminishing",
                                          "sporadic",     "oscillating", "historical"};
    return names[static_cast<std::size_t>(pattern)];
}

std::string_view simple_text(SimplePattern pattern) noexcept
{
    constexpr std::string_view names[] = {"none", "persistent", "emerging", "intermittent", "former"};
    return names[static_cast<std::size_t>(pattern)];
}

std::vector<EmergingCell> emerging_hotspots(const CellGrid& grid, std::span<const std::int32_t> step_of_point,
                                            std::size_t steps, const GiStarOptions& options)
{
    if (steps < least_steps) {
        throw Error(ErrorKind::usage, "emerging",
                    std::to_string(steps) + " time steps are too few for a trend: it takes 10 or more",
                    "Take shorter steps or a longer period");
    }
    if (step_of_point.size() != grid.cell_of_point.size()) {
        throw Error(ErrorKind::internal, "emerging", "points and steps differ in number", "");
    }
    std::vector<std::vector<double>> counts(steps, std::vector<double>(grid.cells.size(), 0));
    for (std::size_t i = 0; i < step_of_point.size(); ++i) {
        const std::int32_t cell = grid.cell_of_point[i];
        const auto step = static_cast<std::size_t>(std::max(step_of_point[i], 0));
        if (cell != CellGrid::no_cell && step_of_point[i] >= 0 && step < steps) {
            counts[step][static_cast<std::size_t>(cell)] += 1;
        }
    }
    std::vector<EmergingCell> cells(grid.cells.size());
    CellGrid slice = grid;
    for (const std::vector<double>& held : counts) {
        slice.counts = held;
        const std::vector<GiStarCell> results = gi_star(slice, options);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i].bins.push_back(results[i].bin);
            cells[i].counts.push_back(held[i]);
            cells[i].neighbourhood.push_back(results[i].neighbourhood);
            cells[i].z.push_back(results[i].z);
        }
    }
    for (EmergingCell& cell : cells) {
        cell.trend = mann_kendall(cell.z);
        cell.hot = emerging_pattern(cell.bins, cell.trend);
        cell.cold = cold_pattern(cell.bins, cell.trend);
        cell.simple = simple_pattern(cell.bins);
    }
    return cells;
}

}  // namespace wardmap
