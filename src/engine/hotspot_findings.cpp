#include "hotspot_findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "study_exposure.hpp"
#include "wardmap/cluster_layers.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

constexpr std::size_t told_hotspots = 5;

std::string count_text(std::size_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

/// "two"; in figures from ten on.
std::string number_word(std::size_t number)
{
    constexpr std::array<const char*, 10> words = {"none", "one", "two",   "three", "four",
                                                   "five", "six", "seven", "eight", "nine"};
    return number < words.size() ? words[number] : count_text(number);
}

std::string is_or_are(std::size_t number) { return number == 1 ? "is" : "are"; }

/// "March 2026", or the day where the steps are no months.
std::string since_text(const std::string& step)
{
    const auto day = parse_iso_day(step);
    if (!day) {
        return step;
    }
    constexpr std::size_t year_and_month = 7;
    const std::string text = british_day_text(*day);
    return step.size() == year_and_month ? text.substr(text.find(' ') + 1) : text;
}

/// "; two of them are new since March 2026", by the time steps. Empty where no step by itself has a hot cell of them:
/// too few incidents in each to tell an old hotspot from a new one.
std::string news_of_steps(const ThemeAnalysis& analysis)
{
    std::vector<std::string> since;
    std::size_t untold = 0;
    for (const HotspotNotes& notes : analysis.hotspot_notes) {
        untold += notes.pattern == simple_text(SimplePattern::none) ? 1U : 0U;
        if (!notes.hot_since.empty()) {
            since.push_back(notes.hot_since);
        }
    }
    const std::size_t hotspots = analysis.hotspots.size();
    if (untold == hotspots) {
        return {};
    }
    if (since.empty()) {
        return hotspots == 1 ? "; it is not new"
                             : fmt::format("; none of them is {}new", untold > 0 ? "known to be " : "");
    }
    const auto [first, last] = std::ranges::minmax(since);
    const std::string which =
        hotspots == 1 ? "it is"
                      : fmt::format("{} of them {}", number_word(since.size()), is_or_are(since.size()));
    return fmt::format("; {} new since {}{}", which, since_text(first), first == last ? "" : " or later");
}

/// What the comparison period says of which hotspots are new.
std::string news_of_comparison(const Study& study, const ThemeAnalysis& analysis)
{
    std::size_t not_before = 0;
    std::size_t compared = 0;
    for (const HotspotNotes& notes : analysis.hotspot_notes) {
        compared += notes.hot_before ? 1U : 0U;
        not_before += notes.hot_before && !*notes.hot_before ? 1U : 0U;
    }
    if (compared == 0 || !study.comparison) {
        return {};
    }
    const std::string period = british_period_text(*study.comparison);
    if (compared == 1) {
        return fmt::format("; it was {} in {}", not_before == 1 ? "not hot" : "hot", period);
    }
    return not_before == 0 ? fmt::format("; all of them were hot in {} too", period)
                           : fmt::format("; {} of them {} not hot in {}", number_word(not_before),
                                         not_before == 1 ? "was" : "were", period);
}

/// The confidence that the study calls hot.
std::string level_text(std::int8_t min_bin)
{
    return min_bin >= 3 ? "99 %" : (min_bin == 2 ? "95 %" : "90 %");
}

}  // namespace

std::string share_text(double share) { return fixed_text(100 * share, share < 0.1 ? 1 : 0) + " %"; }

void tell_hotspots(const Study& study, const LocatedSet& located, const ThemeAnalysis& analysis,
                   std::vector<std::string>& sentences)
{
    const std::vector<Hotspot>& hotspots = analysis.hotspots;
    const std::string against = study.exposure.by == Study::Exposure::By::land
                                    ? std::string{}
                                    : ", against a spread by " + exposure_words(study);
    if (hotspots.empty()) {
        sentences.push_back(
            fmt::format("No hotspot: nowhere are there more incidents than chance would give ({} level{}).",
                        level_text(study.hotspots.min_bin), against));
        return;
    }
    double share = 0;
    double area = 0;
    for (const Hotspot& hotspot : hotspots) {
        share += hotspot.share;
        area += hotspot.area_m2;
    }
    const std::string news = analysis.emerging ? news_of_steps(analysis) : std::string{};
    sentences.push_back(fmt::format(
        "{} hotspot{} hold{} {} of the incidents on {} of the land ({} level{}){}.", hotspots.size(),
        hotspots.size() == 1 ? "" : "s", hotspots.size() == 1 ? "s" : "", share_text(share),
        share_text(area / located.area.area_m2), level_text(study.hotspots.min_bin), against,
        news.empty() ? news_of_comparison(study, analysis) : news));
    for (std::size_t i = 0; i < std::min(told_hotspots, hotspots.size()); ++i) {
        const HotspotNotes& notes = analysis.hotspot_notes[i];
        std::string place = notes.place.empty() ? "Unnamed place" : "Near " + notes.place;
        if (!notes.wards.empty()) {
            place += " in " + notes.wards;
        }
        std::string time = notes.peak_time.empty() ? "" : ", busiest " + notes.peak_time;
        if (hotspots[i].incidents >= least_for_caller && notes.top_reporter_share >= 0.5) {
            time += fmt::format(", {} of them from one reporter: one caller makes this hotspot",
                                share_text(notes.top_reporter_share));
        }
        sentences.push_back(fmt::format("{}. {}: {} incidents where {} would be expected, {} ha{}.", i + 1,
                                        place, fixed_text(hotspots[i].incidents, 0),
                                        fixed_text(hotspots[i].expected, 1),
                                        fixed_text(hotspots[i].area_m2 / 10'000, 1), time));
    }
}

void tell_history(const Study& study, const ThemeAnalysis& analysis, std::vector<std::string>& sentences)
{
    if (!analysis.emerging) {
        return;
    }
    const EmergingHistory& history = *analysis.emerging;
    const auto cells = [&](SimplePattern pattern) {
        return count_text(
            static_cast<std::size_t>(std::ranges::count(history.cells, pattern, &EmergingCell::simple)));
    };
    const StepLength& step = study.emerging.step;
    const auto months = static_cast<std::size_t>(step.months);
    const std::string length = step.months == 1  ? "months"
                               : step.months > 1 ? fmt::format("steps of {} months", months)
                                                 : fmt::format("steps of {} days", step.days);
    sentences.push_back(fmt::format(
        "Over {} {} from {}: {} cells of {} m were hot in at least 90 % of them and still are, {} are newly "
        "hot, {} "
        "were hot now and then, {} no longer are.",
        history.step_begins.size(), length, since_text(step_text(history.step_begins.front(), step)),
        cells(SimplePattern::persistent), shortest_text(study.lattice.cell_m), cells(SimplePattern::emerging),
        cells(SimplePattern::intermittent), cells(SimplePattern::former)));
}

void tell_near_repeats(const Study& study, const ThemeAnalysis& analysis, std::vector<std::string>& sentences)
{
    if (!analysis.near_repeats) {
        return;
    }
    const NearRepeatResult& result = *analysis.near_repeats;
    const KnoxOptions& knox = study.near_repeats.knox;
    // Soon after means the first band of days. Of its bands of distance the surest is told, and only if it is sure enough
    // for one of so many: of five at 5 % one in five studies would find a repeat that is none.
    constexpr double significant = 0.05;
    const std::size_t rows = knox.bands_m.size() + 1;
    std::size_t surest = 0;
    for (std::size_t row = 1; row < rows; ++row) {
        surest = result.table.at(row, 0).p < result.table.at(surest, 0).p ? row : surest;
    }
    const KnoxCell& cell = result.table.at(surest, 0);
    const KnoxCell* const found =
        cell.is_near_repeat && cell.p * static_cast<double>(rows) <= significant ? &cell : nullptr;
    const std::string bands = (surest == 0 ? "at the same place" : knox_row_text(surest, knox)) + " and " +
                              knox_column_text(0, knox);
    if (found == nullptr) {
        sentences.push_back(
            fmt::format("No near repeats: an incident draws no others near it soon after ({} incidents).",
                        count_text(result.used)));
    } else {
        const std::string than = std::isfinite(found->ratio)
                                     ? fixed_text(found->ratio, 1) + " times as many as chance would give"
                                     : "where chance would give none";
        sentences.push_back(fmt::format("Near repeats: {} pairs of incidents {} apart, {}.",
                                        count_text(found->observed), bands, than));
    }
    if (!result.chains.empty()) {
        sentences.push_back(fmt::format(
            "{} spate{} of incidents, each within {} m and {} days of another; the largest {} incidents at "
            "{} "
            "place{}, {} to {}.",
            count_text(result.chains.size()), result.chains.size() == 1 ? "" : "s",
            shortest_text(study.near_repeats.spate.distance_m), study.near_repeats.spate.days,
            fixed_text(result.chains.front().incidents, 0), result.chains.front().places,
            result.chains.front().places == 1 ? "" : "s", british_day_text(result.spates.first.front()),
            british_day_text(result.spates.last.front())));
    }
}

void tell_clusters(const ThemeAnalysis& analysis, std::vector<std::string>& sentences)
{
    if (!analysis.clusters) {
        return;
    }
    const PointClusters& found = *analysis.clusters;
    sentences.push_back(fmt::format("{} cluster{} of exact positions ({}); {} of {} incidents are in none.",
                                    count_text(found.clusters.size()), found.clusters.size() == 1 ? "" : "s",
                                    found.method, count_text(found.noise), count_text(found.used)));
}

}  // namespace wardmap
