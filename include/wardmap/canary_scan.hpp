#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace wardmap {

/// Looks for texts of the input in what is to leave the house. Bytes are read as words (letters and digits, without
/// regard to ASCII case; "12.5" is one), and a text is found where its words follow each other, whatever signs stand
/// between them: "12 High St." also in "12_HIGH_ST" and in ["12","High St"]. Texts are kept as hashes of 64 bits.
class CanaryScan {
public:
    /// An id, a UPRN, a postcode, a reporter: its words together. One that could be any number (digits only, fewer
    /// than five) or any word (letters only, a single word) is counted as too short and not looked for.
    void add_id(std::string_view text);
    /// A location or free text: every run of five of its words, shorter texts as a whole if they have three words or
    /// a digit, and every word of four or more characters that mixes letters and digits.
    void add_text(std::string_view text);
    /// What is public in any case, such as the number of a ward's residents or our own sentences: not looked for.
    void allow(std::string_view text);

    [[nodiscard]] std::size_t canaries() const noexcept { return m_canaries.size(); }
    [[nodiscard]] std::size_t too_short() const noexcept { return m_too_short; }

    /// How many times a text of the input begins to stand in these bytes.
    [[nodiscard]] std::size_t found_in(std::string_view bytes) const;

private:
    std::unordered_set<std::uint64_t> m_canaries;
    std::unordered_set<std::uint64_t> m_allowed;
    std::size_t m_too_short = 0;
};

/// The bytes of a file as people read them: HTML and XML entities and the escapes of JSON undone, the texts of a
/// GeoPackage and the entries of a ZIP file are for others to take out.
[[nodiscard]] std::string without_escapes(std::string_view bytes);

}  // namespace wardmap
