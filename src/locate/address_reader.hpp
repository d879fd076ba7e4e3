#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gazetteer_index.hpp"
#include "read_address.hpp"

namespace wardmap::locate_detail {

/// Takes one text apart: first its postcode, then the names of the gazetteer, with typing errors where no name
/// was read, then numbers and flats, then what relates the place to them. Each step reads words that those
/// before it left unread.
class AddressReader {
public:
    AddressReader(const Gazetteer::Index& index, AddressText& out)
        : m_index(index),
          m_out(out),
          m_words(out.list.words),
          m_key(out.scratch.key),
          m_spans(out.scratch.spans),
          m_near(out.scratch.near),
          m_anchored(out.scratch.anchored)
    {
    }

    void read(std::string_view postcode_field);

private:
    // the postcode
    void find_postcode(std::string_view field);
    void find_postcode_in_field(std::string_view field);
    void find_sector();
    [[nodiscard]] bool ends_in_foreign_district() const;
    void take_postcode(const PostcodeMention& mention, std::size_t begin, std::size_t count);
    [[nodiscard]] PostcodeMention look_up(PostcodeKey key) const;
    [[nodiscard]] std::optional<PostcodeMention> repaired(std::string_view text) const;
    [[nodiscard]] std::optional<PostcodeMention> mention_of(std::string_view text) const;
    [[nodiscard]] bool has_postcodes_in(PostcodeKey begin, PostcodeKey span) const;

    // names
    static constexpr std::uint32_t anchor_roles = street_name | building_name | landmark_name;
    template <class Usable, class Visit>
    void for_each_run(std::size_t longest, const Usable& usable, const Visit& visit);
    void find_names();
    void find_misspelt_names(unsigned edits);
    void add_near_names(std::size_t begin, std::size_t end, std::string_view key, unsigned edits);
    void keep_longest();
    void drop_overlapped_weak_names();
    [[nodiscard]] bool has_anchor() const;
    [[nodiscard]] bool is_in_anchor(std::size_t word) const;
    [[nodiscard]] bool has_unread_word(std::size_t begin, std::size_t end) const;
    [[nodiscard]] std::uint32_t roles_at(std::uint32_t name, std::size_t end) const;

    // numbers and flats
    void find_designations();
    void add_designation(std::size_t begin, std::size_t end, Designation::Mark mark);
    void add_floor_flat(std::size_t flat_word);
    [[nodiscard]] bool is_free(std::size_t i) const
    {
        return i < m_words.size() && m_out.use[i] == WordUse::unread;
    }
    [[nodiscard]] std::size_t designation_end(std::size_t i) const;
    [[nodiscard]] bool is_floor_word(std::size_t i) const;
    [[nodiscard]] bool designates_later(std::size_t from) const;

    // relations
    void find_relations();
    [[nodiscard]] bool follows_in_front(std::size_t i) const;

    const Gazetteer::Index& m_index;
    AddressText& m_out;
    const std::vector<Word>& m_words;
    std::string& m_key;
    std::vector<NameSpan>& m_spans;
    std::vector<NearName>& m_near;
    std::vector<std::uint8_t>& m_anchored;
};

}  // namespace wardmap::locate_detail
