#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "wardmap/public_layers.hpp"
#include "wardmap/published_counts.hpp"

/// Small towns of which a release tells wards and months, and every town of which it would have told the same.
namespace wardmap::told {

inline constexpr std::size_t most_wards = 3;
inline constexpr std::size_t months = 3;
inline constexpr std::array<const char*, most_wards> ward_names = {"West", "East", "South"};
inline constexpr std::array<const char*, months> month_names = {"2025-12", "2026-01", "2026-02"};
inline constexpr std::array<const char*, months> last_days = {"2025-12-31", "2026-01-31", "2026-02-28"};

/// Incidents by ward and month, which nobody is told.
using Row = std::array<std::int64_t, months>;
using Table = std::array<Row, most_wards>;

/// A time of whole months.
struct Months {
    std::size_t first = 0;
    std::size_t last = 0;
    [[nodiscard]] bool holds(std::size_t month) const { return first <= month && month <= last; }
    [[nodiscard]] std::string text() const
    {
        return std::string(month_names.at(first)) + "-01/" + last_days.at(last);
    }
};

struct Numbers {
    std::array<std::int64_t, most_wards> by_ward = {};
    std::array<std::int64_t, months> by_month = {};
    std::int64_t all = 0;
};

/// Of the months for which `does_count` says so.
template <typename DoesCount>
Numbers numbers_of(const Table& table, const DoesCount& does_count)
{
    Numbers numbers;
    for (std::size_t w = 0; w < most_wards; ++w) {
        for (std::size_t m = 0; m < months; ++m) {
            const std::int64_t count = does_count(m) ? table.at(w).at(m) : 0;
            numbers.by_ward.at(w) += count;
            numbers.by_month.at(m) += count;
            numbers.all += count;
        }
    }
    return numbers;
}

/// A release as everybody sees it, and the table that it was made from.
struct Release {
    Table table = {};
    std::size_t wards = 2;       ///< of the table
    std::size_t told_wards = 2;  ///< the first of them; the others lie beyond the areas that are told
    Months time;
    std::int64_t threshold = 8;
    bool is_together = false;  ///< the first two wards are told as one
    bool tells_months = true;

    [[nodiscard]] Numbers numbers(const Table& of) const
    {
        return numbers_of(of, [this](std::size_t m) { return time.holds(m); });
    }
    [[nodiscard]] Numbers numbers() const { return numbers(table); }
    [[nodiscard]] CountRange range_of(std::int64_t count) const
    {
        return published_count(count, threshold).possible;
    }
    [[nodiscard]] std::vector<PublishedNumber> published() const
    {
        const Numbers counts = numbers();
        std::vector<PublishedNumber> list;
        const auto add = [&](const char* part, const std::string& name, std::int64_t count) {
            list.push_back({.theme = "asb",
                            .period = time.text(),
                            .part = part,
                            .name = name,
                            .incidents = published_count(count, threshold).text(),
                            .hidden_below = threshold});
        };
        add("all", "", counts.all);
        for (std::size_t w = is_together ? 2 : 0; w < told_wards; ++w) {
            add("ward", ward_names.at(w), counts.by_ward.at(w));
        }
        if (is_together) {
            add("wards together", "West + East", counts.by_ward[0] + counts.by_ward[1]);
        }
        for (std::size_t m = time.first; m <= time.last && tells_months; ++m) {
            add("month", month_names.at(m), counts.by_month.at(m));
        }
        return list;
    }
};

inline bool is_within(std::int64_t count, const CountRange& range)
{
    return range.lowest <= count && count <= range.highest;
}

/// Every table from which the same would have been told, found by trying.
class TablesToldAlike {
public:
    explicit TablesToldAlike(const Release& release) : m_release(release), m_counts(release.numbers())
    {
        for (std::size_t m = 0; m < months && release.tells_months; ++m) {
            m_by_month.at(m) = release.range_of(m_counts.by_month.at(m));
        }
        for (std::size_t w = 0; w < release.wards; ++w) {
            add_rows(w);
        }
    }
    /// Calls `use` with each.
    template <typename Use>
    void for_each(const Use& use) const
    {
        Table table = {};
        try_ward(0, table, use);
    }

private:
    void add_rows(std::size_t ward)
    {
        const CountRange all = m_release.range_of(m_counts.all);
        const bool is_alone = ward < m_release.told_wards && (ward >= 2 || !m_release.is_together);
        const CountRange sum =
            is_alone ? m_release.range_of(m_counts.by_ward.at(ward)) : CountRange{0, all.highest};
        const auto most = [&](std::size_t m) {
            return m_release.time.holds(m) ? std::min(sum.highest, m_by_month.at(m).highest) : 0;
        };
        for (std::int64_t a = 0; a <= most(0); ++a) {
            for (std::int64_t b = 0; b <= most(1); ++b) {
                for (std::int64_t c = 0; c <= most(2); ++c) {
                    if (is_within(a + b + c, sum)) {
                        m_rows.at(ward).push_back({a, b, c});
                    }
                }
            }
        }
    }
    template <typename Use>
    void try_ward(std::size_t ward, Table& table, const Use& use) const
    {
        if (ward == m_release.wards) {
            if (is_told_alike(table)) {
                use(table);
            }
            return;
        }
        const bool is_last = ward + 1 == m_release.wards;
        for (const Row& row : m_rows[ward]) {
            bool is_possible = true;
            for (std::size_t m = 0; m < months && is_possible; ++m) {
                const std::int64_t sum = row[m] + (ward > 0 ? table[0][m] : 0) + (ward > 1 ? table[1][m] : 0);
                is_possible = is_last ? is_within(sum, m_by_month[m]) : sum <= m_by_month[m].highest;
            }
            if (is_possible) {
                table[ward] = row;
                try_ward(ward + 1, table, use);
            }
        }
    }
    /// Its months are.
    [[nodiscard]] bool is_told_alike(const Table& table) const
    {
        const Numbers counts = m_release.numbers(table);
        const std::int64_t sum = m_counts.by_ward[0] + m_counts.by_ward[1];
        return is_within(counts.all, m_release.range_of(m_counts.all)) &&
               (!m_release.is_together ||
                is_within(counts.by_ward[0] + counts.by_ward[1], m_release.range_of(sum)));
    }

    const Release& m_release;
    Numbers m_counts;
    std::array<CountRange, months> m_by_month;
    std::array<std::vector<Row>, most_wards> m_rows;
};

}  // namespace wardmap::told
