#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "wardmap/incident.hpp"

namespace wardmap {

/// The text columns that a rule may look in.
enum class RuleColumn { category, notes, location };

/// Words and phrases looked for as whole words, without regard to case, accents or punctuation.
struct PhraseRule {
    std::vector<std::string> phrases;
    std::vector<RuleColumn> columns = {RuleColumn::category, RuleColumn::notes};
};

/// What makes an incident one of a theme: its category is one of `categories` (whole text, without
/// regard to case) or a phrase of `any` occurs; and no category of `except_categories` and no phrase
/// of `except` does.
struct ThemeRule {
    std::string id;     ///< [a-z0-9_]+, used in layer and file names
    std::string title;  ///< what people read
    std::vector<std::string> categories;
    PhraseRule any;
    std::vector<std::string> except_categories;
    PhraseRule except;
    bool may_be_empty = false;  ///< no row of the files belonging to it is no fault
};

/// Ready rules for "asb", "drugs" and "car_cruising": police.uk crime types, headings of the National
/// Standard for Incident Recording, and plain words. Throws Error (usage) for another id.
[[nodiscard]] ThemeRule preset_theme(const std::string& id);

/// Bit t is set when the incident belongs to theme t. An incident may be in several themes or none.
using ThemeMask = std::uint64_t;
inline constexpr std::size_t max_themes = 64;

/// One mask per record, in order. At most 64 rules.
[[nodiscard]] std::vector<ThemeMask> classify(std::span<const IncidentRecord> records,
                                              std::span<const ThemeRule> rules);

}  // namespace wardmap
