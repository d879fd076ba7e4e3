#include <algorithm>
#include <iterator>
#include <utility>

#include "earlier_numbers.hpp"

namespace wardmap::protection {

namespace {

/// Links that can be true together, one after the other.
class FittingLinks {
public:
    explicit FittingLinks(const PublicKnowledge& known) : m_known(known) {}

    /// As one by one: where all of some links fit, each of them does beside those before it.
    void add_those_that_fit(std::span<const EarlierLink> links)
    {
        if (links.empty()) {
            return;
        }
        const std::size_t before = m_fitting.size();
        m_fitting.insert(m_fitting.end(), links.begin(), links.end());
        if (can_be_true(put_together(m_known, m_fitting))) {
            return;
        }
        m_fitting.resize(before);
        if (links.size() > 1) {
            const std::size_t half = links.size() / 2;
            add_those_that_fit(links.first(half));
            add_those_that_fit(links.subspan(half));
        }
    }
    [[nodiscard]] std::vector<EarlierLink> take() { return std::move(m_fitting); }

private:
    const PublicKnowledge& m_known;
    std::vector<EarlierLink> m_fitting;
};

bool holds(std::span<const EarlierLink> links, const EarlierLink& link)
{
    return std::ranges::find(links, link.index, &EarlierLink::index) != links.end();
}

}  // namespace

PublicKnowledge put_together(const PublicKnowledge& known, std::span<const EarlierLink> links)
{
    PublicKnowledge together = known;
    for (const EarlierLink& link : links) {
        together.ranges[link.corrected] = {0, 0};
    }
    return together;
}

PublicKnowledge with_true_counts(PublicKnowledge known, std::span<const ToldNumber> told)
{
    for (const ToldNumber& number : told) {
        known.ranges[number.at] = {number.count, number.count};
    }
    return known;
}

std::vector<std::vector<EarlierLink>> sets_that_can_be_true(const PublicKnowledge& known,
                                                            std::span<const EarlierLink> links)
{
    std::vector<std::vector<EarlierLink>> sets;
    const auto add_set = [&](std::span<const EarlierLink> first, std::span<const EarlierLink> without) {
        FittingLinks fitting(known);
        fitting.add_those_that_fit(first);
        std::vector<EarlierLink> others;
        std::ranges::copy_if(links, std::back_inserter(others), [&](const EarlierLink& link) {
            return !holds(first, link) && !holds(without, link);
        });
        fitting.add_those_that_fit(others);
        sets.push_back(fitting.take());
    };
    add_set({}, {});
    const std::vector<EarlierLink> of_first = sets.front();
    if (of_first.size() == links.size()) {
        return sets;
    }
    std::vector<EarlierLink> in_none(links.begin(), links.end());
    const auto remove_those_of_last = [&] {
        return std::erase_if(in_none, [&](const EarlierLink& link) { return holds(sets.back(), link); }) > 0;
    };
    while (remove_those_of_last() && !in_none.empty()) {
        add_set(in_none, {});
    }
    if (!in_none.empty() && sets.size() > 1) {
        sets.pop_back();  // each that is left contradicts what is known by itself
    }
    for (const EarlierLink& link : of_first) {
        add_set({}, {&link, 1});
    }
    return sets;
}

}  // namespace wardmap::protection
