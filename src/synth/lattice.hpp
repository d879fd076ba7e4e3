#pragma once

#include <cstdint>
#include <vector>

#include "random.hpp"
#include "wardmap/geometry.hpp"
#include "wardmap/place.hpp"

namespace wardmap::synth {

/// Where the town lies (EPSG:27700): open sea in the outer Thames Estuary, at Hertfordshire's latitude,
/// so that no invented incident falls on anybody's home, whatever the size of the town.
inline constexpr PointM town_centre{656'000, 222'000};

/// Rounded to the 0.1 m in which the town is written; no library function that differs by machine.
[[nodiscard]] PointM to_decimetres(PointM p) noexcept;

/// The lattice of main roads that the town hangs on, bent: u and v count superblocks from the south-west
/// corner, at(u, v) is the place. One to one, and the same arguments give the same bytes, so whatever
/// shares a lattice point shares its coordinates.
class Lattice {
public:
    /// As many superblocks as `addresses` need, at least 4 by 4.
    Lattice(std::uint32_t addresses, Random random);

    [[nodiscard]] std::uint32_t columns() const noexcept { return m_columns; }
    [[nodiscard]] std::uint32_t rows() const noexcept { return m_rows; }
    [[nodiscard]] PointM at(double u, double v) const noexcept;

    /// Each side of a superblock is drawn with this many segments.
    static constexpr std::uint32_t side_segments = 4;
    /// A vertex of those sides, counted in segments from the south-west corner.
    [[nodiscard]] PointM vertex(std::uint32_t i, std::uint32_t j) const noexcept
    {
        return at(static_cast<double>(i) / side_segments, static_cast<double>(j) / side_segments);
    }
    /// Counter-clockwise, closed.
    [[nodiscard]] Ring superblock_ring(std::uint32_t column, std::uint32_t row) const;

private:
    [[nodiscard]] PointM bend(double u, double v) const noexcept;

    std::uint32_t m_columns;
    std::uint32_t m_rows;
    std::vector<PointM> m_bends;  ///< shifts at every second lattice point, m
    std::uint32_t m_bend_columns;
};

}  // namespace wardmap::synth
