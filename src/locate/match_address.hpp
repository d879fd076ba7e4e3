#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "place_clusters.hpp"
#include "read_address.hpp"
#include "wardmap/locate.hpp"

namespace wardmap::locate_detail {

/// Why a candidate is what it is: the codes of LocatedIncident::reason, in this order.
enum class Reason : std::uint8_t {
    // what agrees
    flat,
    building,
    number,
    street,
    town,
    postcode,
    landmark,
    junction,
    sector,
    // what was put right or left open
    street_typo,
    building_typo,
    landmark_typo,
    street_type_missing,
    postcode_repaired,
    postcode_historic,
    postcode_unknown,
    number_in_range,
    number_range,
    flat_not_found,
    number_not_found,
    words_not_understood,
    locality_differs,
    outside,
    // what contradicts
    number_conflict,
    building_conflict,
    street_conflict,
    town_conflict,
    postcode_conflict,
    place_unknown,
    streets_do_not_meet,
    streets_meet_twice,
    several_places,
    several_postcodes,
    name_unsure,
    too_little,
    count
};
using ReasonSet = std::uint64_t;
[[nodiscard]] constexpr ReasonSet bit(Reason reason) noexcept
{
    return 1ULL << static_cast<unsigned>(reason);
}
[[nodiscard]] std::string reason_text(ReasonSet reasons);
[[nodiscard]] std::string_view reason_code(Reason reason) noexcept;

/// One reading of a text as a place of the gazetteer.
struct PlaceCandidate {
    MatchLevel level = MatchLevel::none;
    std::uint32_t entry = none;     ///< its row, or the first of those it stands for
    std::uint32_t building = none;  ///< building row
    std::uint32_t street = none;    ///< street row
    PointM position = {};
    double precision_m = 0;
    double evidence = 0;  ///< weight of the parts that agree, less what was put right
    ReasonSet reasons = 0;
    std::uint32_t span_begin = none;  ///< words of the name that it comes from
    std::uint32_t span_end = none;
    bool needs_postcode = false;  ///< its name is too far from the text to stand without a postcode
    bool may_be_other = false;    ///< the text may well be another real name that the gazetteer does not have
    /// What each reason added to the evidence or took from it, in sixteenths; for explanations.
    std::array<std::int16_t, static_cast<std::size_t>(Reason::count)> parts_16 = {};
    [[nodiscard]] bool is_contradicted() const noexcept;
};

struct AddressMatch {
    MatchState state = MatchState::unmatched;
    PlaceCandidate best;
    double score = 0;  ///< evidence over the weight of all parts that the text gives, 0..1
    ReasonSet reasons = 0;
};

/// Finds the place of texts that were taken apart. Keeps its buffers from one to the next; one per thread.
class AddressMatcher {
public:
    explicit AddressMatcher(const Gazetteer::Index& index) : m_index(index) {}

    [[nodiscard]] AddressMatch match(const AddressText& text);
    /// Of the last match, best first.
    [[nodiscard]] const std::vector<PlaceCandidate>& candidates() const noexcept { return m_candidates; }
    [[nodiscard]] double score_of(const PlaceCandidate& candidate) const noexcept;
    /// Weight of all parts that the last text gives.
    [[nodiscard]] double weight() const noexcept { return m_weight; }

private:
    // gathering
    void read_relation();
    void weigh_text();
    void gather();
    void gather_buildings();
    void gather_streets();
    void gather_stems();
    void gather_in_postcode();
    void gather_landmarks();
    bool gather_junction();
    void add_junction(const NameSpan& a, const NameSpan& b);
    void consider_building(const NameSpan& span, std::uint32_t number);
    bool consider_flat(const Designation& designation, const PlaceCandidate& building);
    void add_flat(PlaceCandidate flat, std::uint32_t entry);
    void consider_street(const NameSpan& span, std::uint32_t street, ReasonSet reasons);
    bool consider_number(const Designation& designation, PlaceCandidate candidate);
    bool consider_row_range(const Designation& designation, PlaceCandidate candidate);
    void consider_rows(const Designation& number, PlaceCandidate candidate);
    void add_rows_without_flat(PlaceCandidate candidate);
    template <class Consider>
    void for_each_premises(const Consider& consider);
    void add_street(PlaceCandidate candidate, bool has_number);
    void add_postcode_itself();
    void add(PlaceCandidate candidate);

    // the text
    [[nodiscard]] bool is_live(std::uint32_t word) const noexcept { return word < m_governed_from; }
    [[nodiscard]] bool is_other_street(const NameSpan& span) const;
    [[nodiscard]] bool are_beside(std::uint32_t end, std::uint32_t begin) const;
    [[nodiscard]] bool is_attached(const Designation& designation, const NameSpan& span) const;
    [[nodiscard]] bool has_anchor() const;
    [[nodiscard]] const PostcodeRow* postcode_row() const;

    // checking
    void check_place(PlaceCandidate& candidate) const;
    void check_postcode(PlaceCandidate& candidate) const;
    void check_unknown_postcode(PlaceCandidate& candidate, PostcodeKey own) const;
    void check_unread_words(PlaceCandidate& candidate) const;
    [[nodiscard]] bool crosses_unknown_street() const;
    void check_landmark(PlaceCandidate& candidate) const;
    [[nodiscard]] bool may_lie_in_district(PostcodeKey own) const;
    void check_other_names(PlaceCandidate& candidate) const;
    [[nodiscard]] bool agrees_with_building(const PlaceCandidate& candidate, std::uint32_t name) const;
    [[nodiscard]] bool agrees_with_street(const PlaceCandidate& candidate, std::uint32_t name) const;
    [[nodiscard]] PostcodeKey own_postcode(const PlaceCandidate& candidate, PostcodeKey wanted) const;
    void cap_at_street(PlaceCandidate& candidate) const;

    // choosing
    [[nodiscard]] AddressMatch choose();
    [[nodiscard]] bool is_same_place(const PlaceCandidate& best, const PlaceCandidate& c) const;
    [[nodiscard]] const PlaceCandidate* contradicted_only_by_postcode() const;
    [[nodiscard]] PlaceCandidate as_street(const PlaceCandidate& candidate) const;

    const Gazetteer::Index& m_index;
    const AddressText* m_text = nullptr;
    std::uint32_t m_governed_from = none;  ///< names and numbers from this word on are only near the place
    bool m_is_outside = false;             ///< the place is near what the text names, not it
    double m_weight = 0;                   ///< of all parts that the text gives
    std::vector<PlaceCandidate> m_candidates;
    std::vector<std::uint32_t> m_rows;
};

}  // namespace wardmap::locate_detail
