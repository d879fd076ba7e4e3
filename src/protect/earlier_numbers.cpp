#include "earlier_numbers.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>

#include "shared_time.hpp"
#include "theme_counts.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::protection {

namespace {

using Relation = PublicKnowledge::Relation;
using Sum = PublicKnowledge::Sum;

/// The counts that a published text allows; nothing for what is no such text.
std::optional<CountRange> range_of(const std::string& text, std::int64_t threshold)
{
    if (text == "*") {
        return CountRange{1, threshold - 1};
    }
    const auto number = parse_double(text);
    if (!number || *number < 0) {
        return std::nullopt;
    }
    CountRange range = published_count(static_cast<std::int64_t>(*number), 1).possible;
    if (range.highest > 0) {
        range.lowest = std::max(range.lowest, threshold);  // 12 is told as 10 where all below 12 is hidden
    }
    return range;
}

const ToldNumber* find_told(std::span<const ToldNumber> told, std::string_view part, std::string_view name)
{
    const auto same = std::ranges::find_if(
        told, [&](const ToldNumber& number) { return number.part == part && number.name == name; });
    return same == told.end() ? nullptr : &*same;
}

/// The present numbers of an earlier one's places; none unless all of them are told now.
std::vector<std::size_t> places_of(const PublishedNumber& earlier, std::span<const ToldNumber> told)
{
    const bool is_sum = earlier.part == part_of_wards_together;
    std::vector<std::size_t> places;
    std::string_view rest = earlier.name;
    do {
        const std::string_view name = is_sum ? rest.substr(0, rest.find(between_wards)) : rest;
        rest.remove_prefix(std::min(rest.size(), name.size() + between_wards.size()));
        const ToldNumber* place = find_told(told, is_sum ? "ward" : std::string_view(earlier.part), name);
        if (place == nullptr) {
            return {};
        }
        places.push_back(place->at);
    } while (is_sum && !rest.empty());
    return places;
}

/// Whether every incident of today is in one of the parts; so it is said where none is told.
bool do_parts_make_all(std::span<const ToldNumber> told, std::string_view part)
{
    std::int64_t all = 0;
    std::int64_t counted = 0;
    bool is_told = false;
    for (const ToldNumber& number : told) {
        all = number.part == "all" ? number.count : all;
        counted += number.part == part ? number.count : 0;
        is_told = is_told || number.part == part;
    }
    return !is_told || counted == all;
}

/// "ward" of wards that are told together as well.
std::string_view kind_of(const PublishedNumber& number)
{
    return number.part == part_of_wards_together ? std::string_view("ward") : std::string_view(number.part);
}

/// One period of an earlier release beside the present one.
class EarlierPeriod {
public:
    EarlierPeriod(const PresentRelease& present, const PublicTheme& theme, BothReleases& both)
        : m_present(present), m_theme(theme), m_both(both)
    {
    }
    void add(std::size_t index, const PublishedNumber& number)
    {
        m_numbers.push_back({.index = index,
                             .number = &number,
                             .at = m_both.numbers.add(*range_of(number.incidents, number.hidden_below),
                                                      m_theme.context.theme + ", " +
                                                          (number.part == "all" ? "all" : number.name) +
                                                          " in the release before"),
                             .share = share_of(number, m_theme.period),
                             .places = places_of(number, m_present.told)});
    }
    /// Once all are added.
    void put_beside_present()
    {
        const std::size_t before = m_both.adding_up.size();
        const std::vector<Sum> sums = sums_that_can_be_true();
        m_both.adding_up.insert(m_both.adding_up.end(), sums.begin(), sums.end());
        std::vector<Share> shares;
        std::ranges::transform(m_numbers, std::back_inserter(shares), &Part::share);
        const auto shared = divide(m_numbers.front().at, shares, sums, ", in the time that it alone counts");
        const auto& sums_now = m_present.numbers.known.sums;
        const std::span<const Sum> without_map(
            sums_now.begin(), sums_now.begin() + static_cast<std::ptrdiff_t>(m_present.sums_without_map));
        const auto shared_now =
            divide(0, shares_now(), without_map, ", in the time that the release before does not count");
        for (std::size_t i = 0; i < m_numbers.size(); ++i) {
            if (m_numbers[i].share != Share::none && !m_numbers[i].places.empty()) {
                link(m_numbers[i], shared[i], shared_now);
            }
        }
        if (m_do_parts_make_all) {
            add_up_what_was_corrected("ward");
            add_up_what_was_corrected("month");
        }
        PublicKnowledge known = m_both.numbers.known;
        known.sums.insert(known.sums.end(), m_both.adding_up.begin(), m_both.adding_up.end());
        if (!can_be_true(known)) {  // of a file that nobody can have published: its numbers one by one
            m_both.adding_up.resize(before);
        }
    }

private:
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
    struct Part {
        std::size_t index = 0;  ///< in the earlier release
        const PublishedNumber* number = nullptr;
        std::size_t at = 0;
        Share share = Share::none;        ///< of its time, what the present release counts too
        std::vector<std::size_t> places;  ///< its present numbers; none unless all are told now
        std::size_t corrected = nowhere;
    };

    [[nodiscard]] const Part* all() const
    {
        const auto found =
            std::ranges::find_if(m_numbers, [](const Part& part) { return part.number->part == "all"; });
        return found == m_numbers.end() ? nullptr : &*found;
    }
    template <typename IsPart>
    void add_sum(std::size_t whole, Relation relation, const IsPart& is_part, std::vector<Sum>& sums) const
    {
        Sum sum{.whole = whole, .parts = {}, .relation = relation};
        for (const Part& part : m_numbers) {
            if (is_part(part)) {
                sum.parts.push_back(part.at);
            }
        }
        if (!sum.parts.empty()) {
            sums.push_back(std::move(sum));
        }
    }
    /// How the earlier numbers add up, if wards and months make the whole of which they are parts as `of_parts` says.
    [[nodiscard]] std::vector<Sum> sums_of_numbers(Relation of_parts) const
    {
        std::vector<Sum> sums;
        if (all() == nullptr) {
            return sums;
        }
        for (const std::string_view kind : {"ward", "month", "block"}) {
            const bool is_whole = kind != "block" && do_parts_make_all(m_present.told, kind);
            add_sum(
                all()->at, is_whole ? of_parts : Relation::at_most,
                [&](const Part& part) { return kind_of(*part.number) == kind; }, sums);
        }
        for (const Part& ward : m_numbers) {
            if (ward.number->part == "ward") {
                const auto is_block_in_ward = [&](const Part& part) {
                    const ToldNumber* block = find_told(m_present.told, "block", part.number->name);
                    return part.number->part == "block" && block != nullptr &&
                           block->ward == ward.number->name;
                };
                add_sum(ward.at, Relation::at_most, is_block_in_ward, sums);
            }
        }
        return sums;
    }
    /// Where some incidents were in no ward then, the wards do not make the whole.
    [[nodiscard]] std::vector<Sum> sums_that_can_be_true()
    {
        PublicKnowledge earlier{.ranges = m_both.numbers.known.ranges,
                                .sums = sums_of_numbers(Relation::equal)};
        m_do_parts_make_all = can_be_true(earlier);
        return m_do_parts_make_all ? earlier.sums : sums_of_numbers(Relation::at_most);
    }
    /// Of each present number's time, what the earlier release counts too. Of what is not told nobody knows.
    [[nodiscard]] std::vector<Share> shares_now() const
    {
        const std::string& period = m_numbers.front().number->period;
        std::vector<Share> shares(m_present.ranges_without_map,
                                  period == m_theme.period ? Share::all : Share::some);
        for (const ToldNumber& told : m_present.told) {
            shares[told.at] = share_of({.theme = {},
                                        .period = m_theme.period,
                                        .part = told.part,
                                        .name = told.name,
                                        .incidents = {}},
                                       period);
        }
        return shares;
    }
    /// Divides the numbers from `first` on by time, one for each share; `sums` are theirs. What both releases count of each.
    std::vector<std::size_t> divide(std::size_t first, const std::vector<Share>& shares,
                                    std::span<const Sum> sums, const std::string& time_of_one)
    {
        std::vector<std::size_t> shared(shares.size());
        std::iota(shared.begin(), shared.end(), first);
        if (std::ranges::all_of(shares, [](Share share) { return share == Share::all; })) {
            return shared;
        }
        const std::size_t both =
            add_ranges(first, shares, Share::none, ", in the time that both releases count");
        const std::size_t one = add_ranges(first, shares, Share::all, time_of_one);
        for (std::size_t i = 0; i < shares.size(); ++i) {
            m_both.numbers.known.sums.push_back(
                {.whole = first + i, .parts = {both + i, one + i}, .relation = Relation::equal});
            shared[i] = both + i;
        }
        for (const std::size_t time : {both, one}) {
            for (Sum sum : sums) {
                sum.whole += time - first;
                std::ranges::for_each(sum.parts, [&](std::size_t& part) { part += time - first; });
                m_both.adding_up.push_back(std::move(sum));
            }
        }
        return shared;
    }
    /// One range for each share: nothing can be in one where it is `of_none`.
    std::size_t add_ranges(std::size_t first, const std::vector<Share>& shares, Share of_none,
                           const std::string& time)
    {
        const std::size_t begin = m_both.numbers.names.size();
        for (std::size_t i = 0; i < shares.size(); ++i) {
            const std::string name = m_both.numbers.names[first + i];
            m_both.numbers.add(shares[i] == of_none ? CountRange{0, 0} : CountRange{},
                               name.empty() ? "" : name + time);
        }
        return begin;
    }
    void link(Part& part, std::size_t shared, const std::vector<std::size_t>& shared_now)
    {
        const PublicKnowledge& known = m_both.numbers.known;
        const std::int64_t most_now = known.ranges[m_present.told.front().at].highest;
        part.corrected = m_both.numbers.add({-most_now, known.ranges[part.at].highest}, "");
        Sum same{.whole = shared, .parts = {part.corrected}, .relation = Relation::equal};
        std::ranges::transform(part.places, std::back_inserter(same.parts),
                               [&](std::size_t place) { return shared_now[place]; });
        m_both.numbers.known.sums.push_back(std::move(same));
        m_both.links.push_back({.index = part.index, .corrected = part.corrected, .agrees = false});
    }
    /// As long as the parts of both releases are the same, and make the whole.
    void add_up_what_was_corrected(std::string_view kind)
    {
        const std::string& period = m_numbers.front().number->period;
        if (all() == nullptr || all()->corrected == nowhere || !do_parts_make_all(m_present.told, kind)) {
            return;
        }
        std::vector<std::size_t> now;
        for (const ToldNumber& told : m_present.told) {
            const bool is_in_both = share_of({.theme = {},
                                              .period = m_theme.period,
                                              .part = told.part,
                                              .name = told.name,
                                              .incidents = {}},
                                             period) != Share::none;
            if (told.part == kind && is_in_both) {
                now.push_back(told.at);
            }
        }
        Sum sum{.whole = all()->corrected, .parts = {}, .relation = Relation::equal};
        std::vector<std::size_t> before;
        for (const Part& part : m_numbers) {
            if (kind_of(*part.number) == kind && part.share != Share::none) {
                if (part.corrected == nowhere) {
                    return;
                }
                sum.parts.push_back(part.corrected);
                before.insert(before.end(), part.places.begin(), part.places.end());
            }
        }
        std::ranges::sort(now);
        std::ranges::sort(before);
        if (!now.empty() && now == before) {
            m_both.adding_up.push_back(std::move(sum));
        }
    }

    const PresentRelease& m_present;
    const PublicTheme& m_theme;
    BothReleases& m_both;
    std::vector<Part> m_numbers;
    bool m_do_parts_make_all = false;  ///< as far as anybody can see
};

}  // namespace

std::size_t NamedKnowledge::add(CountRange range, std::string name)
{
    known.ranges.push_back(range);
    names.push_back(std::move(name));
    return names.size() - 1;
}

BothReleases both_releases(const PresentRelease& present, const PublicTheme& theme,
                           std::span<const PublishedNumber> previous)
{
    BothReleases both{.numbers = present.numbers, .adding_up = {}, .links = {}};
    std::map<std::pair<std::string, std::int64_t>, std::vector<std::size_t>> by_period;
    for (std::size_t i = 0; i < previous.size(); ++i) {
        if (previous[i].theme == theme.context.theme &&
            range_of(previous[i].incidents, previous[i].hidden_below)) {
            by_period[{previous[i].period, previous[i].hidden_below}].push_back(i);
        }
    }
    for (const auto& [period, numbers] : by_period) {
        EarlierPeriod earlier(present, theme, both);
        for (const std::size_t i : numbers) {
            earlier.add(i, previous[i]);
        }
        earlier.put_beside_present();
    }
    std::ranges::sort(both.links, {}, &EarlierLink::index);
    const PublicKnowledge today = with_true_counts(both.numbers.known, present.told);
    for (EarlierLink& link : both.links) {
        link.agrees = can_be_true(put_together(today, {&link, 1}));
    }
    return both;
}

}  // namespace wardmap::protection
