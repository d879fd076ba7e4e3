#include "ward_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "html_table.hpp"
#include "map_figure.hpp"
#include "markup_text.hpp"
#include "trend_chart.hpp"
#include "ward_places.hpp"
#include "ward_words.hpp"

namespace wardmap::report {

namespace {

constexpr std::size_t most_bands = 3;   // themes with map, months and hours that a sheet of A4 has room for
constexpr std::size_t fewer_bands = 2;  // beside lines for more themes
constexpr std::size_t most_others = 8;
constexpr std::size_t most_sheets = 150;

/// A theme with wards, found once for all sheets.
struct ThemeOfWards {
    const ThemeText& text;
    ThemeLayers layers;
};

std::vector<ThemeOfWards> themes_with_wards(const LayerSet& layers, const ReportText& text)
{
    std::vector<ThemeOfWards> themes;
    for (const ThemeText& theme : text.themes) {
        const ThemeLayers of_theme = theme_layers(layers, theme.id);
        if (of_theme.wards != nullptr && of_theme.wards->table.field_index("ward_id")) {
            themes.push_back({theme, of_theme});
        }
    }
    return themes;
}

struct WardName {
    std::string name;
    std::string id;
    friend auto operator<=>(const WardName&, const WardName&) = default;
};

std::vector<WardName> ward_names(const Layer& wards)
{
    std::vector<WardName> names;
    names.reserve(wards.table.features.size());
    for (const Feature& ward : wards.table.features) {
        names.push_back({text_of(wards.table, ward, "ward_name"), text_of(wards.table, ward, "ward_id")});
    }
    std::ranges::sort(names);
    return names;
}

/// One theme in one ward.
struct Band {
    const ThemeOfWards* theme = nullptr;
    const Feature* ward = nullptr;
    double incidents = 0;  ///< a hidden number counts as 1: there is something to tell
};

std::vector<Band> bands_of(const std::vector<ThemeOfWards>& themes, const std::string& ward_id)
{
    std::vector<Band> bands;
    for (const ThemeOfWards& theme : themes) {
        const Layer& wards = *theme.layers.wards;
        if (const Feature* ward = feature_with(&wards, "ward_id", ward_id)) {
            bands.push_back(
                {&theme, ward, value_number(value_of(wards.table, *ward, "incidents")).value_or(1)});
        }
    }
    return bands;
}

/// The themes that get a map: those with the most incidents, in the order of the study.
std::vector<Band> mapped_bands(std::vector<Band> bands)
{
    std::erase_if(bands, [](const Band& band) { return band.incidents <= 0; });
    std::vector<double> counts;
    counts.reserve(bands.size());
    for (const Band& band : bands) {
        counts.push_back(band.incidents);
    }
    std::ranges::sort(counts, std::greater<>{});
    const std::size_t most = counts.size() > most_bands ? fewer_bands : most_bands;
    const double least = counts.size() > most ? counts[most - 1] : 0;
    std::erase_if(bands, [&](const Band& band) { return band.incidents < least; });
    bands.resize(std::min(bands.size(), most));  // where two have the same number
    return bands;
}

std::string times_html(const Band& band, const WardName& ward, const std::string& id)
{
    const FeatureTable* all = band.theme->layers.place_times;
    if (all == nullptr) {
        return {};
    }
    FeatureTable of_ward;
    of_ward.fields = all->fields;
    std::ranges::copy_if(all->features, std::back_inserter(of_ward.features), [&](const Feature& row) {
        return text_of(*all, row, "part") == "ward" && text_of(*all, row, "place_id") == ward.id;
    });
    // The caption names the table among all others of the page.
    return hours_table_html(
        id + "-hours",
        fmt::format("{} in {} by weekday and hour; darker is more", band.theme->text.title, ward.name),
        of_ward);
}

std::string band_html(const Band& band, const WardName& ward, const std::string& id)
{
    const ThemeLayers& layers = band.theme->layers;
    const std::string title = band.theme->text.title;
    std::string out = fmt::format("<div class=\"band\">\n<h4>{}</h4>\n<p>{}</p>\n", escaped(title),
                                  escaped(ward_words(*layers.wards, *band.ward)));
    const MapOptions options{
        .width_px = 320, .printed_width_mm = 52, .height_share = 0.84, .id = id + "-map", .ward_id = ward.id};
    out += "<div class=\"beside\">\n" +
           small_map_html(layers, fmt::format("{} in {}", title, ward.name), options);
    out += "<div>\n";
    if (layers.monthly != nullptr) {
        out += trend_html(trend_of(*layers.monthly, ward.id), {.id = id + "-trend",
                                                               .title = "By month; grey: what is usual",
                                                               .width_px = 560,
                                                               .height_px = 84});
    }
    return out + times_html(band, ward, id) + "</div>\n</div>\n</div>\n";
}

/// The themes without a map, in a line each, those with incidents first.
std::string other_themes_html(std::vector<Band> bands, const std::vector<Band>& mapped)
{
    std::erase_if(bands, [&](const Band& band) {
        return std::ranges::any_of(mapped, [&](const Band& one) { return one.theme == band.theme; });
    });
    std::ranges::sort(bands, [](const Band& a, const Band& b) {
        return a.incidents != b.incidents ? a.incidents > b.incidents
                                          : a.theme < b.theme;  // the study's order
    });
    std::string out;
    for (std::size_t i = 0; i < std::min(bands.size(), most_others); ++i) {
        const Band& band = bands[i];
        out += fmt::format(
            "<li><strong>{}:</strong> {}</li>\n", escaped(band.theme->text.title),
            escaped(band.incidents <= 0 ? "no incident." : ward_line(*band.theme->layers.wards, *band.ward)));
    }
    if (bands.size() > most_others) {
        out += fmt::format("<li>{} more themes have tables of their own.</li>\n", bands.size() - most_others);
    }
    return out.empty() ? out : "<ul class=\"others\">\n" + out + "</ul>\n";
}

std::string about_ward(const Layer& wards, const Feature& ward, const ReportText& text)
{
    std::string about = fmt::format("{}, {}", text.area_name, text.period);
    const std::string people = shown(value_of(wards.table, ward, "population"), 0);
    const std::string area = shown(value_of(wards.table, ward, "area_km2"), 2);
    about += people.empty() ? "" : fmt::format(" · {} residents", people);
    return about + (area.empty() ? "" : fmt::format(" · {} km²", area));
}

std::string sheet_html(const std::vector<ThemeOfWards>& themes, const WardName& ward, const ReportText& text,
                       std::size_t number)
{
    const std::string id = fmt::format("ward-{}", number);
    const std::vector<Band> bands = bands_of(themes, ward.id);
    const std::vector<Band> mapped = mapped_bands(bands);
    std::string out = fmt::format(
        "<article class=\"sheet of-{}\" aria-labelledby=\"{}\">\n<p class=\"kicker\">Ward sheet</p>\n<h3 "
        "id=\"{}\">{}</h3>\n"
        "<p class=\"soft\">{}</p>\n",
        std::max<std::size_t>(1, mapped.size()), id, id, escaped(ward.name),
        escaped(about_ward(*bands.front().theme->layers.wards, *bands.front().ward, text)));
    std::vector<WardPlaces> places;
    for (std::size_t i = 0; i < mapped.size(); ++i) {
        out += band_html(mapped[i], ward, fmt::format("{}-{}", id, i + 1));
        places.push_back({mapped[i].theme->text.title, mapped[i].theme->layers, mapped[i].ward});
    }
    out += other_themes_html(bands, mapped);
    return out + ward_places_html(places, ward.name, id) + "</article>\n";
}

}  // namespace

bool has_ward_sheets(const LayerSet& layers, const ReportText& text)
{
    return !themes_with_wards(layers, text).empty();
}

std::string ward_sheets_html(const LayerSet& layers, const ReportText& text)
{
    const std::vector<ThemeOfWards> themes = themes_with_wards(layers, text);
    if (themes.empty()) {
        return {};
    }
    std::vector<WardName> wards = ward_names(*themes.front().layers.wards);
    const std::size_t left_out = wards.size() - std::min(wards.size(), most_sheets);
    wards.resize(wards.size() - left_out);
    std::string sheets;
    std::string links;
    for (std::size_t i = 0; i < wards.size(); ++i) {
        links += fmt::format("<li><a href=\"#ward-{}\">{}</a></li>\n", i + 1, escaped(wards[i].name));
        sheets += sheet_html(themes, wards[i], text, i + 1);
    }
    const std::string more =
        left_out == 0
            ? ""
            : fmt::format("<p>{} more wards have no sheet here; the tables hold them.</p>\n", left_out);
    return fmt::format(
        "<section aria-labelledby=\"wards\">\n<div class=\"screen\"><h2 id=\"wards\">Ward by ward</h2>\n"
        "<p>A sheet of paper for each ward. The maps show density, hotspots (hatched, numbered as in the "
        "theme's "
        "table) and tower blocks.</p>\n{}<nav aria-label=\"Wards\"><ul>\n{}</ul></nav></div>\n{}</section>\n",
        more, links, sheets);
}

}  // namespace wardmap::report
