#include "findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

#include "hotspot_findings.hpp"
#include "monthly_series.hpp"
#include "place_times.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

constexpr std::size_t told_wards = 3;
constexpr std::size_t told_blocks = 3;
constexpr std::size_t told_signals = 5;

std::string count_text(std::size_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

std::string percent(double share) { return share_text(share); }

std::string incidents_text(std::uint64_t count)
{
    return count_text(count) + (count == 1 ? " incident" : " incidents");
}

/// "January 2025 to June 2025", with the lengths of both periods where they differ; empty without comparison.
std::string comparison_text(const Study& study, const Period& period)
{
    if (!study.comparison) {
        return {};
    }
    std::string text = british_period_text(*study.comparison);
    const double longer_by = study.comparison->days() / period.days();
    if (longer_by < 0.95 || longer_by > 1.05) {  // months of 28 to 31 days are as good as equal
        text += fmt::format(" ({} days against {})", fixed_text(study.comparison->days(), 0),
                            fixed_text(period.days(), 0));
    }
    return text;
}

std::string change_text(const std::string& comparison, const std::optional<std::uint64_t>& previous,
                        const std::optional<CountChange>& change)
{
    return previous && change
               ? fmt::format("; {} in {}: {}", count_text(*previous), comparison, change_words(*change))
               : std::string{};
}

/// Wards beyond the limits of the funnel, or why there is none.
void tell_funnel(const StudyInputs& inputs, const AreaTable& wards, std::vector<std::string>& sentences)
{
    std::vector<std::string> unusual;
    std::vector<std::string> without_people;
    for (const AreaRow& row : wards.rows) {
        const std::string& name = inputs.wards->areas[row.area].name;
        if (!row.funnel) {
            without_people.push_back(name);
        } else if (row.funnel->category != FunnelCategory::normal) {
            unusual.push_back(fmt::format("{} {} ({} where residents would lead to expect {})", name,
                                          funnel_category_name(row.funnel->category), count_text(row.count),
                                          fixed_text(row.funnel->expected, 1)));
        }
    }
    if (without_people.size() == wards.rows.size()) {
        return;  // no ward's population is known, and the table says so by its empty rates
    }
    const std::string spread = wards.overdispersion > 1
                                   ? fmt::format(
                                         "; wards vary {} times as much as chance alone would make "
                                         "them, which the limits allow for",
                                         fixed_text(wards.overdispersion, 1))
                                   : std::string{};
    sentences.push_back(
        unusual.empty()
            ? fmt::format("No ward stands out from the others for its residents{}.", spread)
            : fmt::format("For their residents stand out: {}{}.", fmt::join(unusual, "; "), spread));
    if (!without_people.empty()) {
        sentences.push_back(
            fmt::format("No rate for {}: without population.", fmt::join(without_people, ", ")));
    }
}

void tell_wards(const StudyInputs& inputs, const ThemeAnalysis& analysis, const std::string& comparison,
                std::vector<std::string>& sentences)
{
    if (!analysis.wards || analysis.wards->inside() == 0) {
        return;
    }
    std::vector<const AreaRow*> rows;
    for (const AreaRow& row : analysis.wards->rows) {
        rows.push_back(&row);
    }
    std::sort(rows.begin(), rows.end(), [](const AreaRow* a, const AreaRow* b) { return a->rank < b->rank; });
    for (std::size_t i = 0; i < std::min(told_wards, rows.size()); ++i) {
        const AreaRow& row = *rows[i];
        if (row.count == 0) {
            continue;
        }
        std::string rate;
        if (row.rate_per_1000 && row.rate_interval) {
            rate = fmt::format(", {} per 1,000 residents (95 % interval {} to {})",
                               fixed_text(*row.rate_per_1000, 1), fixed_text(row.rate_interval->lower, 1),
                               fixed_text(row.rate_interval->upper, 1));
        }
        sentences.push_back(fmt::format("Ward {}: {}, {}{}{}.", inputs.wards->areas[row.area].name,
                                        incidents_text(row.count), percent(row.share), rate,
                                        change_text(comparison, row.previous, row.change)));
    }
    tell_funnel(inputs, *analysis.wards, sentences);
}

/// "above": "Bedwell in May 2021 (61, limits 22 to 60)"; only months of the study's period.
void tell_months(const ThemeAnalysis& analysis, const Period& period, std::vector<std::string>& sentences)
{
    std::vector<std::string> signals;
    for (const MonthlySeries& series : analysis.monthly) {
        for (std::size_t i = 0; i < series.months.size(); ++i) {
            const CivilDay first = first_day_of(series.months[i].month);
            const ControlPoint& point = series.points[i];
            if (point.signal != 0 && period.contains(first)) {
                signals.push_back(fmt::format("{} in {} ({} where {} to {} is usual)", series.name,
                                              british_period_text(month_period(series.months[i].month)),
                                              count_text(series.months[i].count), count_text(point.lower),
                                              count_text(point.upper)));
            }
        }
    }
    if (signals.empty()) {
        return;
    }
    const std::size_t more = signals.size() - std::min(told_signals, signals.size());
    signals.resize(signals.size() - more);
    sentences.push_back(fmt::format("Out of the usual by month: {}{}.", fmt::join(signals, "; "),
                                    more > 0 ? fmt::format("; and {} more", more) : ""));
}

/// So many of a block's incidents are one person's that the block is that person's story.
bool is_one_caller(const BlockRow& row)
{
    return row.count >= least_for_caller && row.top_reporter_share >= 0.5;
}

void tell_blocks(const StudyInputs& inputs, const ThemeAnalysis& analysis, const std::string& comparison,
                 std::vector<std::string>& sentences)
{
    std::vector<const BlockRow*> rows;
    for (const BlockRow& row : analysis.blocks) {
        if (row.count > 0) {
            rows.push_back(&row);
        }
    }
    std::sort(rows.begin(), rows.end(), [](const BlockRow* a, const BlockRow* b) {
        return a->count != b->count ? a->count > b->count : a->block < b->block;
    });
    for (std::size_t i = 0; i < std::min(told_blocks, rows.size()); ++i) {
        const BlockRow& row = *rows[i];
        std::string detail;
        if (row.per_100_dwellings) {
            detail += fmt::format(", {} per 100 dwellings", fixed_text(*row.per_100_dwellings, 1));
        }
        if (is_one_caller(row)) {
            detail += fmt::format(", {} of them from one reporter: one caller makes this block",
                                  percent(row.top_reporter_share));
        }
        if (row.case_review) {
            detail += ", case review due";
        }
        sentences.push_back(fmt::format("Tower block {}: {}{}{}.", inputs.blocks[row.block].name,
                                        incidents_text(row.count), detail,
                                        change_text(comparison, row.previous, row.change)));
    }
    for (std::size_t i = told_blocks; i < rows.size(); ++i) {
        if (is_one_caller(*rows[i])) {
            sentences.push_back(fmt::format(
                "Tower block {}: one caller makes it, with {} of its {}.", inputs.blocks[rows[i]->block].name,
                percent(rows[i]->top_reporter_share), incidents_text(rows[i]->count)));
        }
    }
}

void tell_case_reviews(const Study& study, const ThemeAnalysis& analysis, std::vector<std::string>& sentences)
{
    const auto reporters = std::count_if(analysis.case_reviews.begin(), analysis.case_reviews.end(),
                                         [](const CaseReviewRow& row) { return row.review.by_reporter; });
    const auto addresses = static_cast<std::ptrdiff_t>(analysis.case_reviews.size()) - reporters;
    if (addresses + reporters > 0) {
        sentences.push_back(fmt::format(
            "{} reports or more within {} months: {} address{} and {} reporter{} (table case_reviews_{}).",
            study.block_options.case_reports, study.block_options.case_months, grouped_text(addresses),
            addresses == 1 ? "" : "es", grouped_text(reporters), reporters == 1 ? "" : "s",
            analysis.findings.id));
    }
}

void tell_seasons(const ThemeAnalysis& analysis, std::vector<std::string>& sentences)
{
    const SeasonMonth* busiest = nullptr;
    std::uint32_t fewest_years = std::numeric_limits<std::uint32_t>::max();
    for (const SeasonMonth& month : analysis.seasons) {
        fewest_years = std::min(fewest_years, month.years);
        if (month.years > 0 && (busiest == nullptr || month.index > busiest->index)) {
            busiest = &month;
        }
    }
    if (fewest_years == 0 || busiest == nullptr || !(busiest->interval.lower > 1)) {
        return;  // a season needs all months of the year, and a month that is surely above them
    }
    const auto number = static_cast<std::int32_t>(busiest - analysis.seasons.data());
    const std::string name = british_period_text(month_period(number));
    sentences.push_back(
        fmt::format("Of the months of the year {} has the most for its days: {} times the average (95 % "
                    "interval {} to {}; {}).",
                    name.substr(0, name.find(' ')), fixed_text(busiest->index, 2),
                    fixed_text(busiest->interval.lower, 2), fixed_text(busiest->interval.upper, 2),
                    busiest->years == 1 ? "one year, so it may be that one month"
                                        : fmt::format("{} years", busiest->years)));
}

void tell_times(const ThemeAnalysis& analysis, std::vector<std::string>& sentences)
{
    const TimeProfile& times = analysis.times;
    if (times.incidents == 0) {
        sentences.emplace_back("No times of day: the records hold dates only.");
        return;
    }
    const PeakWindow window = peak_window(times, peak_hours);
    sentences.push_back(
        fmt::format("Busiest {}: {} of the {} incidents with a time of day{}.", peak_window_text(window),
                    percent(window.share), count_text(times.incidents),
                    times.midnight_spike ? "; so many stand at 00:00:00 that those are missing times" : ""));
}

std::string difference_text(const EstimatedDifference& difference)
{
    return fmt::format("{} incidents {} than the trend elsewhere would have given (95 % interval {} to {})",
                       fixed_text(std::abs(difference.incidents), 0),
                       difference.incidents < 0 ? "fewer" : "more", fixed_text(difference.interval.lower, 0),
                       fixed_text(difference.interval.upper, 0));
}

void tell_zone(const Study& study, const ThemeAnalysis& analysis, std::vector<std::string>& sentences)
{
    if (!study.zone || analysis.zone.empty()) {
        return;
    }
    const std::string since = british_day_text(study.zone->date);
    if (!analysis.zone.front().difference) {
        sentences.push_back(fmt::format("{} since {}: too few incidents before it to compare with.",
                                        study.zone->name, since));
        return;
    }
    std::string text = fmt::format("{} since {}:", study.zone->name, since);
    for (const ZoneRow& row : analysis.zone) {
        if (row.difference) {
            text += fmt::format("{} {} {} before and {} after, {}, {}", text.back() == ':' ? "" : ";",
                                row.part, count_text(row.counts.before), count_text(row.counts.after),
                                difference_text(*row.difference), difference_words(*row.difference));
        }
    }
    sentences.push_back(text + ".");
}

void tell_targets(const ThemeAnalysis& analysis, std::vector<std::string>& sentences)
{
    for (const TargetRow& row : analysis.targets) {
        sentences.push_back(fmt::format(
            "Target {}{} % in {} ({}): {}: {}.", row.counts.change_pct > 0 ? "+" : "",
            shortest_text(row.counts.change_pct), row.ward.empty() ? "the study area" : row.ward,
            british_period_text(row.counts.period), target_state_name(row.outcome.state), row.outcome.why));
    }
}

}  // namespace

std::vector<std::string> theme_sentences(const Study& study, const StudyInputs& inputs,
                                         const LocatedSet& located, const ThemeAnalysis& analysis)
{
    std::vector<std::string> sentences;
    if (analysis.findings.used == 0) {
        sentences.emplace_back("No incident of this theme lies in the study area and the period.");
        tell_targets(analysis, sentences);  // none may be what was aimed at
        return sentences;
    }
    tell_hotspots(study, located, analysis, sentences);
    tell_history(study, analysis, sentences);
    const std::string comparison = comparison_text(study, located.period);
    tell_wards(inputs, analysis, comparison, sentences);
    tell_months(analysis, located.period, sentences);
    tell_blocks(inputs, analysis, comparison, sentences);
    tell_case_reviews(study, analysis, sentences);
    tell_times(analysis, sentences);
    tell_near_repeats(study, analysis, sentences);
    tell_clusters(analysis, sentences);
    tell_seasons(analysis, sentences);
    tell_zone(study, analysis, sentences);
    tell_targets(analysis, sentences);
    std::ranges::move(patrol_sentences(analysis.patrol, located), std::back_inserter(sentences));
    return sentences;
}

}  // namespace wardmap
