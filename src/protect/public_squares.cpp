#include "wardmap/public_squares.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>

namespace wardmap {

std::vector<ProtectedCell> merged_squares(std::span<const ProtectedCell> squares, double smallest_m)
{
    std::map<std::pair<std::int64_t, std::int64_t>, ProtectedCell> merged;  // south to north, west to east
    std::vector<ProtectedCell> result;
    for (const ProtectedCell& square : squares) {
        if (square.side_m >= smallest_m) {
            result.push_back(square);
            continue;
        }
        const auto row = static_cast<std::int64_t>(std::floor(square.south_west.y_m / smallest_m));
        const auto col = static_cast<std::int64_t>(std::floor(square.south_west.x_m / smallest_m));
        ProtectedCell& large = merged[{row, col}];
        large.south_west = {static_cast<double>(col) * smallest_m, static_cast<double>(row) * smallest_m};
        large.side_m = smallest_m;
        large.addresses += square.addresses;
    }
    for (const auto& [place, square] : merged) {
        result.push_back(square);
    }
    std::ranges::sort(result, {}, [](const ProtectedCell& square) {
        return std::pair(square.south_west.y_m, square.south_west.x_m);
    });
    return result;
}

}  // namespace wardmap
