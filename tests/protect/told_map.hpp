#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "heat_classes.hpp"
#include "told_town.hpp"

namespace wardmap::told {

/// The map of a release of two wards: a square in each and one across their border.
class Map {
public:
    Map(std::int64_t middle_w, std::int64_t middle_e, const Numbers& numbers)
        : m_counts({numbers.by_ward[0] - middle_w, middle_w + middle_e, numbers.by_ward[1] - middle_e}),
          m_heat(protection::heat_classes(m_counts, m_squares, threshold))
    {
    }
    [[nodiscard]] const std::vector<std::int64_t>& counts() const { return m_counts; }
    [[nodiscard]] const protection::HeatClasses& heat() const { return m_heat; }
    [[nodiscard]] const std::vector<ProtectedCell>& squares() const { return m_squares; }

    /// Counts of the squares that would be drawn alike, of wards with so many.
    const std::vector<std::vector<std::int64_t>>& drawn_alike(std::int64_t west, std::int64_t east)
    {
        const auto [at, is_new] = m_alike.try_emplace({west, east});
        for (std::int64_t w = 0; is_new && w <= west; ++w) {
            for (std::int64_t e = 0; e <= east; ++e) {
                const std::vector<std::int64_t> counts = {west - w, w + e, east - e};
                if (is_drawn_alike(counts)) {
                    at->second.push_back(counts);
                }
            }
        }
        return at->second;
    }

private:
    static constexpr std::int64_t threshold = 8;

    [[nodiscard]] bool is_drawn_alike(const std::vector<std::int64_t>& counts) const
    {
        const auto is_of_kind = [](std::int64_t one, std::int64_t other) {
            return published_count(one, threshold).kind == published_count(other, threshold).kind;
        };
        if (!std::ranges::equal(counts, m_counts, is_of_kind)) {
            return false;
        }
        const protection::HeatClasses heat = protection::heat_classes(counts, m_squares, threshold);
        return heat.labels == m_heat.labels && heat.of_square == m_heat.of_square;
    }

    std::vector<ProtectedCell> m_squares = {{.south_west = {0, 0}, .side_m = 250, .addresses = 20},
                                            {.south_west = {375, 0}, .side_m = 250, .addresses = 20},
                                            {.south_west = {750, 0}, .side_m = 250, .addresses = 20}};
    std::vector<std::int64_t> m_counts;
    protection::HeatClasses m_heat;
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::vector<std::int64_t>>> m_alike;
};

}  // namespace wardmap::told
