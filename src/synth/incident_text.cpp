#include "incident_text.hpp"

#include <array>
#include <span>
#include <string_view>

namespace wardmap::synth {

namespace {

using Texts = std::span<const std::string_view>;

/// The words of one theme. `telling` notes name the theme so that no category is needed.
struct Vocabulary {
    Texts categories;
    Texts notes;
    Texts telling;
};

constexpr std::array<std::string_view, 8> asb_categories{"ASB - Nuisance",
                                                         "ASB - Nuisance",
                                                         "ASB - Personal",
                                                         "ASB - Environmental",
                                                         "Rowdy or Inconsiderate Behaviour",
                                                         "Noise complaint",
                                                         "Neighbour nuisance",
                                                         "Anti-social behaviour"};
constexpr std::array<std::string_view, 10> asb_notes{
    "Large group shouting and banging on doors",  "Loud music since early evening, third time this week",
    "Youths throwing stones at passing buses",    "Group drinking on the stairs and being abusive",
    "Bins kicked over, eggs thrown at windows",   "Ball games against garage doors until late",
    "Neighbour shouting through the wall",        "Fireworks set off in the street",
    "Rowdy party, people spilling into the road", "Group gathering by the entrance, residents intimidated"};
constexpr std::array<std::string_view, 4> asb_telling{
    "Ongoing ASB, group of youths shouting abuse at residents",
    "Anti-social behaviour again, rowdy group by the doors",
    "Reports anti-social behaviour: drunken shouting and fighting",
    "ASB, loud music and threats from a neighbour"};

constexpr std::array<std::string_view, 5> drugs_categories{"Drug Dealing/Use (suspected)",
                                                           "Drug Dealing/Use (suspected)",
                                                           "Drugs - Possession", "Drug activity", "Drugs"};
constexpr std::array<std::string_view, 7> drugs_notes{
    "Smell of cannabis from the stairwell",
    "Suspected drug dealing from a parked car",
    "Needles found by the bin store",
    "People coming and going at all hours, exchanging small packages",
    "Two people smoking cannabis by the entrance",
    "Drug paraphernalia left in the underpass",
    "Quick handovers to people waiting on bicycles"};
constexpr std::array<std::string_view, 4> drugs_telling{
    "Strong smell of cannabis every evening", "Suspected drug dealing outside, several cars stopping",
    "Caller believes that drugs are being sold here", "Drug dealing again, needles on the grass"};

constexpr std::array<std::string_view, 4> cruising_categories{"Vehicle Nuisance/Inappropriate Use",
                                                              "Vehicle Nuisance/Inappropriate Use",
                                                              "Vehicle nuisance", "Car cruising"};
constexpr std::array<std::string_view, 7> cruising_notes{
    "About thirty cars racing round the car park", "Car meet with spectators, engines revving",
    "Cars doing laps of the dual carriageway",     "Modified cars doing doughnuts",
    "Loud exhausts and racing since nine",         "Convoy of cars at speed, horns and wheel spins",
    "Car cruise advertised online, crowd forming"};
constexpr std::array<std::string_view, 4> cruising_telling{
    "Car cruise in progress, street racing", "Car meet again, racing and wheel spins",
    "Car cruising, dozens of modified cars", "Boy racers, street racing up and down"};

constexpr std::array<std::string_view, 8> other_categories{"Theft",
                                                           "Burglary - Residential",
                                                           "Criminal Damage",
                                                           "Concern for Safety",
                                                           "Road Traffic Collision",
                                                           "Lost property",
                                                           "Alarm activation",
                                                           "Missing Person"};
constexpr std::array<std::string_view, 8> other_notes{
    "Bicycle taken from the shed",        "Window forced, tidy search",
    "Wing mirror broken on a parked car", "Neighbour has not been seen for days",
    "Two vehicles, no injuries",          "Purse handed in",
    "Alarm sounding, no sign of entry",   "Parcel stolen from the doorstep"};

constexpr std::array<std::string_view, 4> wrong_categories{"Theft", "Concern for Safety", "Other",
                                                           "Miscellaneous"};

Vocabulary vocabulary_of(Theme theme)
{
    switch (theme) {
        case Theme::asb:
            return {asb_categories, asb_notes, asb_telling};
        case Theme::drugs:
            return {drugs_categories, drugs_notes, drugs_telling};
        case Theme::car_cruising:
            return {cruising_categories, cruising_notes, cruising_telling};
        case Theme::other:
            break;
    }
    return {other_categories, other_notes, other_notes};
}

}  // namespace

IncidentText write_incident(Theme theme, Random& random)
{
    const Vocabulary words = vocabulary_of(theme);
    const double kind = random.unit();
    if (kind < 0.04) {
        return {"", std::string(random.pick(words.telling))};
    }
    if (kind < 0.08 && theme != Theme::other) {
        return {std::string(random.pick(wrong_categories)), std::string(random.pick(words.telling))};
    }
    const std::size_t category = random.below(static_cast<std::uint32_t>(words.categories.size()));
    const std::size_t notes = random.below(static_cast<std::uint32_t>(words.notes.size()));
    const bool has_notes = !random.chance(0.2);
    // Those of the other incidents go in pairs: nobody notes a mirror under "Alarm activation".
    const std::size_t chosen = theme == Theme::other ? category : notes;
    return {std::string(words.categories[category]), has_notes ? std::string(words.notes[chosen]) : ""};
}

}  // namespace wardmap::synth
