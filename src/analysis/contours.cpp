#include "wardmap/contours.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "contour_rings.hpp"
#include "wardmap/error.hpp"

namespace wardmap {

namespace {

using contour::EdgePoint;
using contour::Lattice;
using contour::Segment;

constexpr double below_all = -std::numeric_limits<double>::infinity();

/// The corners of one square of the lattice, counter-clockwise: north-west, south-west, south-east,
/// north-east. Side k joins corner k to the next.
struct Square {
    std::int32_t col = 0;
    std::int32_t row = 0;
    std::array<double, 4> values{};

    [[nodiscard]] bool has_above(double level) const noexcept { return std::ranges::max(values) >= level; }
    [[nodiscard]] bool has_below(double level) const noexcept { return !(std::ranges::min(values) >= level); }
};

/// Where `level` is crossed between the ends of an edge, of which exactly one is above: linear; half way to
/// the outside. Never at an end, so that the outline at one level never meets itself.
double crossing(double first, double second, double level) noexcept
{
    constexpr double nearest_to_end = 1e-6;
    if (first == below_all || second == below_all) {
        return 0.5;
    }
    return std::clamp((level - first) / (second - first), nearest_to_end, 1 - nearest_to_end);
}

EdgePoint crossing_on_side(const Lattice& lattice, const Square& square, std::size_t side,
                           double level) noexcept
{
    const double a = square.values[side];
    const double b = square.values[(side + 1) % 4];
    switch (side) {
        case 0:  // west, from north
            return {lattice.edge(square.col, square.row, true), crossing(a, b, level)};
        case 1:  // south, from west
            return {lattice.edge(square.col, square.row + 1, false), crossing(a, b, level)};
        case 2:  // east, from south
            return {lattice.edge(square.col + 1, square.row, true), crossing(b, a, level)};
        default:  // north, from east
            return {lattice.edge(square.col, square.row, false), crossing(b, a, level)};
    }
}

/// At most two segments.
struct Outline {
    std::array<Segment, 2> segments;
    std::size_t count = 0;
};

/// The outline of {value >= level} in a square (marching squares). Going round the square
/// counter-clockwise, the shape is left where an inside corner is followed by an outside one; from there
/// the outline leads to where the shape is entered.
Outline outline(const Lattice& lattice, const Square& square, double level)
{
    std::array<std::size_t, 2> exits{};
    std::array<std::size_t, 2> entries{};
    Outline result;
    std::size_t entry_count = 0;
    for (std::size_t side = 0; side < 4; ++side) {
        const bool is_inside = square.values[side] >= level;
        const bool is_next_inside = square.values[(side + 1) % 4] >= level;
        if (is_inside && !is_next_inside) {
            exits[result.count++] = side;
        } else if (!is_inside && is_next_inside) {
            entries[entry_count++] = side;
        }
    }
    // Two corners inside, opposite each other: they are joined if the middle of the square, by bilinear
    // interpolation, is inside. Joined, an exit leads to the entry after it; else to the one before.
    bool leads_to_next = true;
    if (result.count == 2) {
        const auto& v = square.values;
        leads_to_next = v[0] / 4 + v[1] / 4 + v[2] / 4 + v[3] / 4 >= level;
    }
    for (std::size_t i = 0; i < result.count; ++i) {
        std::size_t entry = entries[0];
        if (result.count == 2) {
            const bool is_first_next = (exits[i] + 1) % 4 == entries[0];
            entry = entries[is_first_next == leads_to_next ? 0 : 1];
        }
        result.segments[i] = {crossing_on_side(lattice, square, exits[i], level),
                              crossing_on_side(lattice, square, entry, level)};
    }
    return result;
}

/// Adds the band's outline in one square: along its lower level, back along its upper one. Where both run
/// together (half way to the outside) the band has no width, and neither is added.
void add_outline(const Lattice& lattice, const Square& square, const ContourBand& band,
                 std::vector<Segment>& segments)
{
    const Outline lower = outline(lattice, square, band.lower);
    const Outline upper = outline(lattice, square, band.upper);
    const auto holds = [](const Outline& in, const Segment& s) {
        return std::any_of(in.segments.begin(), in.segments.begin() + static_cast<std::ptrdiff_t>(in.count),
                           [&](const Segment& other) { return other.from == s.from && other.to == s.to; });
    };
    for (std::size_t i = 0; i < lower.count; ++i) {
        if (!holds(upper, lower.segments[i])) {
            segments.push_back(lower.segments[i]);
        }
    }
    for (std::size_t i = 0; i < upper.count; ++i) {
        if (!holds(lower, upper.segments[i])) {
            segments.push_back({upper.segments[i].to, upper.segments[i].from});
        }
    }
}

double node_value(const Raster& raster, std::int32_t col, std::int32_t row) noexcept
{
    if (col < 0 || row < 0 || col >= raster.grid.cols || row >= raster.grid.rows) {
        return below_all;
    }
    const auto index = static_cast<std::size_t>(std::int64_t{row} * raster.grid.cols + col);
    const double value = raster.values[index];
    return std::isnan(value) ? below_all : value;
}

MultiPolygon band_shape(const Raster& raster, const ContourBand& band)
{
    const Lattice lattice{raster.grid};
    std::vector<Segment> segments;
    for (std::int32_t row = -1; row < raster.grid.rows; ++row) {
        Square square{.col = -1, .row = row, .values = {}};
        square.values[3] = node_value(raster, -1, row);
        square.values[2] = node_value(raster, -1, row + 1);
        for (square.col = -1; square.col < raster.grid.cols; ++square.col) {
            square.values = {square.values[3], square.values[2], node_value(raster, square.col + 1, row + 1),
                             node_value(raster, square.col + 1, row)};
            const bool is_crossed = (square.has_above(band.lower) && square.has_below(band.lower)) ||
                                    (square.has_above(band.upper) && square.has_below(band.upper));
            if (is_crossed) {
                add_outline(lattice, square, band, segments);
            }
        }
    }
    return contour::polygons_from(lattice, std::move(segments));
}

void check_breaks(std::span<const double> breaks)
{
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        if (!std::isfinite(breaks[i]) || (i > 0 && breaks[i - 1] >= breaks[i])) {
            throw Error(ErrorKind::usage, "contours", "class breaks that do not rise from each to the next",
                        "give finite breaks in ascending order, each once");
        }
    }
}

}  // namespace

std::vector<ContourBand> contour_bands(const Raster& raster, std::span<const double> breaks)
{
    check_breaks(breaks);
    std::vector<ContourBand> bands;
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        const double upper = i + 1 < breaks.size() ? breaks[i + 1] : std::numeric_limits<double>::infinity();
        ContourBand band{.lower = breaks[i], .upper = upper, .shape = {}};
        band.shape = band_shape(raster, band);
        if (!band.shape.parts.empty()) {
            bands.push_back(std::move(band));
        }
    }
    return bands;
}

}  // namespace wardmap
