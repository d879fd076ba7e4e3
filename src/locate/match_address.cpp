#include "match_address.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

#include "candidate_evidence.hpp"

namespace wardmap::locate_detail {
namespace {

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
                                                               "name-unsure",
                                                               "too-little"});
static_assert(reason_codes.size() == static_cast<std::size_t>(Reason::count));

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

std::string_view reason_code(Reason reason) noexcept
{
    return reason_codes[static_cast<std::size_t>(reason)];
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
    std::sort(m_candidates.begin(), m_candidates.end(), [](const PlaceCandidate& a, const PlaceCandidate& b) {
        const auto rank = [](const PlaceCandidate& c) {
            return std::tuple(c.is_contradicted(), -c.evidence, c.level, c.entry, c.span_begin, c.reasons,
                              c.street, c.position);
        };
        return rank(a) < rank(b);
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
