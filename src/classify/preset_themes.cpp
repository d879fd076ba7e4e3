#include <fmt/format.h>

#include <array>
#include <span>
#include <string_view>

#include "wardmap/classify.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

using Texts = std::span<const std::string_view>;

/// The thirteen headings of anti-social behaviour of the National Standard for Incident Recording 2011
/// (chapter 2.2), but for vehicle nuisance, as forces and councils spell them.
constexpr std::array<std::string_view, 33> asb_categories = {"Anti-social behaviour",
                                                             "ASB",
                                                             "ASB Personal",
                                                             "ASB Nuisance",
                                                             "ASB Environmental",
                                                             "Vehicle Abandoned",
                                                             "Vehicle Abandoned (not stolen)",
                                                             "Abandoned vehicle",
                                                             "Rowdy or Inconsiderate Behaviour",
                                                             "Rowdy/Inconsiderate Behaviour",
                                                             "Rowdy/Nuisance Neighbours",
                                                             "Rowdy or Nuisance Neighbours",
                                                             "Nuisance Neighbours",
                                                             "Neighbour nuisance",
                                                             "Littering/Drug Paraphernalia",
                                                             "Littering/Drugs Paraphernalia",
                                                             "Littering",
                                                             "Animal Problems",
                                                             "Trespass",
                                                             "Malicious/Nuisance Communications",
                                                             "Nuisance Communications",
                                                             "Street Drinking",
                                                             "Prostitution-Related Activity",
                                                             "Prostitution",
                                                             "Noise",
                                                             "Nuisance Noise",
                                                             "Noise Nuisance",
                                                             "Noise complaint",
                                                             "Begging/Vagrancy",
                                                             "Begging",
                                                             "Vagrancy",
                                                             "Fireworks",
                                                             "Inappropriate Use of Fireworks"};

constexpr std::array<std::string_view, 21> asb_phrases = {"anti social behaviour",
                                                          "antisocial behaviour",
                                                          "asb",
                                                          "rowdy",
                                                          "inconsiderate behaviour",
                                                          "noise nuisance",
                                                          "noise complaint",
                                                          "loud music",
                                                          "loud party",
                                                          "shouting and swearing",
                                                          "street drinking",
                                                          "street drinkers",
                                                          "nuisance neighbour",
                                                          "nuisance neighbours",
                                                          "nuisance youths",
                                                          "youths causing",
                                                          "causing a nuisance",
                                                          "causing nuisance",
                                                          "begging",
                                                          "throwing fireworks",
                                                          "letting off fireworks"};

/// Vehicle nuisance is a heading of anti-social behaviour too, but is counted under car cruising.
constexpr std::array<std::string_view, 8> vehicle_nuisance_phrases = {"vehicle nuisance",
                                                                      "nuisance vehicle",
                                                                      "nuisance vehicles",
                                                                      "inappropriate vehicle use",
                                                                      "inappropriate use of vehicle",
                                                                      "inappropriate use of vehicles",
                                                                      "car cruising",
                                                                      "car cruise"};

constexpr std::array<std::string_view, 4> drugs_categories = {"Drugs", "Drug offences", "Possession of drugs",
                                                              "Trafficking of drugs"};

constexpr std::array<std::string_view, 25> drugs_phrases = {
    "drug",         "drugs",         "cannabis",    "heroin",       "cocaine",           "crack cocaine",
    "ketamine",     "mdma",          "amphetamine", "amphetamines", "smell of weed",     "smelling weed",
    "smoking weed", "smoking spice", "dealing in",  "dealing from", "suspected dealing", "syringe",
    "syringes",     "needles",       "cuckooing",   "cuckooed",     "county lines",      "nitrous oxide",
    "laughing gas"};

constexpr std::array<std::string_view, 4> car_cruising_categories = {
    "Vehicle Nuisance/Inappropriate Use", "Vehicle Nuisance/Inappropriate Vehicle Use", "Vehicle Nuisance",
    "Car cruising"};

constexpr std::array<std::string_view, 35> car_cruising_phrases = {
    "vehicle nuisance",   "inappropriate vehicle use",
    "car cruise",         "car cruises",
    "car cruising",       "car cruisers",
    "cruising",           "car meet",
    "car meets",          "car meeting",
    "boy racer",          "boy racers",
    "street racing",      "racing cars",
    "cars racing",        "racing each other",
    "racing up and down", "wheel spin",
    "wheel spins",        "wheel spinning",
    "wheelspin",          "wheelspins",
    "wheelspinning",      "doing doughnuts",
    "doing donuts",       "drifting",
    "handbrake turn",     "handbrake turns",
    "burnouts",           "revving",
    "engines revving",    "loud exhaust",
    "loud exhausts",      "modified car",
    "modified cars"};

ThemeRule theme_of(const std::string& id, const std::string& title, Texts categories, Texts phrases)
{
    ThemeRule theme{.id = id, .title = title};
    theme.categories.assign(categories.begin(), categories.end());
    theme.any.phrases.assign(phrases.begin(), phrases.end());
    return theme;
}

}  // namespace

ThemeRule preset_theme(const std::string& id)
{
    if (id == "asb") {
        ThemeRule theme = theme_of(id, "Anti-social behaviour", asb_categories, asb_phrases);
        theme.except.phrases.assign(vehicle_nuisance_phrases.begin(), vehicle_nuisance_phrases.end());
        theme.except.columns = {RuleColumn::category};
        return theme;
    }
    if (id == "drugs") {
        return theme_of(id, "Drugs", drugs_categories, drugs_phrases);
    }
    if (id == "car_cruising") {
        return theme_of(id, "Car cruising", car_cruising_categories, car_cruising_phrases);
    }
    throw Error(ErrorKind::usage, "themes", fmt::format("\"{}\" is not a ready theme", id),
                "Use asb, drugs or car_cruising, or state the rules of the theme");
}

}  // namespace wardmap
