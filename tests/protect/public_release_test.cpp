#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "reference/sample_town.hpp"
#include "wardmap/classify.hpp"
#include "wardmap/error.hpp"
#include "wardmap/public_release.hpp"
#include "wardmap/published_counts.hpp"

namespace wardmap {
namespace {

using samples::all_tables;
using samples::layer_of;
using samples::published;
using samples::Town;

TEST(PublicRelease, HoldsCountsUnderTheRuleAndNothingOfAnIncident)
{
    const Town town{.by_ward = {60, 3, 0, 33}};
    const PublicRelease release = public_release(town.internal(), town.options());
    EXPECT_EQ(published(release.layers, "all"), std::vector<std::string>{"95"});
    EXPECT_EQ(published(release.layers, "ward"), (std::vector<std::string>{"60", "*", "0", "35"}));
    EXPECT_EQ(published(release.layers, "month").size(), 6U);
    EXPECT_GE(release.narrowest, 3);
    EXPECT_TRUE(release.layers.rasters.empty());
    for (const FeatureTable& table : all_tables(release.layers)) {
        EXPECT_NE(table.kind, GeometryKind::point) << table.name;
        for (const Feature& feature : table.features) {
            for (const Value& value : feature.values) {
                EXPECT_EQ(value_text(value).find("REF-"), std::string::npos);
                EXPECT_EQ(value_text(value).find("Nuisance"), std::string::npos);
            }
        }
    }
}

TEST(PublicRelease, ClassesOfRatesThatTheStudyFrozeAreThoseOfThePublicMap)
{
    const Town town{.by_ward = {60, 3, 0, 33}};
    LayerSet internal = town.internal();
    const auto wards_of = [](LayerSet& set) -> Layer& { return layer_of(set, "wards_asb"); };
    Style& style = wards_of(internal).style;
    style.kind = Style::Kind::graduated;
    style.field = "rate_per_1000";  // as of wards that all have residents
    style.classes = {{.label = "3 to under 7", .fill = {}, .lower = 3, .upper = 7, .category = {}},
                     {.label = "7 or more", .fill = {}, .lower = 7, .upper = 1e9, .category = {}}};
    style.is_frozen = true;
    const std::vector<double> breaks{3, 7};
    PublicRelease release = public_release(internal, town.options());
    EXPECT_TRUE(wards_of(release.layers).style.is_frozen);
    EXPECT_EQ(class_breaks(wards_of(release.layers).style), breaks);
    style.is_frozen = false;
    release = public_release(internal, town.options());
    EXPECT_NE(class_breaks(wards_of(release.layers).style), breaks);
}

TEST(PublicRelease, FrozenClassesThatMayBeTheRateOfASingleWardAreRefused)
{
    const Town town{.by_ward = {60, 3, 0, 33}};
    LayerSet internal = town.internal();
    Style& style = layer_of(internal, "wards_asb").style;
    style.kind = Style::Kind::graduated;
    style.field = "rate_per_1000";
    style.is_frozen = true;
    style.classes = {{.label = {}, .fill = {}, .lower = 6.6, .upper = 1e9, .category = {}}};  // 33 of 5,000
    try {
        static_cast<void>(public_release(internal, town.options()));
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::disclosure);
        EXPECT_NE(error.advice().find("ward_breaks = [7]"), std::string::npos) << error.advice();
    }
    PublicReleaseOptions without = town.options();
    without.leave_out = {"wards"};
    EXPECT_NO_THROW(static_cast<void>(public_release(internal, without))) << "nobody sees them";
}

TEST(PublicRelease, WardsThatAreToldTogetherHaveOneNumberAndOneRate)
{
    const Town town{.by_ward = {61, 4, 0, 35}};
    PublicReleaseOptions options = town.options();
    options.themes.front().detail.wards_together = {"Ward 0", "Ward 1"};
    PublicRelease release = public_release(town.internal(), options);
    EXPECT_EQ(published(release.layers, "ward"), (std::vector<std::string>{"0", "35"}));
    EXPECT_EQ(published(release.layers, "wards together"), std::vector<std::string>{"65"});
    const FeatureTable& wards = layer_of(release.layers, "wards_asb").table;
    const auto text = [&](std::size_t ward, std::string_view field) {
        return value_text(wards.features.at(ward).values.at(wards.field_index(field).value()));
    };
    for (const std::size_t ward : {0U, 1U}) {
        EXPECT_EQ(text(ward, "incidents_published"), "65 together");
        EXPECT_EQ(text(ward, "rate_published"), "6.5") << "of 10,000 residents";
    }
    EXPECT_EQ(text(3, "incidents_published"), "35");
    EXPECT_NE(release.notes.front().find("2 of 4 wards are told together"), std::string::npos);
}

TEST(PublicRelease, ASumOfWardsIsPutTogetherWithTheirNumbersInTheReleaseBefore)
{
    const Town town{.by_ward = {7, 7, 60}};
    PublicReleaseOptions options = town.options();
    EXPECT_NO_THROW(static_cast<void>(public_release(town.internal(), options)));
    options.previous = {{.theme = "asb",
                         .period = "2026-01-01/2026-06-30",
                         .part = "wards together",
                         .name = "Ward 0 + Ward 1",
                         .incidents = "15",  // 13 or more: with two numbers up to 7, each is 6 or 7
                         .hidden_below = 8}};
    EXPECT_THROW(static_cast<void>(public_release(town.internal(), options)), Error);
    options.previous.front().name = "Ward 0 + Ward 1 + Ward 9";  // of other wards nothing follows
    EXPECT_NO_THROW(static_cast<void>(public_release(town.internal(), options)));
}

TEST(PublicRelease, AWardThatIsToldTogetherIsNotPinnedByTheNumberItHadBefore)
{
    const Town town{.by_ward = {9, 30, 60}};
    PublicReleaseOptions options = town.options();
    options.themes.front().detail.wards_together = {"Ward 0", "Ward 1"};
    EXPECT_NO_THROW(static_cast<void>(public_release(town.internal(), options)));
    options.previous = {{.theme = "asb",
                         .period = "2026-01-01/2026-03-31",  // a part of the period: 8 or more
                         .part = "ward",
                         .name = "Ward 0",
                         .incidents = "10",
                         .hidden_below = 8},
                        {.theme = "asb",
                         .period = "2025-07-01/2026-06-30",  // all of it and more: up to 9
                         .part = "ward",
                         .name = "Ward 0",
                         .incidents = "*",
                         .hidden_below = 10}};
    EXPECT_THROW(static_cast<void>(public_release(town.internal(), options)), Error);
}

TEST(PublicRelease, RatesComeFromThePublishedNumber)
{
    const Town town{.by_ward = {58, 3, 0, 33}};
    const PublicRelease release = public_release(town.internal(), town.options());
    for (const Layer& layer : release.layers.layers) {
        if (layer.table.name == "wards_asb") {
            const std::size_t rate = layer.table.field_index("rate_published").value();
            EXPECT_EQ(value_text(layer.table.features[0].values[rate]), "12");  // 60 among 5,000, not 58
            EXPECT_EQ(value_text(layer.table.features[1].values[rate]), "");
            EXPECT_EQ(value_text(layer.table.features[2].values[rate]), "0");
        }
    }
}

TEST(PublicRelease, WithoutANameThatApprovesItThereIsNone)
{
    const Town town{.by_ward = {60, 20}};
    PublicReleaseOptions options = town.options();
    options.approved_by.clear();
    try {
        static_cast<void>(public_release(town.internal(), options));
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::disclosure);
    }
}

TEST(PublicRelease, WardsThatPinEachOtherAreRefused)
{
    // Eleven wards with one incident each: the total is told as 10, at most 12, so no ward can have more than 2.
    const Town town{.by_ward = std::vector<std::int64_t>(11, 1)};
    PublicReleaseOptions options = town.options();
    options.leave_out = {"months", "heat"};
    EXPECT_THROW(static_cast<void>(public_release(town.internal(), options)), Error);
    options.leave_out = {"wards", "months", "heat"};
    EXPECT_EQ(published(public_release(town.internal(), options).layers, "all"),
              std::vector<std::string>{"10"});
}

TEST(PublicRelease, OfAThemeUnderTheThresholdOnlyTheTotalIsTold)
{
    const Town town{.by_ward = {4, 3}};
    const PublicRelease release = public_release(town.internal(), town.options());
    EXPECT_EQ(published(release.layers, "all"), std::vector<std::string>{"*"});
    EXPECT_TRUE(published(release.layers, "ward").empty());
    EXPECT_EQ(release.notes.size(), 1U);
}

TEST(PublicRelease, SensitiveThemesAreLeftOutOrToldByQuarterAboveTen)
{
    const Town town{.by_ward = {9, 44}, .category = "Domestic abuse", .theme = "domestic"};
    PublicReleaseOptions options = town.options();
    options.themes.front().is_sensitive = true;
    EXPECT_TRUE(published(public_release(town.internal(), options).layers, "all").empty());
    options.publishes_sensitive = true;
    const PublicRelease release = public_release(town.internal(), options);
    EXPECT_EQ(published(release.layers, "ward"), (std::vector<std::string>{"*", "45"}));
    EXPECT_EQ(published(release.layers, "month").size(), 2U);
    for (const Layer& layer : release.layers.layers) {
        EXPECT_FALSE(layer.table.name.starts_with("heat_"));
    }
}

TEST(PublicRelease, IncidentsOfSensitiveCategoriesAreNotCountedInOtherThemes)
{
    const Town town{.by_ward = {60, 20}, .category = "Hate incident"};
    const PublicRelease release = public_release(town.internal(), town.options());
    EXPECT_EQ(published(release.layers, "all"), std::vector<std::string>{"0"});
    for (const char* name :
         {"VULNERABLE ADULT", "Domestic Abuse", "Sexual offences", "Rape", "Indecent exposure", "Stalking",
          "Forced marriage", "Hate incident", "Racially aggravated", "Transphobic abuse",
          "Antisemitic damage", "Modern slavery", "Child exploitation", "Honour based abuse", "Self-harm",
          "Missing Person", "Mental health", "Safeguarding", "Elder abuse"}) {
        EXPECT_TRUE(is_sensitive_name(name)) << name;
    }
    for (const char* name :
         {"ASB - Personal", "Drug Dealing/Use (suspected)", "Drugs - Trafficking", "Noise complaint",
          "Rowdy or Inconsiderate Behaviour", "Burglary - Residential", "Theft"}) {
        EXPECT_FALSE(is_sensitive_name(name)) << name;
    }
    for (const char* preset :
         {"asb", "drugs", "car_cruising"}) {  // else the public would be told nothing of them
        for (const std::string& category : preset_theme(preset).categories) {
            EXPECT_FALSE(is_sensitive_name(category)) << category;
        }
    }
    EXPECT_FALSE(is_sensitive_name("Vehicle Nuisance/Inappropriate Use"));
}

TEST(PublicRelease, ABlocksNumberHoldsNoIncidentOfASensitiveCategory)
{
    const Town town{.by_ward = {20, 60}};
    PublicReleaseOptions options = town.options();
    options.publishes_blocks = true;
    options.leave_out = {"heat"};
    const auto blocks_told = [&](std::size_t sensitive) {
        LayerSet internal = town.internal();
        FeatureTable& points = layer_of(internal, "incidents_asb").table;
        for (std::size_t i = 0; i < 20; ++i) {  // all those of ward 0 are of one block
            points.features[i].values[points.field_index("block_name").value()] = std::string("Brent Court");
            if (i < sensitive) {
                points.features[i].values[points.field_index("category").value()] =
                    std::string("Hate incident");
            }
        }
        TowerBlock block;
        block.name = "Brent Court";
        block.dwellings = 88;
        block.position = {520'500, 220'500};
        BlockRow row;
        row.count = 20;
        internal.layers.push_back(blocks_layer({&block, 1}, {&row, 1}, town.context()));
        return published(public_release(internal, options).layers, "block");
    };
    EXPECT_EQ(blocks_told(0), std::vector<std::string>{"20"});
    EXPECT_EQ(blocks_told(7), std::vector<std::string>{"15"});
    EXPECT_EQ(blocks_told(13), std::vector<std::string>{}) << "7 are left, too few to tell of";
}

TEST(PublicRelease, AnEarlierReleaseOfAShorterPeriodIsTakenIntoAccount)
{
    // The half-year's 8 to 12 in ward 1 hold the quarter's, told as 10 before: both stay three wide and more.
    const Town town{.by_ward = {60, 12}};
    PublicReleaseOptions options = town.options();
    options.leave_out = {"heat"};
    options.previous = {{.theme = "asb",
                         .period = "2026-01-01/2026-03-31",
                         .part = "ward",
                         .name = "Ward 1",
                         .incidents = "10"}};
    EXPECT_GE(public_release(town.internal(), options).narrowest, 3);
    // A whole year in which the ward was told as "*" could not hold them; a year's 10 leaves 8 to 12 as it is.
    options.previous = {{.theme = "asb",
                         .period = "2025-07-01/2026-06-30",
                         .part = "ward",
                         .name = "Ward 1",
                         .incidents = "10"}};
    EXPECT_EQ(public_release(town.internal(), options).narrowest, 5);
}

TEST(PublicRelease, AnEarlierReleaseOfRecordsThatWereCorrectedSinceDoesNotStopIt)
{
    const Town town{.by_ward = {60, 12}};
    PublicReleaseOptions options = town.options();
    options.leave_out = {"heat"};
    // A quarter of the half-year once had 40 in ward 1, which has 12 in all of it now.
    options.previous = {{.theme = "asb",
                         .period = "2026-01-01/2026-03-31",
                         .part = "ward",
                         .name = "Ward 1",
                         .incidents = "40"}};
    EXPECT_GE(public_release(town.internal(), options).narrowest, 3);
}

/// A number of theme "asb" that an earlier release told of a ward, or of several.
PublishedNumber earlier(std::string period, std::string name, std::string incidents,
                        std::int64_t hidden_below = 8)
{
    const bool is_sum = name.find(" + ") != std::string::npos;
    return {.theme = "asb",
            .period = std::move(period),
            .part = is_sum ? "wards together" : "ward",
            .name = std::move(name),
            .incidents = std::move(incidents),
            .hidden_below = hidden_below};
}
constexpr const char* quarter = "2026-01-01/2026-03-31";
constexpr const char* half_year = "2026-01-01/2026-06-30";
constexpr const char* whole_year = "2025-07-01/2026-06-30";

/// Whether the town's release is refused with that one before it.
bool is_refused(const Town& town, PublicReleaseOptions options, std::vector<PublishedNumber> previous)
{
    options.previous = std::move(previous);
    try {
        static_cast<void>(public_release(town.internal(), options));
        return false;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::disclosure);
        return true;
    }
}

TEST(PublicRelease, WardsAndTotalOfAShorterReleaseAddUpBesideTheMonthsOfThisOne)
{
    const Town town{.by_ward = {7, 20}};  // told as * and 20, 25 in all
    LayerSet internal = town.internal();
    FeatureTable& points = layer_of(internal, "incidents_asb").table;
    for (std::size_t i = 0; i < points.features.size(); ++i) {  // 1 and 18 until May; 8 in June, told as 10
        const bool is_in_june = (i > 0 && i < 7) || i >= 25;
        points.features[i].values[points.field_index("time").value()] =
            is_in_june ? std::string("2026-06-11") : "2026-0" + std::to_string(1 + i % 5) + "-11";
    }
    constexpr const char* until_may = "2026-01-01/2026-05-31";
    PublicReleaseOptions options = town.options();
    options.leave_out = {"heat"};
    options.previous = {earlier(until_may, "Ward 0", "*"), earlier(until_may, "Ward 1", "20")};
    options.previous.push_back(options.previous.front());
    options.previous.back().part = "all";
    options.previous.back().name.clear();
    options.previous.back().incidents = "20";
    // At most 27 in all less 8 in June are 19 until May; 18 or more of ward 1 leave 1 for ward 0.
    EXPECT_THROW(static_cast<void>(public_release(internal, options)), Error);
    PublicReleaseOptions without = options;
    without.previous.clear();
    EXPECT_NO_THROW(static_cast<void>(public_release(internal, without)));
    without = options;
    without.leave_out = {"heat", "months"};
    EXPECT_NO_THROW(static_cast<void>(public_release(internal, without)));
}

TEST(PublicRelease, OneContradictionBesideOnePinIsRefused)
{
    const Town town{.by_ward = {7, 7, 60}};
    const PublishedNumber pin = earlier(half_year, "Ward 0 + Ward 1", "15");
    const PublishedNumber contradiction = earlier(quarter, "Ward 2", "600");
    EXPECT_TRUE(is_refused(town, town.options(), {pin}));
    EXPECT_FALSE(is_refused(town, town.options(), {contradiction}));
    EXPECT_TRUE(is_refused(town, town.options(), {pin, contradiction}));
    EXPECT_TRUE(is_refused(town, town.options(), {contradiction, pin}));
}

TEST(PublicRelease, APinIsFoundAmongAnyNumberOfContradictions)
{
    const Town town{.by_ward = {7, 7, 60}};
    std::vector<PublishedNumber> previous;
    for (int i = 0; i < 100; ++i) {
        previous.push_back(earlier(quarter, "Ward " + std::to_string(i % 3), std::to_string(500 + 5 * i)));
    }
    EXPECT_FALSE(is_refused(town, town.options(), previous));
    previous.insert(previous.begin() + 61, earlier(half_year, "Ward 0 + Ward 1", "15"));
    EXPECT_TRUE(is_refused(town, town.options(), previous));
}

TEST(PublicRelease, AWrongNumberThatWouldBePossibleDoesNotHideAPin)
{
    const Town town{.by_ward = {13, 28, 0, 60}};  // three wards told as 40 together, 38 to 42
    PublicReleaseOptions options = town.options();
    options.leave_out = {"heat"};
    options.themes.front().detail.wards_together = {"Ward 0", "Ward 1", "Ward 2"};
    const PublishedNumber of_ward_0 = earlier(quarter, "Ward 0", "15");  // 13 or more
    const PublishedNumber of_ward_1 = earlier(quarter, "Ward 1", "30");  // 28 or more
    const PublishedNumber wrong = earlier(quarter, "Ward 2", "10");      // 8 or more, where there is none now
    EXPECT_TRUE(is_refused(town, options, {of_ward_0, of_ward_1})) << "ward 2 has 0 or 1";
    // The wrong one fits beside each of the others, not beside both.
    EXPECT_FALSE(is_refused(town, options, {wrong, of_ward_0}));
    EXPECT_FALSE(is_refused(town, options, {wrong, of_ward_1}));
    EXPECT_TRUE(is_refused(town, options, {wrong, of_ward_0, of_ward_1}));
    EXPECT_TRUE(is_refused(town, options, {of_ward_0, wrong, of_ward_1}));
}

TEST(PublicRelease, EachEarlierNumberThatIsPossibleIsJudgedThoughAnotherOneContradictsIt)
{
    const Town town{.by_ward = {20, 30, 60}};
    PublicReleaseOptions options = town.options();
    options.leave_out = {"heat"};
    options.themes.front().detail.wards_together = {"Ward 0", "Ward 1"};  // 50, 48 to 52
    const PublishedNumber most = earlier(whole_year, "Ward 0", "20");     // up to 22
    // 47 or more: at most 5 are left for ward 1. Nobody outside knows which of the two is wrong.
    const PublishedNumber least = earlier(quarter, "Ward 0", "50");
    EXPECT_FALSE(is_refused(town, options, {most}));
    options.previous = {most, least};
    const PublicRelease release = public_release(town.internal(), options);
    EXPECT_EQ(release.put_together, std::vector<std::size_t>{0});
    EXPECT_EQ(release.contradicting, std::vector<std::size_t>{1});
    EXPECT_EQ(release.narrowest, 5) << "as the second alone would have it";
}

TEST(PublicRelease, APinOfEarlierNumbersThatOnlyANumberBeforeThemContradictsIsRefused)
{
    const Town town{.by_ward = {20, 15, 10, 5, 60}};
    PublicReleaseOptions options = town.options();
    options.leave_out = {"heat"};
    options.themes.front().detail.wards_together = {"Ward 0", "Ward 1", "Ward 2", "Ward 3"};  // 48 to 52
    std::vector<PublishedNumber> previous = {earlier(quarter, "Ward 1", "*"), earlier(quarter, "Ward 2", "*"),
                                             earlier(quarter, "Ward 3", "*")};
    EXPECT_FALSE(is_refused(town, options, previous));
    previous.insert(previous.begin(), earlier(whole_year, "Ward 0", "20"));  // up to 22
    EXPECT_FALSE(is_refused(town, options, previous));
    previous.push_back(earlier(quarter, "Ward 0", "50"));  // 48 or more, so 1 or 2 of each other ward
    EXPECT_TRUE(is_refused(town, options, previous)) << "whoever holds both cannot see which is wrong";
}

TEST(PublicRelease, SaysWhichEarlierNumbersWerePutTogetherAndWhichContradict)
{
    const Town town{.by_ward = {60, 12, 30}};
    PublicReleaseOptions options = town.options();
    options.leave_out = {"heat"};
    options.previous = {earlier(quarter, "Ward 2", "600"),
                        earlier(half_year, "Ward 0", "60"),
                        earlier(half_year, "Ward 9", "60"),                // no such ward
                        earlier("2025-07-01/2025-12-31", "Ward 0", "60"),  // no day is counted twice
                        earlier(half_year, "Ward 1", "0"),
                        earlier(quarter, "Ward 1", "10")};
    const PublicRelease release = public_release(town.internal(), options);
    EXPECT_EQ(release.put_together, (std::vector<std::size_t>{1, 5}));
    EXPECT_EQ(release.contradicting, (std::vector<std::size_t>{0, 4}));
}

TEST(PublicRelease, WardsOfOneNameAreToldApart)
{
    const Town town{.by_ward = {60, 30}};
    LayerSet internal = town.internal();
    for (Layer& layer : internal.layers) {
        if (layer.table.name == "wards_asb") {
            for (Feature& ward : layer.table.features) {
                ward.values[layer.table.field_index("ward_name").value()] = std::string("Central");
            }
        }
    }
    const PublicRelease release = public_release(internal, town.options());
    EXPECT_EQ(published(release.layers, "ward"), (std::vector<std::string>{"60", "30"}));
}

TEST(PublicRelease, AnOutlineAroundTheIncidentsIsNotPublished)
{
    const Town town{.by_ward = {60, 30}};
    PublicReleaseOptions options = town.options();
    options.leave_out = {"boundary"};
    for (const Layer& layer : public_release(town.internal(), options).layers.layers) {
        EXPECT_NE(layer.table.name, "boundary");
    }
}

}  // namespace
}  // namespace wardmap
