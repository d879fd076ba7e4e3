#include "public_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "result_words.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

const FeatureTable* numbers_of(const PublicRelease& release)
{
    const auto found = std::ranges::find(release.layers.tables, "published_numbers", &FeatureTable::name);
    return found == release.layers.tables.end() ? nullptr : &*found;
}

/// The published numbers of one part of a theme, by name.
std::vector<std::pair<std::string, std::string>> numbers_of(const PublicRelease& release,
                                                            const std::string& theme, std::string_view part)
{
    std::vector<std::pair<std::string, std::string>> found;
    const FeatureTable* table = numbers_of(release);
    for (const Feature& row : table == nullptr ? std::vector<Feature>{} : table->features) {
        const auto text = [&](const char* field) {
            return value_text(row.values.at(table->field_index(field).value()));
        };
        if (text("theme") == theme && text("part") == part) {
            found.emplace_back(text("name"), text("incidents_published"));
        }
    }
    return found;
}

std::string told_number(const std::string& number)
{
    const auto value = parse_integer(number);
    return value ? grouped_text(*value) : number;
}

std::vector<std::string> sentences_of(const PublicSource& source, const PublicRelease& release,
                                      const std::string& theme)
{
    std::vector<std::string> sentences;
    const auto total = numbers_of(release, theme, "all");
    if (total.empty()) {
        return {"Not published."};
    }
    const std::string& number = total.front().second;
    sentences.push_back(
        number == "0"   ? fmt::format("No incident in {}.", source.period)
        : number == "*" ? fmt::format("Few incidents in {}: so few that the number is hidden.", source.period)
                        : fmt::format("About {} incidents in {}, rounded to the nearest 5.",
                                      told_number(number), source.period));
    const auto most = [](const std::pair<std::string, std::string>& part) {
        return parse_integer(part.second).value_or(0);
    };
    for (const char* part : {"ward", "month"}) {
        const auto parts = numbers_of(release, theme, part);
        const auto first = std::ranges::max_element(parts, {}, most);
        const bool is_known =  // not where the most may be in one of several wards
            std::string_view(part) != "ward" || numbers_of(release, theme, "wards together").empty();
        if (is_known && first != parts.end() && most(*first) > 0) {
            sentences.push_back(
                fmt::format("Most in one {}: {}, about {}.", part, first->first, told_number(first->second)));
        }
    }
    return sentences;
}

std::string squares_sentence(const PublicSource& source)
{
    double smallest_m = 0;
    for (const PublicTheme& theme : source.themes) {
        const double side_m = theme.detail.square_m;
        smallest_m = smallest_m == 0 || (side_m > 0 && side_m < smallest_m) ? side_m : smallest_m;
    }
    return fmt::format(
        "The map is made of squares of {} m or more, each with at least 8 homes or none, in at most five "
        "colours "
        "that come from hidden and rounded numbers. It is coarse on purpose: from a smooth heat map anybody "
        "can work "
        "out where single incidents happened.",
        shortest_text(smallest_m));
}

std::vector<std::string> caveats_of(const PublicSource& source, const PublicRelease& release)
{
    std::vector<std::string> caveats = {
        "0 is exact. * means 1 to 7 incidents, in sensitive themes 1 to 9. Every other number is rounded to "
        "the "
        "nearest 5, totals too, so parts need not add up to their total.",
        "Rates are made from the rounded numbers. Where the number is hidden there is no rate.",
        "Wards with the same number 'together' have so many in all of them; the rate is that of all.",
        "These are incidents that were recorded, not all that happened. More reports can mean more trouble, "
        "more "
        "people who report, or one person who reports often."};
    if (std::ranges::any_of(release.layers.layers,
                            [](const Layer& layer) { return layer.table.name.starts_with("heat_"); })) {
        caveats.push_back(squares_sentence(source));
    }
    if (source.has_snap_points) {
        caveats.emplace_back(
            "Positions were approximate before they were counted: incidents stood on anonymous map "
            "points.");
    }
    caveats.emplace_back(
        "All this lowers the risk that somebody is recognised. It is no guarantee of anonymity in law. "
        "Please do not "
        "try to find out who stands behind a number.");
    return caveats;
}

}  // namespace

std::vector<std::string> public_sources(std::vector<std::string> sources)
{
    std::erase_if(sources, [](const std::string& source) { return source.starts_with(source_of_context); });
    return sources;
}

ReportText public_report_text(const PublicSource& source, const PublicRelease& release)
{
    ReportText text;
    text.is_public = true;
    text.title = fmt::format("Recorded incidents in {}", source.area_name);
    text.area_name = source.area_name;
    text.period = source.period;
    text.marking = "PUBLIC";
    text.caveats = caveats_of(source, release);
    text.caveats.insert(text.caveats.end(), release.notes.begin(), release.notes.end());
    for (const PublicTheme& theme : source.themes) {
        const std::string& id = theme.context.theme;
        const auto total = numbers_of(release, id, "all");
        if (total.empty()) {
            continue;  // sensitive, and not asked for: a note says so
        }
        const bool is_mapped = total.front().second != "0" && total.front().second != "*";
        text.themes.push_back({.id = id,
                               .title = theme.context.theme_title,
                               .incidents = is_mapped ? std::size_t{1} : 0,
                               .findings = sentences_of(source, release, id)});
    }
    text.parameters = {{"Period", source.period},
                       {"Coordinate system", source.internal.crs},
                       {"Hidden as *", "1 to 7 incidents; 1 to 9 in sensitive themes"},
                       {"Rounded to", "the nearest 5"},
                       {"Finest time", "a month; a quarter in sensitive themes"},
                       {"Least homes in a square of the map", "8, or none"}};
    text.sources = source.sources;
    return text;
}

QgisText public_qgis_text(const PublicSource& source, const ReportText& report)
{
    QgisText text{.title = report.title,
                  .area_name = source.area_name,
                  .period = source.period,
                  .marking = report.marking,
                  .themes = {},
                  .sources = source.sources,
                  .has_rasters = false,
                  .is_public = true};
    for (const ThemeText& theme : report.themes) {
        text.themes.push_back(
            {theme.id, theme.title,
             "Public release: 0 is exact, * means 1 to 7 (sensitive themes: 1 to 9), all else is "
             "rounded to the nearest 5. Squares are coarse on purpose, so that single incidents "
             "cannot be found again. This is no guarantee of anonymity."});
    }
    return text;
}

}  // namespace wardmap
