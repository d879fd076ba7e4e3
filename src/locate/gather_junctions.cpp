#include <algorithm>
#include <cmath>
#include <limits>

#include "candidate_evidence.hpp"
#include "match_address.hpp"

namespace wardmap::locate_detail {

namespace {

/// Where two streets come nearest to one another.
struct Meeting {
    PointM position;
    std::uint32_t entry = none;  ///< of the first street
    double gap_m = std::numeric_limits<double>::infinity();
};

PointM middle(PointM p, PointM q) noexcept { return {(p.x_m + q.x_m) / 2, (p.y_m + q.y_m) / 2}; }

std::span<const std::uint32_t> entries_of(const Gazetteer::Index& index, std::uint32_t street)
{
    return index.entries_of(index.streets[street]);
}

// Streets of one name are many, and most are in other towns: their circles tell.
bool may_meet(const StreetRow& s, const StreetRow& t) noexcept
{
    const double reach_m = s.radius_m + t.radius_m + junction_gap_m + rounding_m;
    return squared_distance_m2({s.x_m, s.y_m}, {t.x_m, t.y_m}) <= reach_m * reach_m;
}

Meeting meeting_of(const Gazetteer::Index& index, std::uint32_t s, std::uint32_t t)
{
    Meeting meeting;
    double least_m2 = std::numeric_limits<double>::infinity();
    for (const std::uint32_t p : entries_of(index, s)) {
        for (const std::uint32_t q : entries_of(index, t)) {
            const double d2 = squared_distance_m2(index.position(p), index.position(q));
            if (d2 < least_m2) {
                least_m2 = d2;
                meeting.position = middle(index.position(p), index.position(q));
                meeting.entry = p;
            }
        }
    }
    meeting.gap_m = std::sqrt(least_m2);
    return meeting;
}

// Whether the streets meet as closely somewhere else, as a crescent does with its road.
bool meets_elsewhere(const Gazetteer::Index& index, std::uint32_t s, std::uint32_t t, const Meeting& meeting)
{
    const bool is_exact = meeting.gap_m <= exact_meeting_m;
    const double also_m = is_exact ? exact_meeting_m : junction_gap_m;
    const double apart_m = is_exact ? other_exact_meeting_m : other_meeting_m;
    for (const std::uint32_t p : entries_of(index, s)) {
        for (const std::uint32_t q : entries_of(index, t)) {
            const PointM a = index.position(p);
            const PointM b = index.position(q);
            if (squared_distance_m2(a, b) <= also_m * also_m &&
                distance_m(middle(a, b), meeting.position) > apart_m) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

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
    for (const std::uint32_t s : streets_of(a)) {
        for (const std::uint32_t t : streets_of(b)) {
            if (!may_meet(m_index.streets[s], m_index.streets[t])) {
                continue;
            }
            const Meeting meeting = meeting_of(m_index, s, t);
            if (s == t || meeting.gap_m > junction_gap_m) {
                continue;
            }
            PlaceCandidate candidate{
                .level = MatchLevel::junction,
                .entry = meeting.entry,
                .street = s,
                .position = meeting.position,
                .precision_m = std::max(default_precision_m(MatchLevel::junction), meeting.gap_m),
                .may_be_other = a.may_be_other || b.may_be_other};
            note(candidate, Reason::junction, street_weight * 2);
            if (meets_elsewhere(m_index, s, t, meeting)) {
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

}  // namespace wardmap::locate_detail
