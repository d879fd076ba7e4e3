#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "wardmap/place.hpp"

namespace wardmap::locate_detail {

/// An entry of some name, with what is known of where.
struct PlacedMember {
    std::uint32_t entry = 0;
    PointM position;
    std::uint32_t locality_name = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t town_name = std::numeric_limits<std::uint32_t>::max();
};

/// Parts the entries of one street name into streets: those of one locality and town whose neighbours are at
/// most 600 m apart; entries that know no locality or town join a street within 300 m. Members in order.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> cluster_street(
    const std::vector<PlacedMember>& members);

/// Parts the entries of one building name into buildings: neighbours at most 150 m apart.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> cluster_building(
    const std::vector<PlacedMember>& members);

struct Spread {
    PointM mean;
    PointM middle;        ///< the point nearest to the mean
    double radius_m = 0;  ///< from `middle` to the farthest point
};
/// Of at least one point.
[[nodiscard]] Spread spread_of(const std::vector<PointM>& points);

}  // namespace wardmap::locate_detail
