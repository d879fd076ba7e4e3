#include "findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

constexpr std::size_t told_hotspots = 5;
constexpr std::size_t told_wards = 3;
constexpr std::size_t told_blocks = 3;
constexpr int peak_hours = 4;

std::string count_text(std::size_t count) { return grouped_text(static_cast<std::int64_t>(count)); }

std::string percent(double share) { return fixed_text(100 * share, share < 0.1 ? 1 : 0) + " %"; }

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

/// The confidence that the study calls hot.
std::string level_text(std::int8_t min_bin)
{
    return min_bin >= 3 ? "99 %" : (min_bin == 2 ? "95 %" : "90 %");
}

void tell_hotspots(const Study& study, const LocatedSet& located, const ThemeAnalysis& analysis,
                   std::vector<std::string>& sentences)
{
    const std::vector<Hotspot>& hotspots = analysis.hotspots;
    if (hotspots.empty()) {
        sentences.push_back(
            fmt::format("No hotspot: nowhere are there more incidents than chance would give ({} level).",
                        level_text(study.hotspots.min_bin)));
        return;
    }
    double share = 0;
    double area = 0;
    for (const Hotspot& hotspot : hotspots) {
        share += hotspot.share;
        area += hotspot.area_m2;
    }
    sentences.push_back(
        fmt::format("{} hotspot{} hold{} {} of the incidents on {} of the land ({} level).", hotspots.size(),
                    hotspots.size() == 1 ? "" : "s", hotspots.size() == 1 ? "s" : "", percent(share),
                    percent(area / located.area.area_m2), level_text(study.hotspots.min_bin)));
    for (std::size_t i = 0; i < std::min(told_hotspots, hotspots.size()); ++i) {
        const HotspotNotes& notes = analysis.hotspot_notes[i];
        std::string place = notes.place.empty() ? "Unnamed place" : "Near " + notes.place;
        if (!notes.wards.empty()) {
            place += " (" + notes.wards + ")";
        }
        const std::string time = notes.peak_time.empty() ? "" : ", busiest " + notes.peak_time;
        sentences.push_back(fmt::format("{}. {}: {} incidents where {} would be expected, {} ha{}.", i + 1,
                                        place, fixed_text(hotspots[i].incidents, 0),
                                        fixed_text(hotspots[i].expected, 1),
                                        fixed_text(hotspots[i].area_m2 / 10'000, 1), time));
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
        if (row.count >= 5 && row.top_reporter_share >= 0.5) {
            detail += fmt::format(", {} of them from one reporter", percent(row.top_reporter_share));
        }
        if (row.case_review) {
            detail += ", case review due";
        }
        sentences.push_back(fmt::format("Tower block {}: {}{}{}.", inputs.blocks[row.block].name,
                                        incidents_text(row.count), detail,
                                        change_text(comparison, row.previous, row.change)));
    }
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

void tell_patrol(const LocatedSet& located, const ThemeAnalysis& analysis,
                 std::vector<std::string>& sentences)
{
    if (analysis.patrol.empty()) {
        return;
    }
    const PatrolPlace& last = analysis.patrol.back();
    constexpr double pi = 3.14159265358979323846;
    const double land = static_cast<double>(analysis.patrol.size()) * pi * last.radius_m * last.radius_m;
    sentences.push_back(
        fmt::format("{} patrol places of {} m hold {} of incidents on {} of the land (on the same data that "
                    "chose them; expect less next month).",
                    analysis.patrol.size(), fixed_text(2 * last.radius_m, 0), percent(last.cumulative_share),
                    percent(land / located.area.area_m2)));
}

}  // namespace

std::vector<std::string> theme_sentences(const Study& study, const StudyInputs& inputs,
                                         const LocatedSet& located, const ThemeAnalysis& analysis)
{
    std::vector<std::string> sentences;
    if (analysis.findings.used == 0) {
        sentences.emplace_back("No incident of this theme lies in the study area and the period.");
        return sentences;
    }
    tell_hotspots(study, located, analysis, sentences);
    const std::string comparison = comparison_text(study, located.period);
    tell_wards(inputs, analysis, comparison, sentences);
    tell_blocks(inputs, analysis, comparison, sentences);
    tell_times(analysis, sentences);
    tell_patrol(located, analysis, sentences);
    return sentences;
}

}  // namespace wardmap
