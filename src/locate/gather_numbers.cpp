#include <algorithm>

#include "candidate_evidence.hpp"
#include "match_address.hpp"

// Candidates by house number: on a street, or in a postcode.
namespace wardmap::locate_detail {

// Gathers the rows of the street with that number; false if there are none.
bool AddressMatcher::consider_number(const Designation& designation, PlaceCandidate candidate)
{
    const StreetRow& street = m_index.streets[candidate.street];
    const auto rows = m_index.by_street.part(street.begin, street.numbers_end);
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
void AddressMatcher::for_each_premises(const Consider& consider)
{
    std::vector<std::uint32_t> left = m_rows;
    while (!left.empty()) {
        const PointM first = m_index.position(left.front());
        m_rows.clear();
        std::vector<std::uint32_t> elsewhere;
        for (const std::uint32_t row : left) {
            (distance_m(m_index.position(row), first) <= same_premises_m ? m_rows : elsewhere).push_back(row);
        }
        left = std::move(elsewhere);
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
                add_flat(candidate, row);
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
    points.reserve(m_rows.size());
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

}  // namespace wardmap::locate_detail
