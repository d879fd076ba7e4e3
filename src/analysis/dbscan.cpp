#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "distinct_places.hpp"
#include "wardmap/clusters.hpp"
#include "wardmap/error.hpp"
#include "wardmap/number_text.hpp"

namespace wardmap {

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// Cells so small that all points of one are neighbours; those of a point are within two columns and rows
/// (Gunawan 2013, "A faster algorithm for DBSCAN").
class DbscanGrid {
public:
    DbscanGrid(const DistinctPlaces& places, const DbscanOptions& options)
        : m_places(places),
          m_reach2(options.epsilon_m * options.epsilon_m),
          m_min_points(options.min_points),
          m_is_core(places.size()),
          m_sets(places.size())
    {
        sort_into_cells(options.epsilon_m);
    }

    std::vector<std::int32_t> groups()
    {
        for (std::size_t cell = 0; cell < m_cells.size(); ++cell) {
            find_cores(cell);
        }
        for (std::size_t cell = 0; cell < m_cells.size(); ++cell) {
            join_own(cell);
        }
        // The nearest cells first: most of the others are then together already.
        for (const std::int64_t reach : {1, 2}) {
            for (std::size_t cell = 0; cell < m_cells.size(); ++cell) {
                join_neighbours(cell, reach);
            }
        }
        std::vector<std::int32_t> group_of(m_places.size(), no_cluster);
        for (std::size_t cell = 0; cell < m_cells.size(); ++cell) {
            for (const std::uint32_t place : members(cell)) {
                const std::uint32_t core = m_is_core[place] != 0 ? place : nearest_core(cell, place);
                group_of[place] = core == none ? no_cluster : static_cast<std::int32_t>(m_sets.find(core));
            }
        }
        return group_of;
    }

private:
    struct Cell {
        std::int64_t col = 0;
        std::int64_t row = 0;
        std::size_t begin = 0;
        std::size_t end = 0;
        std::uint64_t points = 0;
        std::array<std::uint32_t, 5> near_begin{};  ///< cells of columns col-2 … col+2, rows row-2 … row+2
        std::array<std::uint32_t, 5> near_end{};
    };

    void sort_into_cells(double epsilon_m)
    {
        const double side_m = epsilon_m / std::numbers::sqrt2 * (1 - 1e-9);  // less than rounding could add
        struct Keyed {
            std::uint64_t key;
            std::uint32_t place;
        };
        BoxM box;
        std::for_each(m_places.at.begin(), m_places.at.end(), [&](PointM p) { box.include(p); });
        if (std::max(box.width_m(), box.height_m()) / side_m > 2e9) {
            throw Error(ErrorKind::limit, "epsilon",
                        shortest_text(epsilon_m) + " m is too small for points so far apart",
                        "Take a larger one, or leave out stray points");
        }
        std::vector<Keyed> keyed;
        keyed.reserve(m_places.size());
        for (std::uint32_t place = 0; place < m_places.size(); ++place) {
            const PointM p = m_places.at[place];
            const auto col = static_cast<std::uint64_t>((p.x_m - box.min_x_m) / side_m);
            const auto row = static_cast<std::uint64_t>((p.y_m - box.min_y_m) / side_m);
            keyed.push_back({col << 32 | row, place});
        }
        std::sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) {
            return a.key != b.key ? a.key < b.key : a.place < b.place;
        });
        for (std::size_t i = 0; i < keyed.size(); ++i) {
            if (i == 0 || keyed[i].key != keyed[i - 1].key) {
                m_cells.push_back({.col = static_cast<std::int64_t>(keyed[i].key >> 32),
                                   .row = static_cast<std::int64_t>(keyed[i].key & 0xffffffff),
                                   .begin = i});
            }
            m_order.push_back(keyed[i].place);
            m_cells.back().end = i + 1;
            m_cells.back().points += m_places.count[keyed[i].place];
        }
        find_near_cells();
    }

    /// Cells are sorted by column and row, so each bound only moves forward.
    void find_near_cells()
    {
        for (std::size_t k = 0; k < 5; ++k) {
            const std::int64_t shift = static_cast<std::int64_t>(k) - 2;
            std::uint32_t begin = 0;
            std::uint32_t end = 0;
            for (Cell& cell : m_cells) {
                const auto before = [&](std::uint32_t c, std::int64_t row) {
                    return c < m_cells.size() &&
                           std::pair(m_cells[c].col, m_cells[c].row) < std::pair(cell.col + shift, row);
                };
                while (before(begin, cell.row - 2)) {
                    ++begin;
                }
                while (before(end, cell.row + 3)) {
                    ++end;
                }
                cell.near_begin[k] = begin;
                cell.near_end[k] = end;
            }
        }
    }

    [[nodiscard]] std::span<const std::uint32_t> members(std::size_t cell) const
    {
        return std::span(m_order).subspan(m_cells[cell].begin, m_cells[cell].end - m_cells[cell].begin);
    }
    template <typename Visit>
    void for_each_near(std::size_t cell, const Visit& visit) const
    {
        for (std::size_t k = 0; k < 5; ++k) {
            for (std::uint32_t c = m_cells[cell].near_begin[k]; c < m_cells[cell].near_end[k]; ++c) {
                visit(c);
            }
        }
    }
    [[nodiscard]] bool is_near(std::uint32_t a, std::uint32_t b) const noexcept
    {
        return squared_distance_m2(m_places.at[a], m_places.at[b]) <= m_reach2;
    }

    void find_cores(std::size_t cell)
    {
        for (const std::uint32_t place : members(cell)) {
            std::uint64_t neighbours = m_cells[cell].points;
            for_each_near(cell, [&](std::uint32_t other) {
                if (other == cell || neighbours >= m_min_points) {
                    return;
                }
                for (const std::uint32_t candidate : members(other)) {
                    neighbours += is_near(place, candidate) ? m_places.count[candidate] : 0;
                }
            });
            m_is_core[place] = neighbours >= m_min_points ? 1 : 0;
        }
    }

    [[nodiscard]] std::uint32_t first_core(std::size_t cell) const
    {
        const auto all = members(cell);
        const auto core = std::ranges::find_if(all, [&](std::uint32_t p) { return m_is_core[p] != 0; });
        return core == all.end() ? none : *core;
    }

    void join_own(std::size_t cell)
    {
        const std::uint32_t first = first_core(cell);
        for (const std::uint32_t place : members(cell)) {
            if (m_is_core[place] != 0) {
                m_sets.join(first, place);
            }
        }
    }

    void join_neighbours(std::size_t cell, std::int64_t reach)
    {
        const std::uint32_t own = first_core(cell);
        if (own == none) {
            return;
        }
        for_each_near(cell, [&](std::uint32_t other) {
            const std::int64_t away = std::max(std::abs(m_cells[other].col - m_cells[cell].col),
                                               std::abs(m_cells[other].row - m_cells[cell].row));
            const std::uint32_t theirs = other > cell && away == reach ? first_core(other) : none;
            if (theirs != none && m_sets.find(own) != m_sets.find(theirs) && have_near_cores(cell, other)) {
                m_sets.join(own, theirs);
            }
        });
    }

    [[nodiscard]] bool have_near_cores(std::size_t a, std::size_t b) const
    {
        BoxM box;
        for (const std::uint32_t place : members(b)) {
            box.include(m_places.at[place]);
        }
        for (const std::uint32_t place : members(a)) {
            const PointM p = m_places.at[place];
            const PointM edge{std::clamp(p.x_m, box.min_x_m, box.max_x_m),
                              std::clamp(p.y_m, box.min_y_m, box.max_y_m)};
            if (m_is_core[place] == 0 || squared_distance_m2(p, edge) > m_reach2) {
                continue;
            }
            for (const std::uint32_t other : members(b)) {
                if (m_is_core[other] != 0 && is_near(place, other)) {
                    return true;
                }
            }
        }
        return false;
    }

    [[nodiscard]] std::uint32_t nearest_core(std::size_t cell, std::uint32_t place) const
    {
        std::uint32_t best = none;
        double best2 = m_reach2;
        for_each_near(cell, [&](std::uint32_t other) {
            for (const std::uint32_t candidate : members(other)) {
                const double d2 = squared_distance_m2(m_places.at[place], m_places.at[candidate]);
                if (m_is_core[candidate] != 0 && (d2 < best2 || (d2 == best2 && candidate < best))) {
                    best2 = d2;
                    best = candidate;
                }
            }
        });
        return best;
    }

    const DistinctPlaces& m_places;
    double m_reach2;
    std::uint64_t m_min_points;
    std::vector<char> m_is_core;
    DisjointSets m_sets;
    std::vector<Cell> m_cells;
    std::vector<std::uint32_t> m_order;  ///< places by cell
};

}  // namespace

std::vector<std::int32_t> dbscan(std::span<const PointM> points, const DbscanOptions& options)
{
    if (!(options.epsilon_m > 0) || std::isinf(options.epsilon_m) || options.min_points == 0) {
        throw Error(ErrorKind::usage, "dbscan", "epsilon or the least number of points is not above 0",
                    "Give epsilon in metres and at least 1 point");
    }
    const DistinctPlaces places = distinct_places(points);
    return labels_by_size(places, DbscanGrid(places, options).groups());
}

}  // namespace wardmap
