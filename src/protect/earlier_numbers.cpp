#include "earlier_numbers.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "theme_counts.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap::protection {

namespace {

using Relation = PublicKnowledge::Relation;

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

/// "2025-07-01/2026-06-30" is inside itself and every longer period around it. ISO days compare as text.
bool is_inside(const std::string& period, const std::string& other)
{
    const std::size_t slash = period.find('/');
    const std::size_t other_slash = other.find('/');
    return slash != std::string::npos && other_slash != std::string::npos &&
           period.substr(0, slash) >= other.substr(0, other_slash) &&
           period.substr(slash + 1) <= other.substr(other_slash + 1);
}

/// How its count stands to today's of the same places; nothing where neither period holds the other.
std::optional<Relation> relation_of(const PublishedNumber& earlier, const std::string& period)
{
    if (earlier.part == "month" || earlier.period == period) {
        return Relation::equal;
    }
    if (is_inside(earlier.period, period)) {
        return Relation::at_least;
    }
    return is_inside(period, earlier.period) ? std::optional{Relation::at_most} : std::nullopt;
}

const ToldNumber* find_told(std::span<const ToldNumber> told, std::string_view part, std::string_view name)
{
    const auto same = std::ranges::find_if(
        told, [&](const ToldNumber& number) { return number.part == part && number.name == name; });
    return same == told.end() ? nullptr : &*same;
}

/// The present numbers of an earlier one's places; none unless all of them are told now.
std::vector<const ToldNumber*> places_of(const PublishedNumber& earlier, std::span<const ToldNumber> told)
{
    const bool is_sum = earlier.part == part_of_wards_together;
    std::vector<const ToldNumber*> places;
    std::string_view rest = earlier.name;
    do {
        const std::string_view name = is_sum ? rest.substr(0, rest.find(between_wards)) : rest;
        rest.remove_prefix(std::min(rest.size(), name.size() + between_wards.size()));
        places.push_back(find_told(told, is_sum ? "ward" : std::string_view(earlier.part), name));
        if (places.back() == nullptr) {
            return {};
        }
    } while (is_sum && !rest.empty());
    return places;
}

bool does_agree(const EarlierNumber& earlier, std::int64_t count)
{
    return (earlier.relation == Relation::at_most || earlier.range.lowest <= count) &&
           (earlier.relation == Relation::at_least || earlier.range.highest >= count);
}

/// Earlier numbers that can be true together, one after the other.
class FittingNumbers {
public:
    explicit FittingNumbers(const PublicKnowledge& present) : m_present(present) {}

    /// As one by one: where all of some numbers fit, each of them does beside those before it.
    void add_those_that_fit(std::span<const EarlierNumber> numbers)
    {
        if (numbers.empty()) {
            return;
        }
        const std::size_t before = m_fitting.size();
        m_fitting.insert(m_fitting.end(), numbers.begin(), numbers.end());
        if (can_be_true(put_together(m_present, m_fitting))) {
            return;
        }
        m_fitting.resize(before);
        if (numbers.size() > 1) {
            const std::size_t half = numbers.size() / 2;
            add_those_that_fit(numbers.first(half));
            add_those_that_fit(numbers.subspan(half));
        }
    }
    [[nodiscard]] std::vector<EarlierNumber> take() { return std::move(m_fitting); }

private:
    const PublicKnowledge& m_present;
    std::vector<EarlierNumber> m_fitting;
};

bool holds(std::span<const EarlierNumber> numbers, const EarlierNumber& number)
{
    return std::ranges::find(numbers, number.index, &EarlierNumber::index) != numbers.end();
}

}  // namespace

std::vector<EarlierNumber> earlier_numbers(const PublicTheme& theme, std::span<const ToldNumber> told,
                                           std::span<const PublishedNumber> previous)
{
    std::vector<EarlierNumber> numbers;
    for (std::size_t i = 0; i < previous.size(); ++i) {
        const PublishedNumber& earlier = previous[i];
        const auto range = range_of(earlier.incidents, earlier.hidden_below);
        const auto relation = relation_of(earlier, theme.period);
        if (earlier.theme != theme.context.theme || !range || !relation) {
            continue;
        }
        EarlierNumber number{.index = i, .range = *range, .parts = {}, .relation = *relation};
        std::int64_t count = 0;
        for (const ToldNumber* place : places_of(earlier, told)) {
            number.parts.push_back(place->at);
            count += place->count;
        }
        if (!number.parts.empty()) {
            number.agrees = does_agree(number, count);
            numbers.push_back(std::move(number));
        }
    }
    return numbers;
}

PublicKnowledge put_together(const PublicKnowledge& present, std::span<const EarlierNumber> earlier)
{
    PublicKnowledge known = present;
    for (const EarlierNumber& number : earlier) {
        known.ranges.push_back(number.range);
        known.sums.push_back(
            {.whole = known.ranges.size() - 1, .parts = number.parts, .relation = number.relation});
    }
    return known;
}

std::vector<std::vector<EarlierNumber>> sets_that_can_be_true(const PublicKnowledge& present,
                                                              std::span<const EarlierNumber> earlier)
{
    std::vector<std::vector<EarlierNumber>> sets;
    std::vector<EarlierNumber> in_none(earlier.begin(), earlier.end());
    do {
        FittingNumbers fitting(present);
        fitting.add_those_that_fit(in_none);
        std::vector<EarlierNumber> others;
        std::ranges::copy_if(earlier, std::back_inserter(others),
                             [&](const EarlierNumber& number) { return !holds(in_none, number); });
        fitting.add_those_that_fit(others);
        sets.push_back(fitting.take());
        const std::size_t removed =
            std::erase_if(in_none, [&](const EarlierNumber& number) { return holds(sets.back(), number); });
        if (removed == 0) {  // each that is left contradicts the present numbers by itself
            if (sets.size() > 1) {
                sets.pop_back();
            }
            break;
        }
    } while (!in_none.empty());
    return sets;
}

}  // namespace wardmap::protection
