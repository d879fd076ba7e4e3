#include "best_circle.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <queue>
#include <tuple>
#include <utility>

namespace wardmap {

namespace {

/// A square of possible centres. `always` is held by a circle around any of them; `rim` may be.
struct Square {
    PointM centre;
    double half_m = 0;
    double always = 0;
    double bound = 0;
    std::vector<std::uint32_t> rim;

    [[nodiscard]] double half_diagonal_m() const noexcept { return half_m * std::numbers::sqrt2; }
};

/// Greatest bound first; then the larger square, then the western, then the southern.
struct IsLessPromising {
    bool operator()(const Square& a, const Square& b) const noexcept
    {
        return std::tuple(a.bound, a.half_m, -a.centre.x_m, -a.centre.y_m) <
               std::tuple(b.bound, b.half_m, -b.centre.x_m, -b.centre.y_m);
    }
};

class Search {
public:
    Search(std::span<const WeightedPlace> places, double radius_m, std::span<const PointM> taken)
        : m_places(places), m_radius_m(radius_m), m_reach_m(radius_m * (1 + length_tolerance)), m_taken(taken)
    {
    }

    std::optional<PointM> run()
    {
        push_roots();
        while (!m_queue.empty() && m_queue.top().bound > m_best) {
            const Square square = m_queue.top();
            m_queue.pop();
            // Below half the tolerance every centre of a square holds the same.
            if (square.half_diagonal_m() > m_radius_m * length_tolerance / 2) {
                for (const double x : {-0.5, 0.5}) {
                    for (const double y : {-0.5, 0.5}) {
                        try_square({square.centre.x_m + x * square.half_m, square.centre.y_m + y * square.half_m},
                                   square.half_m / 2, square);
                    }
                }
            }
        }
        return m_best > 0 ? std::optional(m_best_centre) : std::nullopt;
    }

private:
    /// Lattice squares as wide as a circle: those beside a place, each with the places that a circle
    /// centred in it can hold.
    void push_roots()
    {
        using Key = std::pair<std::int64_t, std::int64_t>;
        const double side_m = 2 * m_radius_m;
        std::vector<std::pair<Key, std::uint32_t>> near;
        for (std::uint32_t i = 0; i < m_places.size(); ++i) {
            const auto col = static_cast<std::int64_t>(std::floor(m_places[i].position.x_m / side_m));
            const auto row = static_cast<std::int64_t>(std::floor(m_places[i].position.y_m / side_m));
            for (const std::int64_t dc : {-1, 0, 1}) {
                for (const std::int64_t dr : {-1, 0, 1}) {
                    near.push_back({{col + dc, row + dr}, i});
                }
            }
        }
        std::sort(near.begin(), near.end());
        for (auto begin = near.begin(); begin != near.end();) {
            const auto end = std::find_if(begin, near.end(), [&](const auto& n) { return n.first != begin->first; });
            Square all;
            std::for_each(begin, end, [&](const auto& n) { all.rim.push_back(n.second); });
            const auto [col, row] = begin->first;
            try_square({(static_cast<double>(col) + 0.5) * side_m, (static_cast<double>(row) + 0.5) * side_m},
                       m_radius_m, all);
            begin = end;
        }
    }

    /// Tries the centre of the square as a circle, and queues the square if another of its centres could
    /// hold more than the best so far. `within` is a square around it.
    void try_square(PointM centre, double half_m, const Square& within)
    {
        Square square{centre, half_m, within.always, 0, {}};
        const double slack_m = square.half_diagonal_m();
        if (is_taken(centre, slack_m)) {
            return;
        }
        double here = square.always;
        double rim = 0;
        for (const std::uint32_t i : within.rim) {
            const double d_m = distance_m(m_places[i].position, centre);
            const double weight = m_places[i].weight;
            here += d_m <= m_reach_m ? weight : 0;
            if (d_m <= m_reach_m - slack_m) {
                square.always += weight;
            } else if (d_m <= m_reach_m + slack_m) {
                square.rim.push_back(i);
                rim += weight;
            }
        }
        if (here > m_best && !is_taken(centre, 0)) {
            m_best = here;
            m_best_centre = centre;
        }
        square.bound = square.always + rim;
        if (square.bound > m_best) {
            m_queue.push(std::move(square));
        }
    }

    /// Whether all centres within `slack_m` overlap a circle that is taken.
    [[nodiscard]] bool is_taken(PointM centre, double slack_m) const
    {
        const double apart_m = 2 * m_radius_m - m_radius_m * length_tolerance - slack_m;
        return std::any_of(m_taken.begin(), m_taken.end(),
                           [&](PointM other) { return distance_m(other, centre) < apart_m; });
    }

    std::span<const WeightedPlace> m_places;
    double m_radius_m;
    double m_reach_m;
    std::span<const PointM> m_taken;
    std::priority_queue<Square, std::vector<Square>, IsLessPromising> m_queue;
    double m_best = 0;
    PointM m_best_centre;
};

}  // namespace

std::optional<PointM> best_circle(std::span<const WeightedPlace> places, double radius_m,
                                  std::span<const PointM> taken)
{
    return Search(places, radius_m, taken).run();
}

}  // namespace wardmap
