#include "lattice.hpp"

#include <algorithm>
#include <cmath>

namespace wardmap::synth {

namespace {

constexpr std::uint32_t addresses_per_superblock = 200;
constexpr std::uint32_t least_superblocks_a_side = 4;  // 13 wards need 13 superblocks
/// With 200 addresses a superblock: about 1,800 addresses per km², a British new town's density.
constexpr double pitch_m = 360;
constexpr double bend_m = 55;
/// How far the square outline is rounded, 0 = square, ½ = circle.
constexpr double rounding = 0.25;

double smooth(double t) noexcept { return t * t * (3 - 2 * t); }

std::uint32_t superblocks_for(std::uint32_t addresses)
{
    const std::uint32_t needed = (addresses + addresses_per_superblock - 1) / addresses_per_superblock;
    return std::max(needed, least_superblocks_a_side * least_superblocks_a_side);
}

std::uint32_t square_root_rounded_up(std::uint32_t value)
{
    std::uint32_t root = 1;
    while (root * root < value) {
        ++root;
    }
    return root;
}

}  // namespace

PointM to_decimetres(PointM p) noexcept
{
    return {std::floor(p.x_m * 10 + 0.5) / 10, std::floor(p.y_m * 10 + 0.5) / 10};
}

Lattice::Lattice(std::uint32_t addresses, Random random)
    : m_columns(square_root_rounded_up(superblocks_for(addresses))),
      m_rows((superblocks_for(addresses) + m_columns - 1) / m_columns),
      m_bend_columns(m_columns / 2 + 2)
{
    m_bends.resize(std::size_t{m_bend_columns} * (m_rows / 2 + 2));
    for (PointM& shift : m_bends) {
        shift.x_m = random.between(-bend_m, bend_m);
        shift.y_m = random.between(-bend_m, bend_m);
    }
}

PointM Lattice::bend(double u, double v) const noexcept
{
    const auto i = static_cast<std::size_t>(u / 2);
    const auto j = static_cast<std::size_t>(v / 2);
    const double s = smooth(u / 2 - static_cast<double>(i));
    const double t = smooth(v / 2 - static_cast<double>(j));
    const PointM* const low = &m_bends[j * m_bend_columns + i];
    const PointM* const high = low + m_bend_columns;
    const auto mix = [s, t](double a, double b, double c, double d) {
        return (a * (1 - s) + b * s) * (1 - t) + (c * (1 - s) + d * s) * t;
    };
    return {mix(low[0].x_m, low[1].x_m, high[0].x_m, high[1].x_m),
            mix(low[0].y_m, low[1].y_m, high[0].y_m, high[1].y_m)};
}

PointM Lattice::at(double u, double v) const noexcept
{
    const double s = 2 * u / m_columns - 1;
    const double t = 2 * v / m_rows - 1;
    const PointM shift = bend(u, v);
    return to_decimetres(
        {town_centre.x_m + m_columns * pitch_m / 2 * s * std::sqrt(1 - rounding * t * t) + shift.x_m,
         town_centre.y_m + m_rows * pitch_m / 2 * t * std::sqrt(1 - rounding * s * s) + shift.y_m});
}

Ring Lattice::superblock_ring(std::uint32_t column, std::uint32_t row) const
{
    const std::uint32_t i = column * side_segments;
    const std::uint32_t j = row * side_segments;
    Ring ring;
    for (std::uint32_t k = 0; k < side_segments; ++k) {
        ring.push_back(vertex(i + k, j));
    }
    for (std::uint32_t k = 0; k < side_segments; ++k) {
        ring.push_back(vertex(i + side_segments, j + k));
    }
    for (std::uint32_t k = side_segments; k > 0; --k) {
        ring.push_back(vertex(i + k, j + side_segments));
    }
    for (std::uint32_t k = side_segments; k > 0; --k) {
        ring.push_back(vertex(i, j + k));
    }
    ring.push_back(ring.front());
    return ring;
}

}  // namespace wardmap::synth
