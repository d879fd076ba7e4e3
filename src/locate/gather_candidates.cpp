#include <algorithm>

#include "candidate_evidence.hpp"
#include "match_address.hpp"

namespace wardmap::locate_detail {

void AddressMatcher::gather()
{
    if (gather_junction()) {
        return;
    }
    gather_buildings();
    gather_streets();
    if (!has_anchor()) {
        gather_stems();
    }
    gather_in_postcode();
    gather_landmarks();
}

void AddressMatcher::gather_buildings()
{
    for (const NameSpan& span : m_text->names) {
        if ((span.roles & building_name) != 0 && is_live(span.begin)) {
            for (const std::uint32_t building : m_index.buildings_named(span.name)) {
                consider_building(span, building);
            }
        }
    }
}

void AddressMatcher::gather_streets()
{
    for (const NameSpan& span : m_text->names) {
        if ((span.roles & street_name) != 0 && is_live(span.begin) && !is_other_street(span)) {
            for (const std::uint32_t street : m_index.streets_named(span.name)) {
                consider_street(span, street, 0);
            }
        }
    }
}

void AddressMatcher::gather_stems()
{
    for (const NameSpan& span : m_text->names) {
        if ((span.roles & street_stem) != 0 && (span.roles & place_name) == 0 && is_live(span.begin) &&
            !is_other_street(span)) {
            for (const std::uint32_t street : m_index.streets_with_stem(span.name)) {
                consider_street(span, street, bit(Reason::street_type_missing));
            }
        }
    }
}

void AddressMatcher::consider_building(const NameSpan& span, std::uint32_t number)
{
    const BuildingRow& row = m_index.buildings[number];
    PlaceCandidate candidate{.level = MatchLevel::building,
                             .entry = row.own_entry == none ? m_index.by_building[row.begin] : row.own_entry,
                             .building = number,
                             .position = {row.x_m, row.y_m},
                             .precision_m = default_precision_m(MatchLevel::building),
                             .span_begin = span.begin,
                             .span_end = span.end,
                             .needs_postcode = span.is_weak,
                             .may_be_other = span.may_be_other};
    if (row.own_entry == none) {
        candidate.precision_m = std::max(candidate.precision_m, row.radius_m);
    }
    note(candidate, Reason::building, building_weight);
    if (span.edits > 0) {
        note(candidate, Reason::building_typo, -typo_cost * span.edits);
    }
    // Designations in the order in which they are likely to be the flat: marked, before the name, after it, others.
    const auto is_flat_of = [&](const Designation& d, int turn) {
        const bool before = are_beside(d.end, span.begin);
        const bool after = are_beside(span.end, d.begin);
        return is_live(d.begin) && (turn == 0   ? d.mark == Designation::Mark::flat
                                    : turn == 1 ? d.mark == Designation::Mark::unmarked && before
                                                : d.mark == Designation::Mark::unmarked && after);
    };
    bool names_flat = false;
    for (int turn = 0; turn < 3; ++turn) {
        for (const Designation& designation : m_text->designations) {
            if (!is_flat_of(designation, turn)) {
                continue;
            }
            if (consider_flat(designation, candidate)) {
                return;
            }
            const auto rows = m_index.entries_of(row);
            const bool is_its_number = std::any_of(rows.begin(), rows.end(), [&](std::uint32_t r) {
                return designation.number.low != 0 && m_index.entries[r].number_low == designation.number.low;
            });
            names_flat = names_flat || !is_its_number;
        }
        if (names_flat && turn == 0) {
            break;  // a marked flat that is not there is not some other number
        }
    }
    if (names_flat) {
        note(candidate, Reason::flat_not_found, -left_open_cost);
    } else if (row.end == row.begin + 1 && row.own_entry != none &&
               m_index.entries[row.own_entry].kind ==
                   static_cast<std::uint8_t>(GazetteerEntry::Kind::address)) {
        candidate.level = MatchLevel::address;  // a house with a name
        candidate.precision_m = default_precision_m(MatchLevel::address);
    }
    add(candidate);
}

// Adds the flats of the building with that designation; false if there are none.
bool AddressMatcher::consider_flat(const Designation& designation, const PlaceCandidate& building)
{
    const BuildingRow& row = m_index.buildings[building.building];
    bool found = false;
    for (std::uint32_t k = row.begin; k < row.end; ++k) {
        const std::uint32_t entry = m_index.by_building[k];
        if (designation.flat == 0 || m_index.entries[entry].flat_key != designation.flat) {
            continue;
        }
        add_flat(building, entry);
        found = true;
    }
    return found;
}

// The flat of the entry, in premises that were found already.
void AddressMatcher::add_flat(PlaceCandidate flat, std::uint32_t entry)
{
    flat.level = MatchLevel::address;
    flat.entry = entry;
    flat.position = m_index.position(entry);
    flat.precision_m = default_precision_m(MatchLevel::address);
    note(flat, Reason::flat, flat_weight);
    add(flat);
}

void AddressMatcher::consider_street(const NameSpan& span, std::uint32_t street, ReasonSet reasons)
{
    PlaceCandidate candidate{.level = MatchLevel::street,
                             .street = street,
                             .reasons = reasons,
                             .span_begin = span.begin,
                             .span_end = span.end,
                             .needs_postcode = span.is_weak,
                             .may_be_other = span.may_be_other};
    note(candidate, Reason::street, street_weight);
    if (has(candidate, Reason::street_type_missing)) {
        note(candidate, Reason::street_type_missing, -type_missing_cost);
    }
    if (span.edits > 0) {
        note(candidate, Reason::street_typo, -typo_cost * span.edits);
    }
    bool has_number = false;
    bool found = false;
    for (const Designation& designation : m_text->designations) {
        if (!is_live(designation.begin) || designation.mark == Designation::Mark::flat) {
            continue;
        }
        if (is_attached(designation, span)) {
            has_number = has_number || designation.number.low != 0 || designation.before_slash.low != 0;
            found = consider_number(designation, candidate) || found;
        }
    }
    if (!found) {
        add_street(candidate, has_number);
    }
}

// The street itself, or the part of it that the postcode names.
void AddressMatcher::add_street(PlaceCandidate candidate, bool has_number)
{
    const StreetRow& street = m_index.streets[candidate.street];
    if (has_number) {
        note(candidate, Reason::number_not_found, -number_missing_cost);
    }
    std::vector<PointM> points;
    if (const PostcodeRow* postcode = postcode_row()) {
        for (std::uint32_t k = postcode->begin; k < postcode->end; ++k) {
            if (m_index.entries[m_index.by_postcode[k]].street_row == candidate.street) {
                points.push_back(m_index.position(m_index.by_postcode[k]));
            }
        }
    }
    candidate.entry = m_index.by_street[street.begin];
    if (points.empty()) {
        candidate.position = {street.x_m, street.y_m};
        candidate.precision_m = std::max(default_precision_m(MatchLevel::street), street.radius_m);
    } else {
        const Spread spread = spread_of(points);
        candidate.level = MatchLevel::postcode;
        candidate.position = spread.mean;
        candidate.precision_m = std::max(default_precision_m(MatchLevel::postcode), spread.radius_m);
    }
    add(candidate);
}

void AddressMatcher::gather_landmarks()
{
    for (const NameSpan& span : m_text->names) {
        if ((span.roles & landmark_name) == 0 || (span.roles & (street_name | building_name)) != 0 ||
            !is_live(span.begin)) {
            continue;
        }
        for (const std::uint32_t entry : m_index.landmarks_named(span.name)) {
            PlaceCandidate candidate{.level = MatchLevel::street,
                                     .entry = entry,
                                     .position = m_index.position(entry),
                                     .span_begin = span.begin,
                                     .span_end = span.end,
                                     .needs_postcode = span.is_weak,
                                     .may_be_other = span.may_be_other};
            constexpr double landmark_precision_m = 100;  // its grounds, and the pavement around them
            candidate.precision_m =
                std::max(static_cast<double>(m_index.entries[entry].precision_m), landmark_precision_m);
            note(candidate, Reason::landmark, landmark_weight);
            if (span.edits > 0) {
                note(candidate, Reason::landmark_typo, -typo_cost * span.edits);
            }
            add(candidate);
        }
    }
}

}  // namespace wardmap::locate_detail
