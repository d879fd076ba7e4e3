#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "wardmap/feature_table.hpp"
#include "wardmap/projection.hpp"

/// Positions as GeoJSON, KML and GPX have them: WGS 84, 7 decimals of a degree (about 1 cm).
namespace wardmap::formats {

/// Longitude and latitude in units of 1e-7 degrees, which is what a file holds: exact to compare, quick to print.
using DegreePosition = std::pair<std::int64_t, std::int64_t>;

/// Without zeros at the end, which say nothing.
void append_degrees(std::string& out, std::int64_t units);

/// The vertices of one feature after the other, projected; remembers the bounds of all.
class DegreePositions {
public:
    /// `where`: the file, for the Error (output) about a position that has no longitude and latitude.
    DegreePositions(const std::string& crs, std::string where);

    void project(const Geometry& geometry);
    /// The next `count` vertices of the feature; of neighbours that became equal by rounding one stays, unless fewer
    /// than `least` would remain. Valid until the next call.
    [[nodiscard]] std::span<const DegreePosition> next_run(std::size_t count, std::size_t least);
    [[nodiscard]] const DegreePosition& first() const { return m_positions.front(); }

    /// West, south, east, north; none when there was no position.
    [[nodiscard]] std::optional<std::array<std::int64_t, 4>> bounds() const;

private:
    static constexpr std::int64_t far = std::int64_t{1} << 62U;

    Projection m_to_wgs84;
    std::string m_where;
    std::vector<double> m_x;
    std::vector<double> m_y;
    std::vector<DegreePosition> m_positions;
    std::vector<DegreePosition> m_run;
    std::size_t m_next = 0;
    DegreePosition m_min{far, far};
    DegreePosition m_max{-far, -far};
};

}  // namespace wardmap::formats
