#pragma once

#include <cstdint>
#include <optional>
#include <queue>
#include <span>
#include <vector>

#include "wardmap/place.hpp"

namespace wardmap {

/// A position with all that happened at it.
struct WeightedPlace {
    PointM position;
    double weight = 0;
};

/// Lengths in the search are taken to this share of the radius.
inline constexpr double length_tolerance = 1.0 / (1 << 20);

/// Finds, one after another, the circles of one radius that hold the most weight of what the circles
/// before them left, and do not overlap them.
///
/// Branch and bound on squares of centres: a circle centred in a square can at most hold what lies
/// within the radius of any point of it. The most promising square is cut in four, until a centre that
/// was tried holds as much as the best bound left. What every circle of a square holds is added once and
/// not looked at again, so that only places about a radius away are carried on.
class CircleSearch {
public:
    /// `places` must be distinct and sorted by position: the answers depend on nothing else.
    CircleSearch(std::vector<WeightedPlace> places, double radius_m);

    /// Centre of a best circle at least two radii from every circle taken; nullopt when none holds any.
    [[nodiscard]] std::optional<PointM> best();

    /// The places that a circle at `centre` holds and none before it did.
    [[nodiscard]] std::vector<WeightedPlace> held_at(PointM centre) const;
    /// From now on circles stay clear of `centre`, and what it holds counts no more.
    void take(PointM centre);
    /// Whether a circle at `centre` is clear of all that were taken.
    [[nodiscard]] bool is_clear(PointM centre) const noexcept { return !is_taken(centre, 0); }

private:
    /// A lattice square as wide as a circle, and the places that circles centred in it may hold. Weights
    /// are only ever taken away, so an old bound is still a bound.
    struct Root {
        PointM centre;
        double bound = 0;
        std::vector<std::uint32_t> near;
    };
    /// A square of possible centres. `always` is held by a circle around any of them; `rim` may be.
    struct Square {
        PointM centre;
        double half_m = 0;
        double always = 0;
        double bound = 0;
        std::vector<std::uint32_t> rim;
        Root* unopened = nullptr;
    };
    /// Greatest bound first; then the larger square, then the western, then the southern.
    struct IsLessPromising {
        bool operator()(const Square& a, const Square& b) const noexcept;
    };

    void make_roots();
    void open(const Square& square);
    double try_square(Square square, std::span<const std::uint32_t> candidates);
    [[nodiscard]] bool is_taken(PointM centre, double slack_m) const noexcept;

    std::vector<WeightedPlace> m_places;
    double m_radius_m;
    double m_reach_m;
    std::vector<Root> m_roots;
    std::vector<PointM> m_taken;
    std::priority_queue<Square, std::vector<Square>, IsLessPromising> m_queue;
    double m_best = 0;
    PointM m_best_centre;
};

}  // namespace wardmap
