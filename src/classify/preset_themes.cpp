#include <fmt/format.h>

#include "wardmap/classify.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

// The thirteen headings of anti-social behaviour are those of the National Standard for Incident
// Recording 2011 (chapter 2.2), as the Metropolitan Police list them; forces spell them in several ways.

ThemeRule asb_theme()
{
    ThemeRule theme{.id = "asb", .title = "Anti-social behaviour"};
    theme.categories = {"Anti-social behaviour",
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
    theme.any.phrases = {"anti social behaviour",
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
    // Vehicle nuisance is a heading of anti-social behaviour too, but is counted under car cruising.
    theme.except = {.phrases = {"vehicle nuisance", "nuisance vehicle", "nuisance vehicles",
                                "inappropriate vehicle use", "inappropriate use of vehicle",
                                "inappropriate use of vehicles", "car cruising", "car cruise"},
                    .columns = {RuleColumn::category}};
    return theme;
}

ThemeRule drugs_theme()
{
    ThemeRule theme{.id = "drugs", .title = "Drugs"};
    theme.categories = {"Drugs", "Drug offences", "Possession of drugs", "Trafficking of drugs"};
    theme.any.phrases = {
        "drug",         "drugs",         "cannabis",    "heroin",       "cocaine",           "crack cocaine",
        "ketamine",     "mdma",          "amphetamine", "amphetamines", "smell of weed",     "smelling weed",
        "smoking weed", "smoking spice", "dealing in",  "dealing from", "suspected dealing", "syringe",
        "syringes",     "needles",       "cuckooing",   "cuckooed",     "county lines",      "nitrous oxide",
        "laughing gas"};
    return theme;
}

ThemeRule car_cruising_theme()
{
    ThemeRule theme{.id = "car_cruising", .title = "Car cruising"};
    theme.categories = {"Vehicle Nuisance/Inappropriate Use", "Vehicle Nuisance/Inappropriate Vehicle Use",
                        "Vehicle Nuisance", "Car cruising"};
    theme.any.phrases = {"vehicle nuisance",   "inappropriate vehicle use",
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
    return theme;
}

}  // namespace

ThemeRule preset_theme(const std::string& id)
{
    if (id == "asb") {
        return asb_theme();
    }
    if (id == "drugs") {
        return drugs_theme();
    }
    if (id == "car_cruising") {
        return car_cruising_theme();
    }
    throw Error(ErrorKind::usage, "themes", fmt::format("\"{}\" is not a ready theme", id),
                "Use asb, drugs or car_cruising, or state the rules of the theme");
}

}  // namespace wardmap
