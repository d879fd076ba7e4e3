#include "held_out_months.hpp"

#include <algorithm>
#include <chrono>

#include "wardmap/error.hpp"

namespace wardmap::cli {

namespace {

std::chrono::year_month month_of(CivilSecond time)
{
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
    return date.year() / date.month();
}

CivilDay first_day_of(std::chrono::year_month month) { return CivilDay(month / std::chrono::day{1}); }

}  // namespace

void refuse_to_foretell_without_dates()
{
    throw Error(ErrorKind::usage, "--bandwidth",
                "\"predictive\" compares maps with later months, which points without dates do not have",
                "name the column of the dates with --date, or use metres, scott or likelihood");
}

HeldOut hold_out_months(const PointFile& file, const Scope& scope)
{
    if (file.times.empty()) {
        refuse_to_foretell_without_dates();
    }
    const auto [first, last] = std::ranges::minmax_element(file.times, {}, &TimeSpan::from);
    const std::chrono::year_month begin = month_of(first->from);
    const std::chrono::year_month end = month_of(last->from) + std::chrono::months{1};
    const std::chrono::months months = end - begin;
    if (months < std::chrono::months{2}) {
        throw Error(ErrorKind::quality, "--bandwidth predictive", "points of a single month",
                    "give points of two months or more, or the bandwidth in metres");
    }
    const std::chrono::year_month split = end - std::max(std::chrono::months{1}, months / 3);
    PointSet train;
    PointSet test;
    for (std::size_t i = 0; i < file.points.size(); ++i) {
        const bool is_later = file.times[i].from >= first_day_of(split);
        (is_later ? test : train).positions.push_back(file.points.positions[i]);
    }
    return {points_in(train, scope.box, scope.boundary),
            points_in(test, scope.box, scope.boundary),
            {first_day_of(begin), first_day_of(split)},
            {first_day_of(split), first_day_of(end)}};
}

}  // namespace wardmap::cli
