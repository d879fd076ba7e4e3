#include "density_inner.hpp"

#include <algorithm>

#include "cpu_variants.hpp"

namespace wardmap::kde {

namespace {

constexpr std::size_t channel_count = Channels<2>::count;

/// The sum over the places of each pixel of weight * (b + qx - x²)², as PlaceChannels has it for one place: with
/// b = half2 + 2 south y - s and s = (east + x)² + y², q = 2(east + x) from the tile's origin.
struct alignas(sizeof(Octet)) GroupChannels {
    Octet w, y, yy, s, ss, ys, q, qs, qy, qq, places;

    [[gnu::always_inline]] inline GroupChannels(const PixelGroup& m, const Octet& east) noexcept
        : w(m.w), y(m.y), yy(m.yy), places(m.places)
    {
        const Octet east2 = east * east;
        const Octet e = m.xx + m.yy;
        const Octet xs = m.xe + east2 * m.x + 2 * east * m.xx;
        s = e + east2 * m.w + 2 * east * m.x;
        ys = m.ye + east2 * m.y + 2 * east * m.xy;
        ss = m.ee + east2 * (e + s) + 2 * east * (m.xe + xs);
        q = 2 * (east * m.w + m.x);
        qy = 2 * (east * m.y + m.xy);
        qs = 2 * (east * s + xs);
        qq = 4 * (east2 * m.w + 2 * east * m.x + m.xx);
    }

    /// Its coefficients on a pixel row, x⁰ first, and the number of places.
    [[gnu::always_inline]] inline void at(double south, double half2,
                                          std::array<Octet, channel_count>& change) const noexcept
    {
        const Octet sy = south * y;
        const Octet b = half2 * w + 2 * sy - s;  // the sum of weight * b
        change[0] = half2 * (b + 2 * sy - s) + ss + (4 * south) * (south * yy - ys);
        change[1] = 2 * (half2 * q + 2 * south * qy - qs);
        change[2] = qq - 2 * b;
        change[3] = -2 * q;
        change[4] = w;
        change[5] = places;
    }
};

/// Where the changes of rows lie, and pixels in units.
struct ChangeRows {
    double* first = nullptr;  ///< of the first row, channel and column
    std::int32_t first_col = 0;
    std::size_t cols = 0;
    double cell = 0;
    double first_east = 0;  ///< of the polynomials' origin, the centre of pixel 0
};

/// Of eight pixels from `col` on that reach so far to either side.
[[gnu::always_inline]] inline void add_row(const std::array<Octet, channel_count>& change, std::int32_t reach,
                                           double* col, std::size_t cols) noexcept
{
    for (std::size_t k = 0; k < channel_count; ++k) {
        double* const line = col + k * cols;
        add_at(line - reach, change[k]);
        add_at(line + reach + 1, -change[k]);
    }
}

WARDMAP_WIDE_VARIANTS void add_groups(std::span<const PixelGroup> groups, const RowsBeside& rows,
                                      const ChangeRows& changes) noexcept
{
    std::array<Octet, channel_count> change;
    for (const PixelGroup& group : groups) {
        Octet east;
        for (std::int32_t l = 0; l < group_cols; ++l) {
            east[l] = changes.first_east + (group.first_col + l) * changes.cell;
        }
        const GroupChannels sums(group, east);
        for (std::size_t r = 0; r < row_lanes; ++r) {
            if (rows.reach[r] >= 0) {
                sums.at(rows.south[r], rows.half2[r], change);
                double* const row = changes.first + r * channel_count * changes.cols;
                add_row(change, rows.reach[r], row + (group.first_col - changes.first_col), changes.cols);
            }
        }
    }
}

}  // namespace

void InnerChanges::begin(std::int32_t first_col, std::int32_t cols, std::int32_t reach)
{
    const std::int32_t margin = reach + group_cols;
    m_first_col = first_col - margin;
    m_cols = static_cast<std::size_t>(cols) + 2 * static_cast<std::size_t>(margin) + 1;
    m_values.assign(row_lanes * channel_count * m_cols, 0.0);
}

void InnerChanges::add(std::span<const PixelGroup> groups, const RowsBeside& rows, double cell, double origin)
{
    add_groups(groups, rows, {m_values.data(), m_first_col, m_cols, cell, 0.5 * cell - origin});
}

void InnerChanges::merge(std::int32_t begin, std::int32_t end, std::span<Channels<2>> changes) const
{
    for (std::size_t r = 0; r < row_lanes; ++r) {
        const double* const row = &m_values[r * channel_count * m_cols];
        for (std::size_t c = 0; c < m_cols; ++c) {
            const std::int32_t col = m_first_col + static_cast<std::int32_t>(c);
            if (col > end) {
                break;
            }
            const auto in_tile = static_cast<std::size_t>(std::max(col - begin, 0));
            Channels<2>& to = changes[in_tile * row_lanes + r];
            for (std::size_t k = 0; k < channel_count; ++k) {
                to.quads[k / 4][k % 4] += row[k * m_cols + c];
            }
        }
    }
}

}  // namespace wardmap::kde
