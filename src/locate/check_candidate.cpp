#include <algorithm>

#include "candidate_evidence.hpp"
#include "match_address.hpp"

namespace wardmap::locate_detail {

void AddressMatcher::add(PlaceCandidate candidate)
{
    check_place(candidate);
    check_postcode(candidate);
    if (candidate.needs_postcode && !has(candidate, Reason::postcode)) {
        return;
    }
    if (candidate.may_be_other && !has(candidate, Reason::postcode)) {
        note(candidate, Reason::name_unsure);
    }
    check_other_names(candidate);
    check_unread_words(candidate);
    check_landmark(candidate);
    cap_at_street(candidate);
    m_candidates.push_back(candidate);
}

void AddressMatcher::check_place(PlaceCandidate& candidate) const
{
    std::uint32_t locality = none;
    std::uint32_t town = none;
    if (candidate.street != none) {
        locality = m_index.streets[candidate.street].locality_name;
        town = m_index.streets[candidate.street].town_name;
    }
    const bool stands_for_street = candidate.level == MatchLevel::street && candidate.street != none;
    if (candidate.entry != none && !stands_for_street) {
        const EntryRow& row = m_index.entries[candidate.entry];
        locality = row.locality_name != none ? row.locality_name : locality;
        town = row.town_name != none ? row.town_name : town;
    }
    if (candidate.building != none && town == none) {  // a block's own row often has no town; its flats have
        const BuildingRow& building = m_index.buildings[candidate.building];
        for (std::uint32_t k = building.begin; k < building.end; ++k) {
            const EntryRow& row = m_index.entries[m_index.by_building[k]];
            locality = locality == none ? row.locality_name : locality;
            town = town == none ? row.town_name : town;
        }
    }
    bool agrees = false;
    bool is_other_town = false;
    for (const NameSpan& span : m_text->names) {
        const bool is_own = span.begin == candidate.span_begin;
        if (is_own || (span.roles & place_name) == 0 || (span.roles & (street_name | building_name)) != 0) {
            continue;
        }
        const bool is_town = (span.roles & town_name) != 0 && span.edits == 0;
        if (span.name == locality || span.name == town) {
            note(candidate, Reason::town, town_weight);
            agrees = true;
        } else if (is_town && town != none) {
            is_other_town = true;
        } else if (locality != none) {
            note(candidate, Reason::locality_differs, -locality_cost);
        }
    }
    if (is_other_town && !agrees) {
        note(candidate, Reason::town_conflict);
    }
}

// The postcode of the candidate's rows: the wanted one if any of them has it, else that of the first that has one.
PostcodeKey AddressMatcher::own_postcode(const PlaceCandidate& candidate, PostcodeKey wanted) const
{
    PostcodeKey own = 0;
    const auto look_at = [&](std::uint32_t entry) {
        const PostcodeKey key = m_index.entries[entry].postcode_key;
        own = key == wanted || own == 0 ? key : own;
        return own == wanted && own != 0;
    };
    if (candidate.level == MatchLevel::street && candidate.street != none) {
        const StreetRow& street = m_index.streets[candidate.street];
        for (std::uint32_t k = street.begin; k < street.end && !look_at(m_index.by_street[k]); ++k) {
        }
    } else if (candidate.level == MatchLevel::building && candidate.building != none) {
        const BuildingRow& building = m_index.buildings[candidate.building];
        for (std::uint32_t k = building.begin; k < building.end && !look_at(m_index.by_building[k]); ++k) {
        }
    } else if (candidate.entry != none && candidate.level != MatchLevel::junction) {
        look_at(candidate.entry);
    }
    return own;
}

// A place without a postcode is in no district that the gazetteer does not have.
bool AddressMatcher::may_lie_in_district(PostcodeKey own) const
{
    const PostcodeKey district = m_text->district;
    return own != 0 ? outward_begin(own) == district
                    : m_index.postcodes.empty() ||
                          !m_index.postcodes_within(district, district + outward_span).empty();
}

void AddressMatcher::check_postcode(PlaceCandidate& candidate) const
{
    const PostcodeMention& mention = m_text->postcode;
    if (mention.is_ambiguous) {
        note(candidate, Reason::several_postcodes);
        return;
    }
    if (mention.state == PostcodeMention::State::repaired) {
        note(candidate, Reason::postcode_repaired);
    }
    const PostcodeKey own = own_postcode(candidate, mention.key);
    if (mention.state == PostcodeMention::State::absent) {
        if (m_text->district != 0 && !may_lie_in_district(own)) {
            note(candidate, Reason::postcode_conflict);
        }
        return;
    }
    if (mention.state == PostcodeMention::State::unknown) {
        check_unknown_postcode(candidate, own);
        return;
    }
    const PostcodeRow& row = *postcode_row();
    if (own == mention.key) {
        note(candidate, Reason::postcode, postcode_weight);
        return;
    }
    const PointM centre{row.x_m, row.y_m};
    const double gap_m = candidate.level == MatchLevel::street && candidate.street != none
                             ? m_index.distance_to_street_m(candidate.street, centre)
                             : distance_m(candidate.position, centre);
    if (mention.state == PostcodeMention::State::historic) {
        note(candidate, Reason::postcode_historic);
        note(candidate, gap_m <= old_postcode_m ? Reason::postcode : Reason::postcode_conflict,
             gap_m <= old_postcode_m ? town_weight : 0);
        return;
    }
    const bool is_near = own == 0 && gap_m <= in_postcode_m + row.radius_m;
    note(candidate, is_near ? Reason::postcode : Reason::postcode_conflict,
         is_near ? postcode_weight / 2 : 0);
}

// A postcode that the gazetteer does not have is forgiven only to a name without typing errors in the same
// postcode district.
void AddressMatcher::check_unknown_postcode(PlaceCandidate& candidate, PostcodeKey own) const
{
    note(candidate, Reason::postcode_unknown);
    const PostcodeKey district = outward_begin(m_text->postcode.key);
    bool same_district = own != 0 ? outward_begin(own) == district : m_index.postcodes.empty();
    if (own == 0 && !m_index.postcodes.empty()) {
        same_district = !m_index.postcodes_within(district, district + outward_span).empty();
    }
    const ReasonSet guesses = bit(Reason::street_typo) | bit(Reason::building_typo) |
                              bit(Reason::landmark_typo) | bit(Reason::street_type_missing);
    if (!same_district || (candidate.reasons & guesses) != 0) {
        note(candidate, Reason::postcode_conflict);
    }
}

// Of a name that hundreds of buildings bear, only those near the candidate are looked at.
bool AddressMatcher::agrees_with_building(const PlaceCandidate& candidate, std::uint32_t name) const
{
    const auto is_near = [](PointM p, PointM q, double reach_m) {
        return squared_distance_m2(p, q) <= reach_m * reach_m;
    };
    if (candidate.level == MatchLevel::street && candidate.street != none) {
        const StreetRow& street = m_index.streets[candidate.street];
        const auto buildings =
            m_index.buildings_named_near(name, street.x_m, street.radius_m + beside_street_m);
        return std::any_of(buildings.begin(), buildings.end(), [&](std::uint32_t number) {
            const BuildingRow& row = m_index.buildings[number];
            return m_index.is_near_street(candidate.street, {row.x_m, row.y_m}, beside_street_m);
        });
    }
    const bool has_entry = candidate.entry != none;
    const PointM entry_at = has_entry ? m_index.position(candidate.entry) : PointM{};
    const bool has_other_name = has_entry && m_index.entries[candidate.entry].building != 0;
    const double reach_m = candidate.level == MatchLevel::address || candidate.level == MatchLevel::building
                               ? same_place_m * 2
                               : beside_street_m + candidate.precision_m;
    const auto agrees = [&](std::uint32_t number) {
        const BuildingRow& row = m_index.buildings[number];
        const PointM at{row.x_m, row.y_m};
        if (!has_other_name && is_near(candidate.position, at, reach_m)) {
            return true;
        }
        // Its rows are within the radius of their middle, and so is the point that stands for it.
        if (!has_entry || !is_near(entry_at, at, 2 * row.radius_m + rounding_m)) {
            return false;
        }
        const auto listed = m_index.entries_of(row);
        return std::find(listed.begin(), listed.end(), candidate.entry) != listed.end();
    };
    const auto near = m_index.buildings_named_near(name, candidate.position.x_m, reach_m);
    const auto at_entry =
        m_index.buildings_named_near(name, has_entry ? entry_at.x_m : candidate.position.x_m, 0);
    return std::any_of(near.begin(), near.end(), agrees) ||
           std::any_of(at_entry.begin(), at_entry.end(), agrees);
}

bool AddressMatcher::agrees_with_street(const PlaceCandidate& candidate, std::uint32_t name) const
{
    const auto streets = m_index.streets_named(name);
    const bool is_postcode_itself = candidate.level == MatchLevel::postcode && candidate.span_begin == none;
    const PostcodeRow* postcode = postcode_row();
    if (is_postcode_itself && postcode != nullptr && postcode->begin < postcode->end) {
        // The postcode's addresses say which streets it holds.
        const auto held = m_index.entries_of(*postcode);
        return std::any_of(held.begin(), held.end(), [&](std::uint32_t entry) {
            return std::find(streets.begin(), streets.end(), m_index.entries[entry].street_row) !=
                   streets.end();
        });
    }
    const std::uint32_t own = candidate.entry == none ? none : m_index.entries[candidate.entry].street_row;
    const double reach_m = has(candidate, Reason::landmark)          ? near_landmark_m
                           : candidate.level == MatchLevel::postcode ? in_postcode_m
                                                                     : beside_street_m;
    return std::any_of(streets.begin(), streets.end(), [&](std::uint32_t street) {
        return street == candidate.street || street == own ||
               m_index.is_near_street(street, candidate.position, reach_m);
    });
}

// Every other street and building that the text names has to lie where the candidate lies.
void AddressMatcher::check_other_names(PlaceCandidate& candidate) const
{
    const auto& names = m_text->names;
    if (candidate.level == MatchLevel::junction) {
        return;
    }
    // Lying near a name says less than bearing it.
    const bool is_coarse = candidate.level == MatchLevel::postcode || candidate.level == MatchLevel::street;
    const double share = is_coarse && !has(candidate, Reason::landmark) ? 0.5 : 1;
    for (std::size_t first = 0; first < names.size();) {
        std::size_t last = first;
        bool street_agrees = false;
        bool building_agrees = false;
        std::uint32_t roles = 0;
        for (; last < names.size() && names[last].begin == names[first].begin; ++last) {
            if (names[last].is_weak) {
                continue;
            }
            roles |= names[last].roles;
            street_agrees = street_agrees || ((names[last].roles & street_name) != 0 &&
                                              agrees_with_street(candidate, names[last].name));
            building_agrees = building_agrees || ((names[last].roles & building_name) != 0 &&
                                                  agrees_with_building(candidate, names[last].name));
        }
        const bool is_own = names[first].begin < candidate.span_end && candidate.span_begin != none &&
                            candidate.span_begin < names[first].end;
        const bool counts =
            !is_own && is_live(names[first].begin) && (roles & (street_name | building_name)) != 0;
        if (counts && building_agrees) {
            note(candidate, Reason::building, building_weight * share);
        } else if (counts && street_agrees) {
            note(candidate, Reason::street, street_weight * share);
        } else if (counts) {
            note(candidate,
                 (roles & building_name) != 0 ? Reason::building_conflict : Reason::street_conflict);
        }
        first = last;
    }
}

// "HIGH STREET / LONDON ROAD" where the gazetteer has no London Road may be the corner of another town.
bool AddressMatcher::crosses_unknown_street() const
{
    const auto& words = m_text->words();
    const auto is_unread = [&](std::size_t i) { return m_text->use[i] == WordUse::unread; };
    const auto joins = [&](std::size_t i) {
        return words[i].role == WordRole::joiner || words[i].role == WordRole::junction;
    };
    for (std::size_t last = 1; last < words.size(); ++last) {
        if (words[last].role != WordRole::street_type || !is_unread(last)) {
            continue;
        }
        std::size_t first = last;
        while (first > 0 && is_unread(first - 1) && !words[first].after_comma && !words[first].after_slash &&
               !joins(first - 1)) {
            --first;
        }
        const bool is_joined = words[first].after_slash || (first > 0 && joins(first - 1)) ||
                               (last + 1 < words.size() && (words[last + 1].after_slash || joins(last + 1)));
        if (first < last && is_joined) {
            return true;
        }
    }
    return false;
}

// One or two words that no name explains, after all that was read, may be another town.
void AddressMatcher::check_unread_words(PlaceCandidate& candidate) const
{
    const auto& words = m_text->words();
    std::uint32_t end = 0;
    for (const NameSpan& span : m_text->names) {
        end = std::max(end, span.end);
    }
    for (const Designation& designation : m_text->designations) {
        end = std::max(end, designation.end);
    }
    std::size_t before = 0;
    std::size_t after = 0;
    bool is_plain = true;
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        if (m_text->use[i] != WordUse::unread || !is_live(i)) {
            is_plain = is_plain && (i < end || m_text->use[i] == WordUse::postcode);
            continue;
        }
        (i < end ? before : after) += 1;
        const bool may_be_town = words[i].raw.size() >= 4 &&
                                 (words[i].role == WordRole::plain || words[i].role == WordRole::direction);
        is_plain = is_plain && (i < end || may_be_town);
    }
    if (before + after > 0) {
        note(candidate, Reason::words_not_understood,
             -left_open_cost / 2 * static_cast<double>(std::min<std::size_t>(before + after, 2)));
    }
    const bool is_sure = has(candidate, Reason::postcode) || has(candidate, Reason::town);
    if (!is_sure && crosses_unknown_street()) {
        note(candidate, Reason::name_unsure);
    }
    if (!is_sure && is_plain && after >= 1 && after <= 2 && m_text->relation == none) {
        note(candidate, Reason::place_unknown);
    }
}

// "STEWARTBY PARK" is not the landmark "Park", nor "BROOM BARNS SCHOOL" the school of another name: a word of
// the text goes on with the name. A name that is only a kind of place needs a text that is understood whole.
void AddressMatcher::check_landmark(PlaceCandidate& candidate) const
{
    if (!has(candidate, Reason::landmark) || has(candidate, Reason::postcode) ||
        has(candidate, Reason::town)) {
        return;
    }
    const auto& words = m_text->words();
    const bool is_kind = words[candidate.span_end - 1].role != WordRole::plain;
    const bool is_only_kind = is_kind && candidate.span_end == candidate.span_begin + 1;
    const bool goes_on = candidate.span_begin > 0 && !words[candidate.span_begin].after_comma &&
                         m_text->use[candidate.span_begin - 1] == WordUse::unread &&
                         words[candidate.span_begin - 1].role == WordRole::plain;
    if ((is_kind && goes_on) || (is_only_kind && has(candidate, Reason::words_not_understood))) {
        note(candidate, Reason::name_unsure);
    }
}

void AddressMatcher::cap_at_street(PlaceCandidate& candidate) const
{
    const bool is_finer = candidate.level == MatchLevel::address || candidate.level == MatchLevel::building;
    if (m_is_outside) {
        note(candidate, Reason::outside);
    }
    if (m_is_outside && is_finer) {
        constexpr double outside_m = 50;  // across the road, or round the corner
        candidate.level = MatchLevel::street;
        candidate.precision_m = std::max(candidate.precision_m, outside_m);
    }
}

}  // namespace wardmap::locate_detail
