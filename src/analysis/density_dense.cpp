#include "density_dense.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "cpu_variants.hpp"

namespace wardmap::kde {

namespace {

/// In places that are added by themselves: what the rim of eight costs, and what eight pixels do.
constexpr double places_per_slot = 2.5;
constexpr double places_per_group = 12;

/// How many places each pixel of a group holds.
using Held = std::array<std::size_t, group_cols>;

/// How many places of each pixel to take together, as far as it pays; 0 of a group that is not dense.
std::size_t dense_depth(const Held& held)
{
    std::size_t depth = 0;
    double gain = -places_per_group;
    while (true) {
        const auto filled = std::ranges::count_if(held, [&](std::size_t count) { return count > depth; });
        if (static_cast<double>(filled) <= places_per_slot) {
            return gain >= 0 ? depth : 0;
        }
        gain += static_cast<double>(filled) - places_per_slot;
        ++depth;
    }
}

/// The k-th place of each pixel of a group: where it lies from the pixel's centre, and its weight. 0 beyond the last.
struct alignas(sizeof(Octet)) Slot {
    Octet x;
    Octet y;
    Octet w;
};

/// A slot as the rim takes it: times the roots of the weights, so that squares are weighted.
struct alignas(sizeof(Octet)) RimSlot {
    Octet x2;
    Octet y2;
    Octet e;
    Octet root;
    Octet base;  ///< what it gives all pixels of the row at hand
};

WARDMAP_WIDE_VARIANTS void add_moments(std::span<const Slot> slots, PixelGroup& group) noexcept
{
    PixelGroup m = group;
    for (const auto& [x, y, w] : slots) {
        const Octet wx = w * x;
        const Octet wy = w * y;
        const Octet e = x * x + y * y;
        m.w += w;
        m.x += wx;
        m.y += wy;
        m.xx += wx * x;
        m.yy += wy * y;
        m.xy += wx * y;
        m.xe += wx * e;
        m.ye += wy * e;
        m.ee += w * e * e;
    }
    group = m;
}

WARDMAP_WIDE_VARIANTS void weigh(std::span<const Slot> slots, std::span<RimSlot> rim) noexcept
{
    RimSlot* next = rim.data();
    for (const auto& [x, y, w] : slots) {
        Octet root;
        for (std::size_t l = 0; l < group_cols; ++l) {
            root[l] = std::sqrt(w[l]);
        }
        *next++ = {2 * x * root, 2 * y * root, (x * x + y * y) * root, root, Octet{}};
    }
}

/// A pixel row beside a group. Lengths in units.
struct RimRow {
    double south = 0;  ///< of the group's row
    double half2 = 0;  ///< radius² - south²
    double cell = 0;
    PixelReach reach;
    std::int32_t first_col = 0;
    std::int32_t cols = 0;
    double* rims = nullptr;  ///< of column -group_cols and on
};

/// Adds sums to columns side by side, as far as they are there.
[[gnu::always_inline]] inline void add_to_rims(const RimRow& row, std::int32_t col,
                                               const Octet& sums) noexcept
{
    if (col > -group_cols && col < row.cols) {
        add_at(row.rims + (col + group_cols), sums);
    }
}

/// The pixels that lie `first` and up to `count` columns more to the east and to the west of the places' own.
template <std::size_t count>
[[gnu::always_inline]] inline void add_columns(const RimRow& row, std::span<const RimSlot> slots,
                                               std::int32_t first) noexcept
{
    std::array<Octet, count> east{};
    std::array<Octet, count> west{};
    for (const RimSlot& slot : slots) {
        for (std::size_t i = 0; i < count; ++i) {
            const double dx = (first + static_cast<std::int32_t>(i)) * row.cell;
            const Octet middle = slot.base - slot.root * (dx * dx);
            const Octet side = slot.x2 * dx;
            const Octet to_east = middle + side;
            const Octet to_west = middle - side;
            const Octet in_east = to_east > 0.0 ? to_east : Octet{};
            const Octet in_west = to_west > 0.0 ? to_west : Octet{};
            east[i] += in_east * in_east;
            west[i] += in_west * in_west;
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        const std::int32_t away = first + static_cast<std::int32_t>(i);
        add_to_rims(row, row.first_col + away, east[i]);
        if (away > 0) {
            add_to_rims(row, row.first_col - away, west[i]);
        }
    }
}

/// Adds weight * max(radius² - distance², 0)² of all places to the pixels where some reach and others may not.
WARDMAP_WIDE_VARIANTS void add_rim(const RimRow& row, std::span<RimSlot> slots) noexcept
{
    for (RimSlot& slot : slots) {
        slot.base = slot.root * row.half2 + slot.y2 * row.south - slot.e;
    }
    std::int32_t away = std::max(row.reach.inner + 1, 0);
    for (; away < row.reach.outer; away += 2) {
        add_columns<2>(row, slots, away);
    }
    if (away == row.reach.outer) {
        add_columns<1>(row, slots, away);
    }
}

/// By rows apart. Corners of pixels tell, for a place may lie anywhere in its pixel.
std::vector<PixelReach> pixel_reach(double radius_cells)
{
    std::vector<PixelReach> reach;
    const double radius2 = radius_cells * radius_cells;
    for (std::int32_t apart = 0; apart - 0.5 < radius_cells; ++apart) {
        const double near = std::max(apart - 0.5, 0.0);
        const double far = apart + 0.5;
        const double inner = far < radius_cells ? std::floor(std::sqrt(radius2 - far * far) - 0.5) : -1;
        const double outer = std::floor(std::sqrt(radius2 - near * near) + 0.5);
        reach.push_back({static_cast<std::int32_t>(inner), static_cast<std::int32_t>(outer)});
    }
    return reach;
}

}  // namespace

/// A group at work; its memory is used again for the next.
struct DensePixels::Slots {
    std::vector<Slot> slots;
    std::vector<RimSlot> rim;
    std::int32_t first_col = 0;
    Held held{};
    std::size_t depth = 0;

    /// The group of the first of the places; how many belong to it.
    std::size_t begin(std::span<const Place> places, double per_cell)
    {
        const auto col_of = [&](const Place& place) {
            return static_cast<std::int32_t>(std::floor(place.x_m * per_cell));
        };
        first_col = col_of(places.front()) & ~(group_cols - 1);
        held = {};
        std::size_t count = 0;
        for (; count < places.size(); ++count) {
            const std::int32_t col = col_of(places[count]) - first_col;
            if (col >= group_cols) {
                break;
            }
            ++held[static_cast<std::size_t>(col)];
        }
        depth = dense_depth(held);
        return count;
    }

    /// Takes the first places of each pixel; the others are appended to `kept`.
    void take(std::span<const Place> places, const Place& first_centre, const Units& units,
              std::vector<Place>& kept)
    {
        slots.resize(std::max(slots.size(), depth));
        rim.resize(slots.size());
        std::fill_n(slots.begin(), depth, Slot{});
        const Place* next = places.data();
        for (std::size_t l = 0; l < group_cols; ++l) {
            const double x_m = first_centre.x_m + static_cast<double>(l) * units.cell_m;
            for (std::size_t k = 0; k < held[l]; ++k, ++next) {
                if (k >= depth) {
                    kept.push_back(*next);
                    continue;
                }
                slots[k].x[l] = (next->x_m - x_m) * units.per_m;
                slots[k].y[l] = (next->y_m - first_centre.y_m) * units.per_m;
                slots[k].w[l] = next->weight * units.weight;
            }
        }
        weigh(std::span(slots).first(depth), rim);
    }

    [[nodiscard]] PixelGroup moments() const
    {
        PixelGroup group{};
        group.first_col = first_col;
        for (std::size_t l = 0; l < group_cols; ++l) {
            group.places[l] = static_cast<double>(std::min(held[l], depth));
        }
        add_moments(std::span(slots).first(depth), group);
        return group;
    }
};

DensePixels::DensePixels(const DirectSum& sum, RowRange rows, std::int32_t cols, const Units& units)
    : m_sum(sum),
      m_rows(rows),
      m_cols(cols),
      m_units(units),
      m_reach(pixel_reach(sum.kernel.radius_m / sum.cell_m)),
      m_source_rows(sum.source_rows(rows)),
      m_sources(static_cast<std::size_t>(std::max(m_source_rows.end - m_source_rows.begin, 0)))
{
    Slots slots;
    for (std::int32_t s = m_source_rows.begin; s < m_source_rows.end; ++s) {
        m_sources[index_of(s)].others = sum.places->in_rows({s, s + 1});
        if (s >= 0 && s < sum.places->grid_rows()) {
            split(s, slots);
        }
    }
}

std::span<const double> DensePixels::rims(std::int32_t row) const
{
    if (m_rims.empty()) {
        return {};
    }
    return std::span(m_rims).subspan(rim_index_of(row) + group_cols, static_cast<std::size_t>(m_cols));
}

void DensePixels::split(std::int32_t source_row, Slots& slots)
{
    Row& row = m_sources[index_of(source_row)];
    const std::span<const Place> places = row.others;
    const double per_cell = 1 / m_sum.cell_m;
    std::size_t done = 0;  // places that are in `kept` or in groups
    for (std::size_t begin = 0, count = 0; begin < places.size(); begin += count) {
        count = slots.begin(places.subspan(begin), per_cell);
        if (slots.depth == 0 || slots.first_col < 0 || slots.first_col + group_cols > m_cols) {
            continue;
        }
        const std::span between = places.subspan(done, begin - done);
        row.kept.insert(row.kept.end(), between.begin(), between.end());
        done = begin + count;
        const Place first_centre{(slots.first_col + 0.5) * m_sum.cell_m, (source_row + 0.5) * m_sum.cell_m,
                                 0};
        slots.take(places.subspan(begin, count), first_centre, m_units, row.kept);
        row.groups.push_back(slots.moments());
        add_rims(source_row, slots);
    }
    if (done > 0) {
        const std::span rest = places.subspan(done);
        row.kept.insert(row.kept.end(), rest.begin(), rest.end());
        row.others = row.kept;
    }
}

void DensePixels::add_rims(std::int32_t source_row, Slots& slots)
{
    if (m_rims.empty()) {
        m_rims.resize(rim_index_of(m_rows.end));
    }
    const double cell = m_units.cell_m * m_units.per_m;
    const double radius = m_sum.kernel.radius_m * m_units.per_m;
    for (std::int32_t row = m_rows.begin; row < m_rows.end; ++row) {
        const PixelReach along = reach(row - source_row);
        if (along.outer >= 0) {
            const double south = (row - source_row) * cell;
            add_rim({.south = south,
                     .half2 = radius * radius - south * south,
                     .cell = cell,
                     .reach = along,
                     .first_col = slots.first_col,
                     .cols = m_cols,
                     .rims = &m_rims[rim_index_of(row)]},
                    std::span(slots.rim).first(slots.depth));
        }
    }
}

PixelReach DensePixels::reach(std::int32_t rows_apart) const noexcept
{
    const auto apart = static_cast<std::size_t>(std::abs(rows_apart));
    return apart < m_reach.size() ? m_reach[apart] : PixelReach{};
}

std::size_t DensePixels::index_of(std::int32_t source_row) const noexcept
{
    return static_cast<std::size_t>(source_row - m_source_rows.begin);
}

std::size_t DensePixels::rim_index_of(std::int32_t row) const noexcept
{
    return static_cast<std::size_t>(row - m_rows.begin) * static_cast<std::size_t>(m_cols + 2 * group_cols);
}

}  // namespace wardmap::kde
