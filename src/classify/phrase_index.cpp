#include "phrase_index.hpp"

#include <algorithm>

namespace wardmap {

namespace {

/// Words of 63 bytes and more share a bit.
std::uint64_t length_bit(std::size_t length) { return std::uint64_t{1} << std::min<std::size_t>(length, 63); }

std::string_view word_at(std::string_view words, std::size_t begin)
{
    return words.substr(begin, std::min(words.find(' ', begin), words.size()) - begin);
}

}  // namespace

void PhraseIndex::add(const std::string& phrase, const ThemeHits& hits)
{
    const std::string_view first = word_at(phrase, 0);
    m_by_first_word[std::string(first)].push_back({phrase, hits});
    m_lengths[static_cast<unsigned char>(first.front())] |= length_bit(first.size());
}

ThemeHits PhraseIndex::find(std::string_view words) const
{
    ThemeHits hits;
    for (std::size_t begin = 0; begin < words.size();) {
        const std::string_view word = word_at(words, begin);
        if ((m_lengths[static_cast<unsigned char>(word.front())] & length_bit(word.size())) != 0) {
            add_hits_at(words.substr(begin), word, hits);
        }
        begin += word.size() + 1;
    }
    return hits;
}

/// Adds the phrases that `rest`, which starts with `word`, starts with.
void PhraseIndex::add_hits_at(std::string_view rest, std::string_view word, ThemeHits& hits) const
{
    const auto found = m_by_first_word.find(word);
    if (found == m_by_first_word.end()) {
        return;
    }
    for (const Phrase& phrase : found->second) {
        const std::size_t end = phrase.text.size();
        if (rest.starts_with(phrase.text) && (rest.size() == end || rest[end] == ' ')) {
            hits.add(phrase.hits);
        }
    }
}

}  // namespace wardmap
