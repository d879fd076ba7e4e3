#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "wardmap/geometry.hpp"

/// Counts as the public may see them, and what someone can still work out from them.
namespace wardmap {

/// Whole numbers from `lowest` to `highest`, both included.
struct CountRange {
    std::int64_t lowest = 0;
    std::int64_t highest = std::numeric_limits<std::int64_t>::max() / 4;  ///< room for sums; "no upper bound"
    /// How many numbers it holds; 0 when it is empty.
    [[nodiscard]] std::int64_t size() const noexcept { return highest < lowest ? 0 : highest - lowest + 1; }
    friend bool operator==(const CountRange&, const CountRange&) = default;
};

/// 0 stays 0; what is below the threshold is hidden; the rest is rounded to the nearest 5.
struct PublishedCount {
    enum class Kind { zero, hidden, rounded };
    Kind kind = Kind::zero;
    std::int64_t rounded = 0;      ///< of Kind::rounded
    CountRange possible = {0, 0};  ///< every count that is published like this one
    /// "0", "*" or the rounded number.
    [[nodiscard]] std::string text() const;
};
/// How the number of wards that are told together is told in each of them: "185 together".
[[nodiscard]] std::string together_text(const PublishedCount& sum);
/// The number of such a text; empty for another.
[[nodiscard]] std::string number_told_together(const std::string& text);
/// `threshold` >= 1: the smallest count that is shown. 8 by default, 10 for sensitive themes.
[[nodiscard]] PublishedCount published_count(std::int64_t count, std::int64_t threshold);

/// What everybody may know of the numbers behind a release: the range of each, and which add up.
struct PublicKnowledge {
    enum class Relation {
        equal,     ///< the parts make the whole
        at_most,   ///< the parts lie inside the whole, which may have more
        at_least,  ///< the parts cover the whole, and may have more
    };
    struct Sum {
        std::size_t whole = 0;  ///< indices into `ranges`
        std::vector<std::size_t> parts;
        Relation relation = Relation::equal;
    };
    std::vector<CountRange> ranges;
    std::vector<Sum> sums;
};

/// What follows for each number. Exact when no two sums share more than one number and they form no circle (a
/// town's wards and its months do not); else every range still holds all that is possible and may be wider than
/// what a patient intruder finds. Throws Error (internal) when the knowledge contradicts itself.
/// O(rounds · size), rounds small.
[[nodiscard]] std::vector<CountRange> ranges_that_follow(const PublicKnowledge& knowledge);

/// Whether ranges_that_follow() leaves each number a count. Where two sums share more than one number or form a circle,
/// true may be said of what nothing satisfies; what can be true is never called false.
[[nodiscard]] bool can_be_true(const PublicKnowledge& knowledge);

/// A square of a quadtree, in the study's CRS; half-open: its southern and western sides belong to it.
struct ProtectedCell {
    PointM south_west;
    double side_m = 0;
    std::size_t addresses = 0;
    [[nodiscard]] BoxM box() const noexcept
    {
        return {south_west.x_m, south_west.y_m, south_west.x_m + side_m, south_west.y_m + side_m};
    }
    friend bool operator==(const ProtectedCell&, const ProtectedCell&) = default;
};

struct ProtectedCellOptions {
    double smallest_m = 250;           ///< side of the smallest square, > 0
    std::size_t fewest_addresses = 8;  ///< a square holds none, or at least so many
};

/// The finest squares over `extent` that hold no postal address or at least `fewest_addresses`: a square is quartered
/// while each quarter does. Anchored at the origin of the CRS, so every release has the same. Together they cover the
/// extent, south to north and west to east; when fewer than `fewest_addresses` addresses are in all of it, none is
/// returned. Throws Error (usage) for an option out of range. O(addresses · log(extent / smallest)).
[[nodiscard]] std::vector<ProtectedCell> protected_cells(std::span<const PointM> addresses,
                                                         const BoxM& extent,
                                                         const ProtectedCellOptions& options);
/// Index of the cell that holds each point; cells.size() for none. Cells as protected_cells() returns them.
[[nodiscard]] std::vector<std::size_t> cells_of_points(std::span<const ProtectedCell> cells,
                                                       std::span<const PointM> points);

}  // namespace wardmap
