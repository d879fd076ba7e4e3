#include "wardmap/classify.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "plain_words.hpp"
#include "wardmap/error.hpp"

namespace wardmap {
namespace {

std::string words_of(std::string_view text)
{
    std::string words;
    plain_words(text, words);
    return words;
}

IncidentRecord record_of(const std::string& category, const std::string& notes = "",
                         const std::string& location = "")
{
    IncidentRecord record;
    record.category = category;
    record.notes = notes;
    record.location = location;
    return record;
}

const std::vector<ThemeRule>& presets()
{
    static const std::vector<ThemeRule> rules = {preset_theme("asb"), preset_theme("drugs"),
                                                 preset_theme("car_cruising")};
    return rules;
}

/// "asb drugs": the ready themes of one incident.
std::string themes_of(const std::string& category, const std::string& notes = "")
{
    const IncidentRecord record = record_of(category, notes);
    const ThemeMask mask = classify({&record, 1}, presets()).front();
    std::string text;
    for (std::size_t t = 0; t < presets().size(); ++t) {
        if ((mask >> t & 1U) != 0) {
            text += (text.empty() ? "" : " ") + presets()[t].id;
        }
    }
    return text;
}

bool is_in(const IncidentRecord& record, const ThemeRule& rule)
{
    return classify({&record, 1}, {&rule, 1}).front() == 1;
}

TEST(PlainWords, CaseAccentsPunctuationAndBlanksCountForNothing)
{
    EXPECT_EQ(words_of("  Anti-Social   BEHAVIOUR!! "), "anti social behaviour");
    EXPECT_EQ(words_of("Caf\xC3\xA9 \xC3\x89t\xC3\xA9, na\xC3\xAFve \xC5\x81\xC3\xB3"
                       "d\xC5\xBA"),
              "cafe ete naive lodz");
    EXPECT_EQ(words_of("cafe\xCC\x81"), "cafe");
    EXPECT_EQ(words_of("neighbour's neighbour\xE2\x80\x99s"), "neighbours neighbours");
    EXPECT_EQ(words_of("drugs\xE2\x80\x94"
                       "dealing\xC2\xA0now"),
              "drugs dealing now");
    EXPECT_EQ(words_of("Stra\xC3\x9F"
                       "e \xC3\x86on"),
              "strasse aeon");
    EXPECT_EQ(words_of("\xD0\xB4\xD0\xBE\xD0\xBC 7"), "\xD0\xB4\xD0\xBE\xD0\xBC 7");
    EXPECT_EQ(words_of(" -!- "), "");
}

RC_GTEST_PROP(PlainWords, PlainWordsOfPlainWordsAreThemselves, ())
{
    const std::vector<std::string> characters = {"a",
                                                 "B",
                                                 "7",
                                                 " ",
                                                 "-",
                                                 "'",
                                                 "\xC3\x89",
                                                 "\xC2\xA0",
                                                 "\xE2\x80\x99",
                                                 "\xCC\x81",
                                                 "\n",
                                                 "\xC3\x86",
                                                 "\xD0\xB4",
                                                 "\xE2\x82\xAC",
                                                 "\xF0\x9F\x9A\x97"};
    std::string text;
    for (const auto& character :
         *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(characters))) {
        text += character;
    }
    const std::string once = words_of(text);
    RC_ASSERT(words_of(once) == once);
    RC_ASSERT(once.find("  ") == std::string::npos);
}

RC_GTEST_PROP(PlainWords, AnyBytesAreReadWithoutACrash, (const std::string& bytes)) { (void)words_of(bytes); }

TEST(Classify, PhrasesAreWholeWords)
{
    const ThemeRule rule{.id = "t", .any = {.phrases = {"noise", "loud music"}}};
    EXPECT_TRUE(is_in(record_of("Noise"), rule));
    EXPECT_TRUE(is_in(record_of("", "very LOUD,\nmusic!"), rule));
    EXPECT_TRUE(is_in(record_of("", "loud loud music"), rule));
    EXPECT_FALSE(is_in(record_of("", "noisette"), rule));
    EXPECT_FALSE(is_in(record_of("", "loud musicians"), rule));
    EXPECT_FALSE(is_in(record_of("", "loud", "music"), rule)) << "a phrase does not run over columns";
    EXPECT_FALSE(is_in(record_of("", "", "noise"), rule)) << "the location is not looked in unless asked for";
}

TEST(Classify, CategoriesAreWholeTexts)
{
    const ThemeRule rule{.id = "t", .categories = {"Street Drinking"}};
    EXPECT_TRUE(is_in(record_of("STREET-DRINKING"), rule));
    EXPECT_FALSE(is_in(record_of("Street drinking and noise"), rule));
    EXPECT_FALSE(is_in(record_of("", "street drinking"), rule));
}

TEST(Classify, AnExceptionWins)
{
    const ThemeRule rule{.id = "t",
                         .categories = {"ASB"},
                         .any = {.phrases = {"noise"}},
                         .except_categories = {"Noise at sea"},
                         .except = {.phrases = {"test call"}, .columns = {RuleColumn::notes}}};
    EXPECT_TRUE(is_in(record_of("ASB", "noise"), rule));
    EXPECT_FALSE(is_in(record_of("ASB", "a test call"), rule));
    EXPECT_FALSE(is_in(record_of("noise at sea"), rule));
    EXPECT_TRUE(
        is_in(record_of("ASB test call"), {.id = "t", .any = {.phrases = {"asb"}}, .except = rule.except}));
}

TEST(Classify, RulesThatNothingCanSatisfyAreErrors)
{
    const IncidentRecord record = record_of("x");
    for (const ThemeRule& rule : {ThemeRule{.id = "t"}, ThemeRule{.id = "t", .categories = {"--"}},
                                  ThemeRule{.id = "t", .any = {.phrases = {""}}}}) {
        EXPECT_THROW((void)classify({&record, 1}, {&rule, 1}), Error);
    }
    const std::vector<ThemeRule> many(65, ThemeRule{.id = "t", .categories = {"x"}});
    EXPECT_THROW((void)classify({&record, 1}, many), Error);
    EXPECT_EQ(classify({&record, 1}, std::span(many).first(64)).front(), ~ThemeMask{0});
}

TEST(Presets, PoliceUkCrimeTypes)
{
    EXPECT_EQ(themes_of("Anti-social behaviour"), "asb");
    EXPECT_EQ(themes_of("Drugs"), "drugs");
    for (const char* const other :
         {"Burglary", "Violence and sexual offences", "Shoplifting", "Vehicle crime", "Public order",
          "Criminal damage and arson", "Other crime", "Other theft", "Possession of weapons", "Robbery",
          "Bicycle theft", "Theft from the person"}) {
        EXPECT_EQ(themes_of(other), "") << other;
    }
}

TEST(Presets, TheThirteenHeadingsOfTheNationalStandard)
{
    EXPECT_EQ(themes_of("Vehicle Nuisance/inappropriate use"), "car_cruising");
    EXPECT_EQ(themes_of("Littering/Drug Paraphernalia"), "asb drugs");
    for (const char* const heading :
         {"Vehicle Abandoned (not stolen)", "Rowdy or Inconsiderate Behaviour", "Rowdy/Nuisance Neighbours",
          "Animal Problems", "Trespass", "Malicious/Nuisance Communications", "Street Drinking",
          "Prostitution-Related Activity", "Noise", "Begging / Vagrancy", "Fireworks"}) {
        EXPECT_EQ(themes_of(heading), "asb") << heading;
    }
    for (const char* const qualified :
         {"ASB - Personal", "ASB - Nuisance", "ASB - Environmental", "Noise complaint"}) {
        EXPECT_EQ(themes_of(qualified), "asb") << qualified;
    }
}

TEST(Presets, ASpellingOfVehicleNuisanceIsCarCruisingAndNotAsb)
{
    EXPECT_EQ(themes_of("ASB - Vehicle Nuisance"), "car_cruising");
    EXPECT_EQ(themes_of("Vehicle Nuisance/Inappropriate Use", "asb again, cars racing"), "car_cruising");
}

TEST(Presets, NotesTellTheThemeWhereTheCategoryIsBlank)
{
    EXPECT_EQ(themes_of("", "Loud music until 3am"), "asb");
    EXPECT_EQ(themes_of("", "strong smell of CANNABIS in stairwell"), "drugs");
    EXPECT_EQ(themes_of("Drug Dealing/Use (suspected)"), "drugs");
    EXPECT_EQ(themes_of("", "Boy-racers doing doughnuts"), "car_cruising");
    EXPECT_EQ(themes_of("Noise complaint", "car meet, engines revving"), "asb car_cruising");
    EXPECT_EQ(themes_of("", "Car cruise in progress, street racing"), "car_cruising");
    EXPECT_EQ(themes_of("Miscellaneous", "Ongoing ASB, group of youths shouting abuse"), "asb");
    EXPECT_EQ(themes_of("Theft", "Caller believes that drugs are being sold here"), "drugs");
    EXPECT_EQ(themes_of("Lost property", "umbrella"), "");
}

/// The obvious twin: pads both with blanks and searches every phrase.
bool naive_is_in(const IncidentRecord& record, const ThemeRule& rule)
{
    const auto occurs = [&](const PhraseRule& phrases) {
        return std::any_of(phrases.columns.begin(), phrases.columns.end(), [&](RuleColumn column) {
            const std::string& text = column == RuleColumn::category ? record.category
                                      : column == RuleColumn::notes  ? record.notes
                                                                     : record.location;
            const std::string padded = " " + words_of(text) + " ";
            return std::any_of(phrases.phrases.begin(), phrases.phrases.end(),
                               [&](const std::string& phrase) {
                                   return padded.find(" " + words_of(phrase) + " ") != std::string::npos;
                               });
        });
    };
    const auto is_one_of = [&](const std::vector<std::string>& categories) {
        return std::any_of(categories.begin(), categories.end(), [&](const std::string& name) {
            return words_of(name) == words_of(record.category);
        });
    };
    return (is_one_of(rule.categories) || occurs(rule.any)) &&
           !(is_one_of(rule.except_categories) || occurs(rule.except));
}

rc::Gen<std::string> any_text()
{
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
                            std::vector<std::string>{"a", "A-b", "b", "ab", "c", " ", "!", "b c"})),
                        [](const std::vector<std::string>& parts) {
                            std::string text;
                            for (const std::string& part : parts) {
                                text += part + " ";
                            }
                            return text;
                        });
}

RC_GTEST_PROP(Classify, EqualsTheNaiveSearchOfEveryPhrase, ())
{
    const auto record = record_of(*any_text(), *any_text(), *any_text());
    const auto pick = [] {
        return *rc::gen::container<std::vector<std::string>>(
            rc::gen::elementOf(std::vector<std::string>{"a", "b", "a b", "b c", "c a b", "ab"}));
    };
    ThemeRule rule{.id = "t", .categories = pick(), .any = {.phrases = pick()}};
    rule.categories.emplace_back("b");
    rule.except_categories = pick();
    rule.except = {.phrases = pick(), .columns = {RuleColumn::location}};
    RC_ASSERT(is_in(record, rule) == naive_is_in(record, rule));
}

}  // namespace
}  // namespace wardmap
