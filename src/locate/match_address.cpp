#include "match_address.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <tuple>

// How a candidate is scored. Each part of the text that agrees with the candidate adds its weight; each
// typing error, missing street type and unread word takes a little away; a part that contradicts is no
// matter of weight: the candidate is then contradicted and is never placed as an address. Of the
// candidates without contradiction the one with the most evidence is taken; a tie between different
// places is ambiguous.
namespace wardmap::locate_detail {
namespace {

constexpr double postcode_weight = 3;
constexpr double street_weight = 3;
constexpr double building_weight = 3;
constexpr double landmark_weight = 2;
constexpr double number_weight = 2;
constexpr double flat_weight = 2;
constexpr double town_weight = 1;
constexpr double typo_cost = 0.5;          // per typing error
constexpr double left_open_cost = 0.5;     // a flat, a word that is not understood
constexpr double number_missing_cost = 1;  // the street has no such number
constexpr double type_missing_cost = 0.75;
constexpr double locality_cost = 1;
constexpr double tie_margin = 0.25;

constexpr double same_place_m = 25;      // two records of one address
constexpr double same_premises_m = 50;   // the flats of one house number, the houses of "12-16"
constexpr double same_landmark_m = 150;  // the two stops of a pair, the parts of a supermarket
constexpr double beside_street_m = 150;  // a building whose street is not recorded
constexpr double in_postcode_m = 250;    // beyond the houses of the postcode
constexpr double near_landmark_m = 300;
constexpr double old_postcode_m = 500;  // a postcode that ended was split among its neighbours
constexpr double junction_gap_m = 80;   // between the corner houses of two streets that meet
constexpr double exact_meeting_m = 15;  // street lines that share a vertex
constexpr double other_exact_meeting_m = 50;
constexpr double other_meeting_m = 150;  // where only houses are known, the corner is not sharp

constexpr ReasonSet contradictions =
    bit(Reason::number_conflict) | bit(Reason::building_conflict) | bit(Reason::street_conflict) |
    bit(Reason::town_conflict) | bit(Reason::postcode_conflict) | bit(Reason::place_unknown) |
    bit(Reason::streets_do_not_meet) | bit(Reason::streets_meet_twice) | bit(Reason::several_postcodes);

constexpr auto reason_codes = std::to_array<std::string_view>({"flat",
                                                               "building",
                                                               "number",
                                                               "street",
                                                               "town",
                                                               "postcode",
                                                               "landmark",
                                                               "junction",
                                                               "sector",
                                                               "street-typo",
                                                               "building-typo",
                                                               "landmark-typo",
                                                               "street-type-missing",
                                                               "postcode-repaired",
                                                               "postcode-historic",
                                                               "postcode-unknown",
                                                               "number-in-range",
                                                               "number-range",
                                                               "flat-not-found",
                                                               "number-not-found",
                                                               "words-not-understood",
                                                               "locality-differs",
                                                               "outside",
                                                               "number-conflict",
                                                               "building-conflict",
                                                               "street-conflict",
                                                               "town-conflict",
                                                               "postcode-conflict",
                                                               "place-unknown",
                                                               "streets-do-not-meet",
                                                               "streets-meet-twice",
                                                               "several-places",
                                                               "several-postcodes",
                                                               "too-little"});
static_assert(reason_codes.size() == static_cast<std::size_t>(Reason::count));

void note(PlaceCandidate& candidate, Reason reason, double evidence = 0)
{
    candidate.reasons |= bit(reason);
    candidate.evidence += evidence;
}

bool has(const PlaceCandidate& candidate, Reason reason) noexcept
{
    return (candidate.reasons & bit(reason)) != 0;
}

}  // namespace

std::string reason_text(ReasonSet reasons)
{
    std::string text;
    for (std::size_t i = 0; i < reason_codes.size(); ++i) {
        if ((reasons >> i & 1U) != 0) {
            text += text.empty() ? "" : "+";
            text += reason_codes[i];
        }
    }
    return text;
}

bool PlaceCandidate::is_contradicted() const noexcept { return (reasons & contradictions) != 0; }

AddressMatch AddressMatcher::match(const AddressText& text)
{
    m_text = &text;
    m_candidates.clear();
    read_relation();
    weigh_text();
    gather();
    return choose();
}

double AddressMatcher::score_of(const PlaceCandidate& candidate) const noexcept
{
    return m_weight > 0 ? std::clamp(candidate.evidence / m_weight, 0.0, 1.0) : 0;
}

// ---- the text

// OUTSIDE, OPPOSITE, NEAR … before everything: the place is near what follows. After an address: what
// follows only describes it further. At the very end: the place is near what stood before.
void AddressMatcher::read_relation()
{
    m_governed_from = none;
    m_is_outside = false;
    const std::uint32_t at = m_text->relation;
    if (at == none) {
        return;
    }
    bool has_building = false;
    bool has_street = false;
    bool has_more = false;
    for (const NameSpan& span : m_text->names) {
        has_building = has_building || (span.end <= at && (span.roles & building_name) != 0);
        has_street = has_street || (span.end <= at && (span.roles & street_name) != 0);
        has_more = has_more ||
                   (span.begin > at && (span.roles & (street_name | building_name | landmark_name)) != 0);
    }
    bool has_number = false;
    for (const Designation& designation : m_text->designations) {
        has_number = has_number || designation.end <= at;
        has_more = has_more || designation.begin > at;
    }
    if (has_building || (has_street && has_number)) {
        m_governed_from = at;
        const std::string_view word = m_text->words()[at].text;
        m_is_outside = at + 1 == m_text->words().size() && (word == "OUTSIDE" || word == "OPPOSITE");
    } else {
        m_is_outside = has_more || at == 0;
    }
}

void AddressMatcher::weigh_text()
{
    m_weight = m_text->postcode.state == PostcodeMention::State::absent ? 0 : postcode_weight;
    std::uint32_t last = none;
    for (const NameSpan& span : m_text->names) {
        if (span.begin == last || !is_live(span.begin)) {
            continue;
        }
        last = span.begin;
        m_weight += (span.roles & (street_name | building_name | street_stem)) != 0 ? street_weight
                    : (span.roles & landmark_name) != 0                             ? landmark_weight
                                                                                    : town_weight;
    }
    for (const Designation& designation : m_text->designations) {
        m_weight += is_live(designation.begin) ? number_weight : 0;
    }
    for (std::size_t i = 0; i < m_text->use.size(); ++i) {
        const bool is_unread = m_text->use[i] == WordUse::unread && is_live(static_cast<std::uint32_t>(i));
        m_weight += is_unread ? left_open_cost : 0;
    }
}

// "HIGH STREET NORTH", "PARK LANE CLOSE" and "OLD MILL LANE" are other streets than the one read.
bool AddressMatcher::is_other_street(const NameSpan& span) const
{
    const auto& words = m_text->words();
    const auto is_unread = [&](std::uint32_t i) { return m_text->use[i] == WordUse::unread; };
    if (span.begin > 0 && is_unread(span.begin - 1) && !words[span.begin].after_comma &&
        words[span.begin - 1].role == WordRole::direction) {
        return true;
    }
    if (span.end < words.size() && is_unread(span.end) && !words[span.end].after_comma &&
        (words[span.end].role == WordRole::direction || words[span.end].role == WordRole::street_type)) {
        return true;
    }
    // "12 VICTORIA PARK ROAD" is not 12 PARK ROAD: words between a number and the name, without a comma.
    std::uint32_t at = span.begin;
    while (at > 0 && is_unread(at - 1) && !words[at].after_comma) {
        --at;
    }
    return at < span.begin && at > 0 && !words[at].after_comma &&
           m_text->use[at - 1] == WordUse::designation &&
           words[span.begin - 1].role != WordRole::building_type;
}

// Whether only words that say nothing stand between.
bool AddressMatcher::are_beside(std::uint32_t end, std::uint32_t begin) const
{
    for (std::uint32_t i = end; i < begin; ++i) {
        if (m_text->use[i] == WordUse::unread || m_text->use[i] == WordUse::designation) {
            return false;
        }
    }
    return end <= begin;
}

bool AddressMatcher::is_attached(const Designation& designation, const NameSpan& span) const
{
    return are_beside(designation.end, span.begin) || are_beside(span.end, designation.begin);
}

bool AddressMatcher::has_anchor() const
{
    return std::any_of(m_text->names.begin(), m_text->names.end(), [&](const NameSpan& span) {
        return is_live(span.begin) && (span.roles & (street_name | building_name)) != 0 && !span.is_weak;
    });
}

const PostcodeRow* AddressMatcher::postcode_row() const
{
    return m_text->postcode.row == none ? nullptr : &m_index.postcodes[m_text->postcode.row];
}

// ---- gathering

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
                             .needs_postcode = span.is_weak};
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
            const auto rows = std::span(m_index.by_building).subspan(row.begin, row.end - row.begin);
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
        PlaceCandidate flat = building;
        flat.level = MatchLevel::address;
        flat.entry = entry;
        flat.position = m_index.position(entry);
        flat.precision_m = default_precision_m(MatchLevel::address);
        note(flat, Reason::flat, flat_weight);
        add(flat);
        found = true;
    }
    return found;
}

void AddressMatcher::consider_street(const NameSpan& span, std::uint32_t street, ReasonSet reasons)
{
    PlaceCandidate candidate{.level = MatchLevel::street,
                             .street = street,
                             .reasons = reasons,
                             .span_begin = span.begin,
                             .span_end = span.end,
                             .needs_postcode = span.is_weak};
    note(candidate, Reason::street, street_weight);
    candidate.evidence -= has(candidate, Reason::street_type_missing) ? type_missing_cost : 0;
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

// Gathers the rows of the street with that number; false if there are none.
bool AddressMatcher::consider_number(const Designation& designation, PlaceCandidate candidate)
{
    const StreetRow& street = m_index.streets[candidate.street];
    const auto rows = std::span(m_index.by_street).subspan(street.begin, street.numbers_end - street.begin);
    const auto take = [&](NumberRange number, FlatKey flat) {
        m_rows.clear();
        auto at = std::lower_bound(rows.begin(), rows.end(), number.low, [&](std::uint32_t r, NumberKey low) {
            return m_index.entries[r].number_low < low;
        });
        for (; at != rows.end() && m_index.entries[*at].number_low == number.low; ++at) {
            const EntryRow& row = m_index.entries[*at];
            if (row.number_high == number.high && (flat == 0 || row.flat_key == flat)) {
                m_rows.push_back(*at);
            }
        }
        return !m_rows.empty();
    };
    if (designation.number.low != 0 && take(designation.number, 0)) {
        note(candidate, Reason::number, number_weight);
        for_each_premises([&] { consider_rows(designation, candidate); });
        return true;
    }
    const NumberKey whole = designation.number.low - designation.number.low % 32;
    const bool names_flat_in_it =
        (designation.before_slash.low != 0 && take(designation.before_slash, designation.after_slash)) ||
        (designation.suffix != 0 &&
         (take({whole, whole}, designation.suffix) || take({whole, whole}, designation.flat)));
    if (names_flat_in_it) {
        note(candidate, Reason::number, number_weight);
        note(candidate, Reason::flat, flat_weight);
        for_each_premises([&] { add_rows_without_flat(candidate); });
        return true;
    }
    return designation.number.low != 0 && consider_row_range(designation, candidate);
}

// Calls `consider` with m_rows being the rows of one place after the other: a number may stand twice in a long
// street, or in two of one name.
template <class Consider>
void AddressMatcher::for_each_premises(Consider&& consider)
{
    std::vector<std::uint32_t> left = m_rows;
    while (!left.empty()) {
        const PointM first = m_index.position(left.front());
        const auto is_elsewhere = [&](std::uint32_t row) {
            return distance_m(m_index.position(row), first) > same_premises_m;
        };
        const auto rest = std::stable_partition(left.begin(), left.end(),
                                                [&](std::uint32_t r) { return !is_elsewhere(r); });
        m_rows.assign(left.begin(), rest);
        left.erase(left.begin(), rest);
        consider();
    }
}

// "14" in a row "12-16", or the rows 12, 14 and 16 for "12-16": of one side of the street.
bool AddressMatcher::consider_row_range(const Designation& designation, PlaceCandidate candidate)
{
    const StreetRow& street = m_index.streets[candidate.street];
    const NumberRange wanted = designation.number;
    const auto side = [](NumberKey key) { return key / 32 % 2; };
    m_rows.clear();
    for (std::uint32_t k = street.begin; k < street.numbers_end; ++k) {
        const EntryRow& row = m_index.entries[m_index.by_street[k]];
        const bool row_holds = row.number_low < row.number_high && !wanted.is_range() &&
                               row.number_low <= wanted.low && wanted.low <= row.number_high;
        const bool is_held =
            wanted.is_range() && wanted.low <= row.number_low && row.number_high <= wanted.high;
        if ((row_holds || is_held) && side(row.number_low) == side(wanted.low)) {
            m_rows.push_back(m_index.by_street[k]);
        }
    }
    if (m_rows.empty()) {
        return false;
    }
    if (!wanted.is_range()) {
        note(candidate, Reason::number_in_range, number_weight - typo_cost);
        for_each_premises([&] { consider_rows(designation, candidate); });
        return true;
    }
    note(candidate, Reason::number_range, number_weight - typo_cost);
    add_rows_without_flat(candidate);
    return true;
}

// m_rows are the rows of one house number; finds the flat among them.
void AddressMatcher::consider_rows(const Designation& number, PlaceCandidate candidate)
{
    bool names_flat = false;
    for (const Designation& designation : m_text->designations) {
        const bool may_be_flat =
            designation.mark == Designation::Mark::flat ||
            (designation.mark == Designation::Mark::unmarked &&
             (are_beside(designation.end, number.begin) || are_beside(number.end, designation.begin) ||
              are_beside(candidate.span_end, designation.begin)));
        if (designation.begin == number.begin || !is_live(designation.begin) || !may_be_flat) {
            continue;
        }
        names_flat = true;
        bool found = false;
        for (const std::uint32_t row : m_rows) {
            if (m_index.entries[row].flat_key == designation.flat) {
                PlaceCandidate flat = candidate;
                flat.level = MatchLevel::address;
                flat.entry = row;
                flat.position = m_index.position(row);
                flat.precision_m = default_precision_m(MatchLevel::address);
                note(flat, Reason::flat, flat_weight);
                add(flat);
                found = true;
            }
        }
        if (found) {
            return;
        }
    }
    if (names_flat) {
        note(candidate, Reason::flat_not_found, -left_open_cost);
    }
    add_rows_without_flat(candidate);
}

// m_rows as one place: an address when it is the only one, else the building that they share.
void AddressMatcher::add_rows_without_flat(PlaceCandidate candidate)
{
    const auto is_whole = [&](std::uint32_t row) {
        return m_index.entries[row].flat_key == 0 || has(candidate, Reason::flat);
    };
    const auto wholes = std::count_if(m_rows.begin(), m_rows.end(), is_whole);
    const bool is_range = has(candidate, Reason::number_range);
    if (!is_range && wholes == static_cast<std::ptrdiff_t>(m_rows.size())) {
        for (const std::uint32_t row : m_rows) {
            const bool stands_alone = !has(candidate, Reason::flat_not_found);
            candidate.level = stands_alone ? MatchLevel::address : MatchLevel::building;
            candidate.entry = row;
            candidate.position = m_index.position(row);
            candidate.precision_m = default_precision_m(candidate.level);
            add(candidate);
        }
        return;
    }
    std::vector<PointM> points;
    for (const std::uint32_t row : m_rows) {
        points.push_back(m_index.position(row));
    }
    const Spread spread = spread_of(points);
    const auto own = std::find_if(m_rows.begin(), m_rows.end(), is_whole);
    // The houses of a long range are no one building.
    candidate.level = spread.radius_m <= same_premises_m ? MatchLevel::building : MatchLevel::street;
    candidate.entry = own == m_rows.end() || is_range ? m_rows.front() : *own;
    candidate.position = own == m_rows.end() || is_range ? spread.mean : m_index.position(*own);
    candidate.precision_m = std::max(default_precision_m(MatchLevel::building), spread.radius_m);
    add(candidate);
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

void AddressMatcher::gather_in_postcode()
{
    const PostcodeRow* postcode = postcode_row();
    if (postcode == nullptr || m_text->postcode.is_ambiguous) {
        return;
    }
    // The words that were not read, as one name: the postcode's own streets may be known by them.
    std::string unread;
    for (std::size_t i = 0; i < m_text->use.size(); ++i) {
        if (m_text->use[i] == WordUse::unread && is_live(static_cast<std::uint32_t>(i))) {
            unread += m_text->words()[i].text;
        }
    }
    if (!has_anchor()) {
        for (const Designation& designation : m_text->designations) {
            if (designation.mark == Designation::Mark::flat || designation.number.low == 0 ||
                !is_live(designation.begin)) {
                continue;
            }
            m_rows.clear();
            for (std::uint32_t k = postcode->begin; k < postcode->end; ++k) {
                const EntryRow& row = m_index.entries[m_index.by_postcode[k]];
                if (row.number_low != designation.number.low || row.number_high != designation.number.high ||
                    row.street_row == none) {
                    continue;
                }
                const std::string_view name = m_index.name(m_index.streets[row.street_row].name);
                const auto allowed = static_cast<unsigned>(name.size() / 4);
                if (unread.empty() || typing_errors(unread, name, allowed) <= allowed) {
                    m_rows.push_back(m_index.by_postcode[k]);
                }
            }
            if (!m_rows.empty()) {
                PlaceCandidate candidate{.street = m_index.entries[m_rows.front()].street_row};
                note(candidate, Reason::number, number_weight);
                if (!unread.empty()) {
                    note(candidate, Reason::street, street_weight - 2 * typo_cost);
                    note(candidate, Reason::street_typo);
                }
                for_each_premises([&] { consider_rows(designation, candidate); });
            }
        }
    }
    add_postcode_itself();
}

void AddressMatcher::add_postcode_itself()
{
    const PostcodeRow& postcode = *postcode_row();
    PlaceCandidate candidate{.level = MatchLevel::postcode,
                             .entry = postcode.entry != none          ? postcode.entry
                                      : postcode.begin < postcode.end ? m_index.by_postcode[postcode.begin]
                                                                      : none,
                             .position = {postcode.x_m, postcode.y_m}};
    const double own_m = postcode.precision_m > 0 ? static_cast<double>(postcode.precision_m)
                                                  : default_precision_m(MatchLevel::postcode);
    candidate.precision_m = std::max(own_m, postcode.radius_m);
    const bool has_designation = std::any_of(m_text->designations.begin(), m_text->designations.end(),
                                             [&](const Designation& d) { return is_live(d.begin); });
    if (has_designation) {
        note(candidate, Reason::number_not_found, -left_open_cost);
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
                                     .needs_postcode = span.is_weak};
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

// ---- junctions

// Two streets with JUNCTION, CORNER, a slash or AND, and no house number. True if the text is one.
bool AddressMatcher::gather_junction()
{
    const auto& words = m_text->words();
    std::vector<const NameSpan*> spans;
    for (const NameSpan& span : m_text->names) {
        if ((span.roles & (street_name | street_stem)) != 0 && !is_other_street(span) && !span.is_weak) {
            spans.push_back(&span);
        }
    }
    bool found = false;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        for (std::size_t j = i + 1; j < spans.size(); ++j) {
            if (spans[j]->begin < spans[i]->end) {
                continue;
            }
            bool is_joined = m_text->says_junction || words[spans[j]->begin].after_slash;
            for (std::uint32_t w = spans[i]->end; w < spans[j]->begin; ++w) {
                is_joined = is_joined || words[w].role == WordRole::joiner || words[w].raw == "AT" ||
                            words[w].raw == "X";
            }
            const bool between = m_text->relation != none && words[m_text->relation].text == "BETWEEN";
            const bool has_number = std::any_of(
                m_text->designations.begin(), m_text->designations.end(),
                [&](const Designation& d) { return is_attached(d, *spans[i]) || is_attached(d, *spans[j]); });
            if (is_joined && !between && (!has_number || m_text->says_junction)) {
                add_junction(*spans[i], *spans[j]);
                found = true;
            }
        }
    }
    return found;
}

void AddressMatcher::add_junction(const NameSpan& a, const NameSpan& b)
{
    const auto streets_of = [&](const NameSpan& span) {
        return (span.roles & street_name) != 0 ? m_index.streets_named(span.name)
                                               : m_index.streets_with_stem(span.name);
    };
    const auto points_of = [&](std::uint32_t street) {
        const StreetRow& row = m_index.streets[street];
        return std::span(m_index.by_street).subspan(row.begin, row.end - row.begin);
    };
    const auto middle = [](PointM p, PointM q) { return PointM{(p.x_m + q.x_m) / 2, (p.y_m + q.y_m) / 2}; };
    for (const std::uint32_t s : streets_of(a)) {
        for (const std::uint32_t t : streets_of(b)) {
            PlaceCandidate candidate{.level = MatchLevel::junction, .street = s};
            double least_m2 = std::numeric_limits<double>::infinity();
            for (const std::uint32_t p : points_of(s)) {
                for (const std::uint32_t q : points_of(t)) {
                    const double d2 = squared_distance_m2(m_index.position(p), m_index.position(q));
                    if (d2 < least_m2) {
                        least_m2 = d2;
                        candidate.position = middle(m_index.position(p), m_index.position(q));
                        candidate.entry = p;
                    }
                }
            }
            const double gap_m = std::sqrt(least_m2);
            if (s == t || gap_m > junction_gap_m) {
                continue;
            }
            candidate.precision_m = std::max(default_precision_m(MatchLevel::junction), gap_m);
            note(candidate, Reason::junction, street_weight * 2);
            const double also_m = gap_m <= exact_meeting_m ? exact_meeting_m : junction_gap_m;
            const double apart_m = gap_m <= exact_meeting_m ? other_exact_meeting_m : other_meeting_m;
            bool meets_twice = false;
            for (const std::uint32_t p : points_of(s)) {
                for (const std::uint32_t q : points_of(t)) {
                    meets_twice =
                        meets_twice ||
                        (squared_distance_m2(m_index.position(p), m_index.position(q)) <= also_m * also_m &&
                         distance_m(middle(m_index.position(p), m_index.position(q)), candidate.position) >
                             apart_m);
                }
            }
            if (meets_twice) {
                note(candidate, Reason::streets_meet_twice);
            }
            for (const NameSpan* span : {&a, &b}) {
                if (span->edits > 0) {
                    note(candidate, Reason::street_typo, -typo_cost * span->edits);
                }
            }
            add(candidate);
        }
    }
}

// ---- checking

void AddressMatcher::add(PlaceCandidate candidate)
{
    check_place(candidate);
    check_postcode(candidate);
    if (candidate.needs_postcode && !has(candidate, Reason::postcode)) {
        return;
    }
    check_other_names(candidate);
    check_unread_words(candidate);
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
    if (candidate.entry != none && candidate.level != MatchLevel::street) {
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
        if (m_text->district != 0 && own != 0 && outward_begin(own) != m_text->district) {
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
        const auto at = std::lower_bound(m_index.postcodes.begin(), m_index.postcodes.end(), district,
                                         [](const PostcodeRow& row, PostcodeKey k) { return row.key < k; });
        same_district = at != m_index.postcodes.end() && at->key < district + outward_span;
    }
    const ReasonSet guesses = bit(Reason::street_typo) | bit(Reason::building_typo) |
                              bit(Reason::landmark_typo) | bit(Reason::street_type_missing);
    if (!same_district || (candidate.reasons & guesses) != 0) {
        note(candidate, Reason::postcode_conflict);
    }
}

bool AddressMatcher::agrees_with_building(const PlaceCandidate& candidate, std::uint32_t name) const
{
    const auto buildings = m_index.buildings_named(name);
    return std::any_of(buildings.begin(), buildings.end(), [&](std::uint32_t number) {
        const BuildingRow& row = m_index.buildings[number];
        const PointM at{row.x_m, row.y_m};
        if (candidate.level == MatchLevel::street && candidate.street != none) {
            return m_index.distance_to_street_m(candidate.street, at) <= beside_street_m;
        }
        const bool is_listed =
            std::find(m_index.by_building.begin() + row.begin, m_index.by_building.begin() + row.end,
                      candidate.entry) != m_index.by_building.begin() + row.end;
        const bool has_other_name = candidate.entry != none && m_index.entries[candidate.entry].building != 0;
        const double reach_m =
            candidate.level == MatchLevel::address || candidate.level == MatchLevel::building
                ? same_place_m * 2
                : beside_street_m + candidate.precision_m;
        return is_listed || (!has_other_name && distance_m(candidate.position, at) <= reach_m);
    });
}

bool AddressMatcher::agrees_with_street(const PlaceCandidate& candidate, std::uint32_t name) const
{
    const auto streets = m_index.streets_named(name);
    const bool is_postcode_itself = candidate.level == MatchLevel::postcode && candidate.span_begin == none;
    const PostcodeRow* postcode = postcode_row();
    if (is_postcode_itself && postcode != nullptr && postcode->begin < postcode->end) {
        // The postcode's addresses say which streets it holds.
        return std::any_of(m_index.by_postcode.begin() + postcode->begin,
                           m_index.by_postcode.begin() + postcode->end, [&](std::uint32_t entry) {
                               return std::find(streets.begin(), streets.end(),
                                                m_index.entries[entry].street_row) != streets.end();
                           });
    }
    return std::any_of(streets.begin(), streets.end(), [&](std::uint32_t street) {
        if (candidate.street == street ||
            (candidate.entry != none && m_index.entries[candidate.entry].street_row == street)) {
            return true;
        }
        const bool is_landmark = has(candidate, Reason::landmark);
        const double reach_m = is_landmark                               ? near_landmark_m
                               : candidate.level == MatchLevel::postcode ? in_postcode_m
                                                                         : beside_street_m;
        return m_index.distance_to_street_m(street, candidate.position) <= reach_m;
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
    if (!is_sure && is_plain && after >= 1 && after <= 2 && m_text->relation == none) {
        note(candidate, Reason::place_unknown);
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

// ---- choosing

const PlaceCandidate* AddressMatcher::contradicted_only_by_postcode() const
{
    const auto at = std::find_if(m_candidates.begin(), m_candidates.end(), [](const PlaceCandidate& c) {
        return (c.reasons & contradictions) == bit(Reason::postcode_conflict) && c.street != none &&
               has(c, Reason::number);
    });
    return at == m_candidates.end() ? nullptr : &*at;
}

PlaceCandidate AddressMatcher::as_street(const PlaceCandidate& candidate) const
{
    const StreetRow& street = m_index.streets[candidate.street];
    PlaceCandidate coarse = candidate;
    coarse.level = MatchLevel::street;
    coarse.position = {street.x_m, street.y_m};
    coarse.precision_m = std::max(default_precision_m(MatchLevel::street), street.radius_m);
    return coarse;
}

// Whether two readings that tie place the record alike.
bool AddressMatcher::is_same_place(const PlaceCandidate& best, const PlaceCandidate& c) const
{
    const double gap_m = distance_m(c.position, best.position);
    if (gap_m <= (has(best, Reason::landmark) ? same_landmark_m : same_place_m)) {
        return true;
    }
    const bool is_one_street =
        best.street != none && best.street == c.street && c.level > MatchLevel::building;
    const bool is_in_postcode = c.level == MatchLevel::postcode || best.level == MatchLevel::postcode;
    return gap_m <= std::max(c.precision_m, best.precision_m) &&
           (c.level > best.level || is_one_street || is_in_postcode);
}

AddressMatch AddressMatcher::choose()
{
    std::stable_sort(m_candidates.begin(), m_candidates.end(),
                     [](const PlaceCandidate& a, const PlaceCandidate& b) {
                         return std::tuple(a.is_contradicted(), -a.evidence, a.level, a.entry) <
                                std::tuple(b.is_contradicted(), -b.evidence, b.level, b.entry);
                     });
    AddressMatch match;
    if (m_candidates.empty()) {
        match.reasons = m_text->postcode.state == PostcodeMention::State::unknown
                            ? bit(Reason::postcode_unknown)
                            : bit(Reason::too_little);
        return match;
    }
    match.best = m_candidates.front();
    match.score = score_of(match.best);
    match.reasons = match.best.reasons;
    if (match.best.is_contradicted()) {
        match.state = has(match.best, Reason::place_unknown) ? MatchState::unmatched : MatchState::ambiguous;
        return match;
    }
    // House number and postcode name different parts of one street: all that they agree on is the street.
    const PlaceCandidate* other = contradicted_only_by_postcode();
    if (match.best.level == MatchLevel::postcode && other != nullptr &&
        (match.best.street == other->street || has(match.best, Reason::street))) {
        match.best = as_street(*other);
        match.score = score_of(match.best);
        match.reasons = match.best.reasons;
        match.state = MatchState::located;
        return match;
    }
    for (const PlaceCandidate& c : m_candidates) {
        const bool ties = !c.is_contradicted() && c.evidence > match.best.evidence - tie_margin;
        if (ties && !is_same_place(match.best, c)) {
            match.state = MatchState::ambiguous;
            match.reasons |= bit(Reason::several_places);
            return match;
        }
    }
    match.state = MatchState::located;
    return match;
}

}  // namespace wardmap::locate_detail
