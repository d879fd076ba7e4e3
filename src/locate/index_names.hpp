#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gazetteer_index.hpp"

namespace wardmap::locate_detail {

template <class Item>
using Growing = std::vector<Item>;
using MadeArrays = IndexArrays<Growing>;

/// Numbers distinct strings in order of first use. Each is held once: the table that finds it holds its number.
class StringPool {
public:
    StringPool() { number_of(""); }
    std::uint32_t number_of(std::string_view text);
    void move_into(std::vector<char>& text, std::vector<std::uint32_t>& bounds);

private:
    [[nodiscard]] std::string_view string(std::uint32_t number) const noexcept;
    [[nodiscard]] std::size_t slot_of(std::string_view text) const noexcept;
    void grow();

    std::vector<char> m_text;
    std::vector<std::uint32_t> m_begin = {0};           ///< one more than there are strings
    std::vector<std::uint32_t> m_slots = {0, 0, 0, 0};  ///< open addressing; number + 1, 0 is free
};

/// The rows that a name stands for, while they are gathered.
struct NameLists {
    std::string key;
    std::vector<std::uint32_t> streets, buildings, landmarks, stems;
    bool is_place = false;
    bool is_town = false;
};

/// Numbers the keys of names in order of first use.
class NameTable {
public:
    /// `none` for a name without letters or digits.
    std::uint32_t number_of_key(const std::string& key);
    /// Of a string of the pool; reads each distinct string once.
    std::uint32_t number_of(std::uint32_t string, const std::string& text);
    NameLists& operator[](std::uint32_t name) { return m_lists[name]; }
    std::vector<NameLists>& lists() noexcept { return m_lists; }

private:
    static constexpr std::uint32_t unread = none - 1;
    std::unordered_map<std::string, std::uint32_t> m_numbers;
    std::vector<NameLists> m_lists;
    std::vector<std::uint32_t> m_of_string;
};

/// Writes the names, the rows that they stand for, and the table that finds them by their key.
void write_names(NameTable& names, MadeArrays& made);
/// Writes what finds misspelt names, out of the names written.
void write_deletions(MadeArrays& made);

}  // namespace wardmap::locate_detail
