#pragma once

#include <span>
#include <string>
#include <vector>

#include "wardmap/layer.hpp"
#include "wardmap/published_counts.hpp"

namespace wardmap {

/// How finely a public release tells where the incidents of a theme were.
struct PublicDetail {
    double square_m = 0;                      ///< smallest side of the map's squares; 0: no map
    std::vector<std::string> wards_together;  ///< told as one number; none, or two and more
};

/// What is known where the detail of a theme is chosen.
struct DetailSearch {
    std::span<const ProtectedCell> squares;  ///< the finest
    std::span<const PointM> addresses;
    std::span<const PointM> incidents;
    const Layer* wards = nullptr;  ///< "wards_<theme>" of the internal result, or null
    std::string theme;
    double most_gain = 0.01;  ///< share of the incidents
};

/// The finest detail with which wards and map place at most `most_gain` more incidents within 20 m
/// (placement_attack.hpp) than an even choice of dwellings does: first as many wards as may be are told one by one,
/// those that stand out most being told together; then the squares are doubled from side to side, up to 4 km.
/// Without dwellings or with fewer than 8 incidents there is nothing to measure with: no map, and all wards.
/// Of more than 5,000 incidents as many are taken, evenly through the list.
/// O((sides + log(wards)) · draws · (addresses + pairs within 20 m) + wards²).
[[nodiscard]] PublicDetail finest_public_detail(const DetailSearch& search);

}  // namespace wardmap
