#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "wardmap/incident.hpp"

namespace wardmap {

/// The text columns that a rule may look in.
enum class RuleColumn { category, notes, location };

/// Words and phrases looked for as whole words, without regard to case, accents or punctuation:
/// "anti-social" is found in "ANTI SOCIAL", "noise" not in "noisette". Apostrophes count for nothing.
struct PhraseRule {
    std::vector<std::string> phrases = {};
    std::vector<RuleColumn> columns = {RuleColumn::category, RuleColumn::notes};
};

/// What makes an incident one of a theme: its category is one of `categories` (whole text, compared
/// as words are) or a phrase of `any` occurs; and no category of `except_categories` and no phrase
/// of `except` does.
struct ThemeRule {
    std::string id = {};     ///< [a-z0-9_]+, used in layer and file names
    std::string title = {};  ///< what people read
    std::vector<std::string> categories = {};
    PhraseRule any = {};
    std::vector<std::string> except_categories = {};
    PhraseRule except = {};
    bool may_be_empty = false;  ///< no row of the files belonging to it is no fault
};

/// Ready rules, each in a sentence that a meeting can be told:
///   "asb"           recorded under a heading of anti-social behaviour other than vehicle nuisance
///                   (police.uk's own, or the National Standard for Incident Recording's), or described
///                   in such words
///   "drugs"         recorded as a matter of drugs, or drugs or their paraphernalia are mentioned
///   "car_cruising"  recorded as vehicle nuisance or inappropriate use, or cruising, racing and the
///                   like are mentioned
/// Themes overlap where an incident is of both kinds ("Littering/Drug Paraphernalia" is asb and drugs;
/// a noise complaint whose notes tell of racing is asb and car_cruising), so theme counts do not add up
/// to the number of incidents. Throws Error (usage) for another id.
[[nodiscard]] ThemeRule preset_theme(const std::string& id);

/// Bit t is set when the incident belongs to theme t. An incident may be in several themes or none.
using ThemeMask = std::uint64_t;
inline constexpr std::size_t max_themes = 64;

/// One mask per record, in order. Cost: one walk over the text of each record, whatever the number of
/// phrases. Throws Error (usage): more than 64 rules, a rule that nothing can satisfy, a phrase or
/// category without a word.
[[nodiscard]] std::vector<ThemeMask> classify(std::span<const IncidentRecord> records,
                                              std::span<const ThemeRule> rules);

}  // namespace wardmap
