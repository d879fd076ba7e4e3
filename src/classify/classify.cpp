#include "wardmap/classify.hpp"

#include <fmt/format.h>

#include "phrase_index.hpp"
#include "plain_words.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

constexpr std::size_t column_count = 3;  // of RuleColumn

/// The rules of all themes, ready for looking up texts.
class Classifier {
public:
    explicit Classifier(std::span<const ThemeRule> rules)
    {
        if (rules.size() > max_themes) {
            throw Error(ErrorKind::usage, "themes", fmt::format("there are {} themes", rules.size()),
                        fmt::format("At most {} are possible", max_themes));
        }
        for (std::size_t t = 0; t < rules.size(); ++t) {
            const ThemeMask bit = ThemeMask{1} << t;
            add(rules[t], {bit, 0}, {0, bit});
        }
    }

    [[nodiscard]] ThemeMask themes_of(const IncidentRecord& record)
    {
        ThemeHits hits = category_hits(record.category);
        hits.add(text_hits(record.notes, RuleColumn::notes));
        hits.add(text_hits(record.location, RuleColumn::location));
        return hits.any & ~hits.except;
    }

private:
    void add(const ThemeRule& rule, const ThemeHits& any, const ThemeHits& except)
    {
        if (rule.categories.empty() && rule.any.phrases.empty()) {
            throw Error(ErrorKind::usage, "themes, " + rule.id, "it has neither categories nor phrases",
                        "State which categories or words make an incident one of this theme");
        }
        add_categories(rule, rule.categories, any);
        add_categories(rule, rule.except_categories, except);
        add_phrases(rule, rule.any, any);
        add_phrases(rule, rule.except, except);
    }

    void add_categories(const ThemeRule& rule, const std::vector<std::string>& categories,
                        const ThemeHits& hits)
    {
        for (const std::string& category : categories) {
            m_categories[words_of(rule, category)].add(hits);
        }
    }

    void add_phrases(const ThemeRule& rule, const PhraseRule& phrases, const ThemeHits& hits)
    {
        for (const std::string& phrase : phrases.phrases) {
            for (const RuleColumn column : phrases.columns) {
                index(column).add(words_of(rule, phrase), hits);
            }
        }
    }

    [[nodiscard]] static std::string words_of(const ThemeRule& rule, const std::string& text)
    {
        std::string words;
        plain_words(text, words);
        if (words.empty()) {
            throw Error(ErrorKind::usage, "themes, " + rule.id, fmt::format("\"{}\" holds no word", text),
                        "Take it out, or write the words to look for");
        }
        return words;
    }

    [[nodiscard]] PhraseIndex& index(RuleColumn column)
    {
        return m_phrases[static_cast<std::size_t>(column)];
    }

    [[nodiscard]] ThemeHits text_hits(std::string_view text, RuleColumn column)
    {
        const PhraseIndex& phrases = index(column);
        if (phrases.empty() || text.empty()) {
            return {};
        }
        plain_words(text, m_words);
        return phrases.find(m_words);
    }

    /// A file has few distinct categories: each is looked up once.
    [[nodiscard]] ThemeHits category_hits(const std::string& category)
    {
        if (const auto known = m_known_categories.find(category); known != m_known_categories.end()) {
            return known->second;
        }
        plain_words(category, m_words);
        ThemeHits hits = index(RuleColumn::category).find(m_words);
        if (const auto found = m_categories.find(m_words); found != m_categories.end()) {
            hits.add(found->second);
        }
        m_known_categories.emplace(category, hits);
        return hits;
    }

    TextMap<ThemeHits> m_categories;  ///< by plain words
    std::array<PhraseIndex, column_count> m_phrases;
    TextMap<ThemeHits> m_known_categories;  ///< by the text as given
    std::string m_words;
};

}  // namespace

std::vector<ThemeMask> classify(std::span<const IncidentRecord> records, std::span<const ThemeRule> rules)
{
    Classifier classifier(rules);
    std::vector<ThemeMask> themes;
    themes.reserve(records.size());
    for (const IncidentRecord& record : records) {
        themes.push_back(classifier.themes_of(record));
    }
    return themes;
}

}  // namespace wardmap
