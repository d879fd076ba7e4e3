#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "sample_town.hpp"
#include "wardmap/context_layers.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

std::size_t occurrences(const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
        ++count;
    }
    return count;
}

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

std::string section(const std::string& page, const std::string& id)
{
    const std::size_t begin = page.find("aria-labelledby=\"" + id + "\">\n<h2");
    return page.substr(begin, page.find("<h2", page.find("<h2", begin) + 3) - begin);
}

std::vector<std::string> matches(const std::string& text, const std::string& pattern)
{
    std::vector<std::string> found;
    const std::regex expression(pattern);
    for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) {
        found.push_back((*at)[1]);
    }
    return found;
}

const std::string attack = "</title></style><script>alert(1)</script>\"'>\xE2\x80\xAE&\x01\xFF";

/// Every text that may come from a file or a study is hostile.
void poison(FeatureTable& table)
{
    for (Feature& feature : table.features) {
        for (Value& value : feature.values) {
            if (std::holds_alternative<std::string>(value)) {
                value = attack;
            }
        }
    }
}

std::string hostile_page()
{
    LayerSet set = sample::town();
    for (Layer& layer : set.layers) {
        poison(layer.table);
        layer.title = layer.description = layer.style.legend = attack;
        for (StyleClass& one : layer.style.classes) {
            one.label = attack;
        }
        for (Field& field : layer.table.fields) {
            field.label = field.unit = attack;
        }
    }
    ReportText text = sample::words();
    text.title = text.area_name = text.period = text.marking = attack;
    text.themes[0].title = attack;
    text.themes[0].findings = {attack};
    text.ledger.rejected = {{attack, 20}};
    text.notices = {{Severity::warning, attack, attack}};
    text.parameters = {{attack, attack}};
    text.sources = {attack};
    return report_html(set, text);
}

}  // namespace

TEST(ReportHtml, NothingIsFetchedAndNothingRuns)
{
    const std::string page = report_html(sample::town(), sample::words());
    EXPECT_TRUE(contains(page, "default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
    EXPECT_FALSE(contains(page, "<script"));
    EXPECT_FALSE(contains(page, "http:"));
    EXPECT_FALSE(contains(page, "https:"));
    EXPECT_FALSE(contains(page, "<link"));
    EXPECT_FALSE(contains(page, "@import"));
    for (const std::string& target : matches(page, "(?:href|src)=\"([^\"]*)\"")) {
        EXPECT_EQ(target.front(), '#') << target;
    }
    for (const std::string& target : matches(page, "url\\(([^)]*)\\)")) {
        EXPECT_EQ(target.front(), '#') << target;
    }
}

TEST(ReportHtml, HostileTextEverywhereComesOutHarmless)
{
    const std::string page = hostile_page();
    EXPECT_FALSE(contains(page, "<script"));
    EXPECT_FALSE(contains(page, "\xE2\x80\xAE"));
    EXPECT_FALSE(contains(page, "\x01"));
    EXPECT_FALSE(contains(page, "\xFF"));
    EXPECT_EQ(occurrences(page, "</style>"), 1U);
    EXPECT_EQ(occurrences(page, "<title>"), 1U);
    EXPECT_EQ(occurrences(page, "</title>"),
              1 + occurrences(page, "<title id="));  // the page's and the drawings'
    EXPECT_EQ(occurrences(page, "<title id="), occurrences(page, "role=\"img\""));
    EXPECT_GT(occurrences(page, "&lt;script&gt;"), 30U);
    EXPECT_TRUE(
        std::ranges::all_of(page, [](char c) { return c == '\n' || static_cast<unsigned char>(c) >= 0x20; }));
}

TEST(ReportHtml, TheSameInputGivesTheSameBytes)
{
    EXPECT_EQ(report_html(sample::town(), sample::words()), report_html(sample::town(), sample::words()));
}

TEST(ReportHtml, IdsAreUniqueAndEveryReferenceHasItsTarget)
{
    const std::string page = report_html(sample::town(), sample::words());
    const std::vector<std::string> ids = matches(page, " id=\"([^\"]*)\"");
    const std::set<std::string> unique(ids.begin(), ids.end());
    EXPECT_EQ(unique.size(), ids.size());
    for (const char* pattern : {"href=\"#([^\"]*)\"", "url\\(#([^)]*)\\)", "aria-labelledby=\"([^\" ]*)"}) {
        const std::vector<std::string> references = matches(page, pattern);
        EXPECT_FALSE(references.empty());
        for (const std::string& reference : references) {
            EXPECT_TRUE(unique.contains(reference)) << reference;
        }
    }
}

TEST(ReportHtml, EveryTableHasACaptionAndHeadersWithScope)
{
    const std::string page = report_html(sample::town(), sample::words());
    const std::size_t tables = occurrences(page, "<table");
    // At a glance, rows, hotspots, wards, hours, blocks, patrol, ledger, parameters; hours and, of the wards with
    // a hotspot or a block, places on the sheets.
    EXPECT_EQ(tables, 9 + occurrences(page, " by weekday and hour; darker is more</span>") +
                          occurrences(page, "\">Hotspots and tower blocks in "));
    EXPECT_EQ(occurrences(page, "<caption>"), tables);
    EXPECT_EQ(occurrences(page, "tabindex=\"0\" aria-labelledby="), tables);
    EXPECT_EQ(occurrences(page, "<th") - occurrences(page, "<thead>"),
              occurrences(page, "<th scope=\"col\"") + occurrences(page, "<th scope=\"row\""));
}

TEST(ReportHtml, TheFrontPageTellsNoMoreThanTenFindings)
{
    ReportText text = sample::words();
    for (const std::size_t themes : {1U, 2U, 3U, 5U, 10U}) {
        text.themes.assign(themes, sample::words().themes[0]);
        text.themes[0].findings.resize(30, "A finding.");
        const std::string answer = section(report_html(sample::town(), text), "answer");
        const std::size_t told = occurrences(answer, "<li>");
        EXPECT_LE(told, 10U);
        EXPECT_GE(told, themes);
    }
}

TEST(ReportHtml, TheLedgerOnThePageBalances)
{
    const std::string page = report_html(sample::town(), sample::words());
    EXPECT_TRUE(contains(page, "<strong>92.2\u00A0%</strong>"));
    EXPECT_TRUE(contains(page, "1,180 of 1,280 usable rows"));
    std::size_t sum = 0;
    const std::string records = section(page, "records");
    for (const std::string& number : matches(records, "</th><td class=\"n\">([0-9,]+)</td>")) {
        std::string digits;
        std::ranges::copy_if(number, std::back_inserter(digits), [](char c) { return c != ','; });
        sum += std::stoul(digits);
    }
    EXPECT_EQ(sum, 2 * sample::words().ledger.read);  // the parts, and their total
}

TEST(ReportHtml, ALowHitRateIsAWarning)
{
    ReportText text = sample::words();
    EXPECT_FALSE(contains(report_html(sample::town(), text), "under 90&nbsp;%"));
    text.ledger.located -= 100;
    text.ledger.unmatched += 100;
    EXPECT_TRUE(contains(report_html(sample::town(), text), "under 90&nbsp;%"));
}

TEST(ReportHtml, AThemeWithoutIncidentsIsToldInWordsNotInEmptyTables)
{
    const std::string page = report_html(sample::town(), sample::words());
    const std::string drugs = section(page, "theme-2");
    EXPECT_TRUE(contains(drugs, "No incident of this theme"));
    EXPECT_FALSE(contains(drugs, "<table"));
    EXPECT_FALSE(contains(drugs, "<svg"));
}

TEST(ReportHtml, WhatAThemeLacksIsSaidInWords)
{
    LayerSet set = sample::town();
    ReportText text = sample::words();
    text.themes[1].incidents = 3;  // "drugs" has neither hotspots, wards, blocks nor times
    const std::string drugs = section(report_html(set, text), "theme-2");
    EXPECT_TRUE(contains(drugs, "No hotspot"));
    EXPECT_TRUE(contains(drugs, "names no wards"));
    EXPECT_TRUE(contains(drugs, "no times of day"));
    std::erase_if(set.layers, [](const Layer& layer) { return layer.table.name == "blocks_asb"; });
    EXPECT_TRUE(contains(section(report_html(set, text), "blocks"), "names no tower blocks"));
    EXPECT_FALSE(contains(drugs, "<table"));
}

TEST(ReportHtml, AReportWithoutLayersOrThemesIsStillAPage)
{
    ReportText text;
    EXPECT_TRUE(contains(report_html({}, text), "</html>"));
    text.themes = {{"asb", "Anti-social behaviour", 5, {}}};
    EXPECT_TRUE(contains(report_html({}, text), "No map: no layer of this theme has a shape."));
}

TEST(ReportHtml, ApproximatePositionsStandInTheTitlesOfMapAndTables)
{
    LayerContext context = sample::context();
    context.approximate = true;
    const std::string page = report_html(sample::town(context), sample::words());
    EXPECT_TRUE(
        contains(page,
                 "<figcaption>Anti-social behaviour: hotspots, Ashford New Town, January 2025 to June 2026 "
                 "(approximate positions)</figcaption>"));
    EXPECT_EQ(occurrences(page, "(approximate positions)</span></caption>"),
              4U);  // hotspots, wards, blocks, patrol
}

TEST(ReportHtml, TheMarkingIsAtTopAndBottomOfThePageAndOfEverySheet)
{
    const std::string page = report_html(sample::town(), sample::words());
    EXPECT_EQ(occurrences(page, "<p class=\"marking\">OFFICIAL-SENSITIVE</p>"), 2U);
    EXPECT_TRUE(contains(page, "@top-center{content:\"OFFICIAL\\00002DSENSITIVE\""));
    EXPECT_TRUE(contains(page, "@bottom-center{content:\"OFFICIAL\\00002DSENSITIVE\""));
}

TEST(ReportHtml, RatesStandWithTheirIntervals)
{
    const std::string page = report_html(sample::town(), sample::words());
    EXPECT_TRUE(contains(page, "per 1,000 residents, 95\u00A0% interval"));
    EXPECT_TRUE(contains(page, "<td class=\"n\">45.6 <span class=\"ci\">(31.9 to 63.8)</span></td>"));
}

TEST(ReportHtml, AHiddenCountIsADashNotAZero)
{
    LayerSet set = sample::town();
    for (Layer& layer : set.layers) {
        const auto incidents = layer.table.field_index("incidents");
        if (layer.table.name == "wards_asb" && incidents) {
            layer.table.features[0].values[*incidents] = {};
        }
    }
    const std::string page = report_html(set, sample::words());
    EXPECT_TRUE(contains(page, "<th scope=\"row\">Ash Valley</th><td class=\"n\">–</td>"));
}

TEST(ReportHtml, TheHoursOfTheWeekAddUpToTheIncidents)
{
    const std::string page = report_html(sample::town(), sample::words());
    const std::string hours = page.substr(page.find("<table class=\"hours\">"));
    const std::string table = hours.substr(0, hours.find("</table>"));
    EXPECT_EQ(occurrences(table, "<td class=\"h") - 24, 168U);
    double sum = 0;
    for (const double weight : sample::times().weight) {
        sum += weight;
    }
    const std::vector<std::string> totals = matches(table, "<td class=\"sum\">([0-9]+)</td>");
    ASSERT_EQ(totals.size(), 8U);
    EXPECT_NEAR(std::stod(totals.back()), sum, 0.5);
}

TEST(ReportHtml, EveryWardHasOneSheetInTheOrderOfNames)
{
    const std::string page = report_html(sample::town(), sample::words());
    const std::vector<std::string> titles =
        matches(page, "Ward sheet</p>\n<h3 id=\"ward-[0-9]+\">([^<]*)</h3>");
    std::vector<std::string> names;
    for (const Area& ward : sample::wards().areas) {
        names.push_back(ward.name == "Bedwell & St Nicholas" ? "Bedwell &amp; St Nicholas" : ward.name);
    }
    std::ranges::sort(names);
    EXPECT_EQ(titles, names);
}

std::string sheet_of(const std::string& page, const std::string& ward)
{
    const std::size_t title = page.find("\">" + ward + "</h3>");
    return page.substr(title, page.find("</article>", title) - title);
}

TEST(ReportHtml, AWardSheetTellsTheWardsOwnNumbersPlacesMonthsAndHours)
{
    const std::string sheet = sheet_of(report_html(sample::town(), sample::words()), "Old Town");
    EXPECT_TRUE(contains(sheet, "80 incidents, 7.5\u00A0% of all, 6th of 12 wards."));
    EXPECT_TRUE(contains(sheet, "Change from the comparison period (71 then): within normal variation."));
    EXPECT_TRUE(contains(sheet, "<svg class=\"map\""));
    EXPECT_TRUE(contains(sheet,
                         "January 2025 to June 2026: 6 to 40 a month. Out of the usual: June 2026 (40 where "
                         "2 to 19 is usual)."));
    EXPECT_TRUE(contains(sheet, "Anti-social behaviour in Old Town by weekday and hour; darker is more"));
    EXPECT_TRUE(contains(sheet, "Hotspot 1, Market Square"));
    EXPECT_FALSE(contains(sheet, "Hotspot 3"));
    EXPECT_TRUE(contains(sheet, "Tower block Harrow Court"));
    EXPECT_FALSE(contains(sheet, "Brent Court"));
    EXPECT_TRUE(contains(sheet, "<strong>Drugs:</strong>") == false) << "the theme has no layer of wards";
}

TEST(ReportHtml, AWardWithoutIncidentsHasASheetThatSaysSo)
{
    LayerSet set = sample::town();
    for (Layer& layer : set.layers) {
        if (layer.table.name == "wards_asb") {
            layer.table.features[0].values[*layer.table.field_index("incidents")] = std::int64_t{0};
        }
    }
    const std::string sheet = sheet_of(report_html(set, sample::words()), "Ash Valley");
    EXPECT_TRUE(contains(sheet, "<strong>Anti-social behaviour:</strong> no incident."));
    EXPECT_FALSE(contains(sheet, "<svg"));
}

TEST(ReportHtml, BesideManyThemesASheetHasTwoMapsAndALineForEachOther)
{
    LayerSet set = sample::town();
    ReportText text = sample::words();
    for (const char* id : {"noise", "fire", "litter"}) {
        LayerContext about = sample::context();
        about.theme = id;
        for (const Layer& layer : sample::town(about).layers) {
            if (layer.theme == id) {
                set.layers.push_back(layer);
            }
        }
        text.themes.push_back({id, std::string("Theme ") + id, 1070, {}});
    }
    const std::string sheet = sheet_of(report_html(set, text), "Old Town");
    EXPECT_EQ(occurrences(sheet, "<svg class=\"map\""), 2U);
    EXPECT_TRUE(contains(
        sheet, "<strong>Theme fire:</strong> 80 incidents, 7.5\u00A0% of all, 6th of 12 wards.</li>"));
    EXPECT_TRUE(contains(sheet, "<strong>Theme litter:</strong>"));
}

TEST(ReportHtml, WithoutMonthsAndHoursTheSheetsKeepTheirMapsAndWords)
{
    LayerSet set = sample::town();
    std::erase_if(set.tables, [](const FeatureTable& table) { return table.name != "times_asb"; });
    const std::string sheet = sheet_of(report_html(set, sample::words()), "Old Town");
    EXPECT_TRUE(contains(sheet, "80 incidents"));
    EXPECT_TRUE(contains(sheet, "<svg class=\"map\""));
    EXPECT_FALSE(contains(sheet, "class=\"trend\""));
    EXPECT_FALSE(contains(sheet, "class=\"hours\""));
}

TEST(ReportHtml, TheRoadsOfTheContextAreOnEveryMap)
{
    const std::string bare = report_html(sample::town(), sample::words());
    LayerSet set = sample::town();
    FeatureTable streets;
    streets.kind = GeometryKind::line;
    const double east = sample::west_m + 9000;
    streets.features = {
        {MultiLine{{{{sample::west_m, sample::south_m + 1500}, {east, sample::south_m + 1500}}}}, {}}};
    set.layers.insert(set.layers.begin(), context_layer(ContextKind::roads, streets,
                                                        {sample::west_m, sample::south_m,
                                                         sample::west_m + 6000, sample::south_m + 4000}));
    const std::string page = report_html(set, sample::words());
    const std::string road = "stroke=\"#969CA0\"";
    EXPECT_EQ(occurrences(bare, road), 0U);
    EXPECT_GE(occurrences(page, road), 3U) << "front, theme, and the wards that it runs through";
}

TEST(ReportHtml, ADemoTownTakesFarLessThanFiveMegabytes)
{
    EXPECT_LT(report_html(sample::town(), sample::words()).size(), 500'000U);
}

TEST(MapSvg, HasTitleLegendInUnitsScaleBarNorthAndMarking)
{
    const std::string svg = map_svg(sample::town(), "asb", sample::words());
    EXPECT_TRUE(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    for (const char* part :
         {"Anti-social behaviour: hotspots, Ashford New Town", "Density of incidents, per km²",
          "240 to 420 incidents per km²", ">500 m<", ">1 km<", ">N<", "OFFICIAL-SENSITIVE", "role=\"img\"",
          "1. Market Square · 140", "wards.geojson"}) {
        EXPECT_TRUE(contains(svg, part)) << part;
    }
}

TEST(MapSvg, NamesEveryWardOfTheTownAndRanksEveryHotspot)
{
    const std::string svg = map_svg(sample::town(), "asb", sample::words());
    for (const char* ward :
         {"Ash Valley", "Chells", "Longmeadow East", "Bedwell &amp; St Nicholas", "Roebuck"}) {
        EXPECT_TRUE(contains(svg, ward)) << ward;
    }
    for (const char* rank : {"1", "2", "3", "4", "5"}) {
        EXPECT_TRUE(contains(svg, std::string("stroke=\"none\">") + rank + "</text>")) << rank;
    }
}

TEST(ReportHtml, NumbersThatFindNoRoomOnTheMapAreCountedInWords)
{
    LayerSet set = sample::town();
    const std::vector<Hotspot> crowd(100, sample::hotspots()[0]);
    for (Layer& layer : set.layers) {
        if (layer.table.name == "hotspots_asb") {
            layer = hotspots_layer(crowd, {}, sample::context());
        }
    }
    const std::string page = section(report_html(set, sample::words()), "theme-1");
    const std::size_t drawn = occurrences(page, "stroke=\"none\">");
    EXPECT_GE(drawn, 10U);
    EXPECT_LE(drawn, 40U);
    EXPECT_TRUE(contains(page, "for the numbers of " + std::to_string(100 - drawn) + " hotspots"));
}

TEST(MapSvg, AThemeThatTheReportDoesNotNameIsAnError)
{
    EXPECT_THROW(static_cast<void>(map_svg(sample::town(), "burglary", sample::words())), Error);
}

TEST(MapSvg, AThemeWithoutShapesSaysSo)
{
    EXPECT_TRUE(contains(map_svg({}, "asb", sample::words()), "Nothing to draw"));
}

}  // namespace wardmap
