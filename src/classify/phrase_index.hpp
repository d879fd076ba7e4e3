#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "wardmap/classify.hpp"

namespace wardmap {

/// The themes that a text speaks for and against.
struct ThemeHits {
    ThemeMask any = 0;
    ThemeMask except = 0;

    void add(const ThemeHits& other)
    {
        any |= other.any;
        except |= other.except;
    }
};

/// Looked up by string_view without making a string.
template <typename Value>
using TextMap = std::map<std::string, Value, std::less<>>;

/// All phrases of all themes for one column, found in one walk over the words of a text: the cost does
/// not grow with the number of phrases.
class PhraseIndex {
public:
    /// `phrase` is plain words.
    void add(const std::string& phrase, const ThemeHits& hits);
    [[nodiscard]] bool empty() const noexcept { return m_by_first_word.empty(); }
    /// `words` is plain words.
    [[nodiscard]] ThemeHits find(std::string_view words) const;

private:
    struct Phrase {
        std::string text;
        ThemeHits hits;
    };
    void add_hits_at(std::string_view rest, std::string_view word, ThemeHits& hits) const;

    TextMap<std::vector<Phrase>> m_by_first_word;
    /// Lengths that the first words have, as bits, by their first byte: spares most look-ups.
    std::array<std::uint64_t, 256> m_lengths{};
};

}  // namespace wardmap
