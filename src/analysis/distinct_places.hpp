#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "wardmap/place.hpp"

namespace wardmap {

/// Points by distinct position, ascending: what does not depend on the points' order.
struct DistinctPlaces {
    std::vector<PointM> at;
    std::vector<std::uint32_t> count;     ///< points there
    std::vector<std::uint32_t> of_point;  ///< place of each point
    [[nodiscard]] std::size_t size() const noexcept { return at.size(); }
};
[[nodiscard]] DistinctPlaces distinct_places(std::span<const PointM> points);

/// Groups with roots 0 … n-1.
class DisjointSets {
public:
    explicit DisjointSets(std::size_t count);
    [[nodiscard]] std::uint32_t find(std::uint32_t member) noexcept;
    /// False if they were together already.
    bool join(std::uint32_t a, std::uint32_t b) noexcept;

private:
    std::vector<std::uint32_t> m_parent;
};

/// Renumbers the groups of `group_of_place` (no_cluster: none) by points, most first, then by first place, and
/// hands each point its place's number.
[[nodiscard]] std::vector<std::int32_t> labels_by_size(const DistinctPlaces& places,
                                                       std::span<const std::int32_t> group_of_place);

}  // namespace wardmap
