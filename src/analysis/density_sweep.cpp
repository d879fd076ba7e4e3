#include "density_sweep.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "density_changes.hpp"
#include "density_chords.hpp"
#include "density_dense.hpp"
#include "density_inner.hpp"
#include "density_polynomial.hpp"

namespace wardmap::kde {

namespace {

/// Below this reach a kernel covers about a hundred pixels: the direct sum costs no more.
constexpr double least_reach_cells = 6;

/// Long tiles overlap less, short ones let coefficients and rounding grow less.
constexpr double tile_radii = 2;

/// Values below this share of the largest weight that has passed through the totals of the tiles there are summed
/// directly: rounding of about 1e-14 of that weight then stays below 1e-8 of every value.
constexpr double least_share = 1e-5;

/// Of weights, for peak * (1 - d²/r²)^degree with all lengths in units.
template <int degree>
double weight_scale(const DirectSum& sum, double unit_m) noexcept
{
    double scale = sum.kernel.peak_per_m2;
    const double unit_radii = unit_m / sum.kernel.radius_m;
    for (int i = 0; i < 2 * degree; ++i) {
        scale *= unit_radii;
    }
    return scale;
}

/// At most row_lanes pixel rows.
template <Kernel kernel>
class RowsSweep {
public:
    /// `dense`: of each of the sums, or nothing for a kernel without.
    RowsSweep(std::span<const DirectSum> sums, std::span<const DensePixels> dense, RowRange rows,
              std::int32_t cols)
        : m_sums(sums),
          m_dense(dense),
          m_rows(rows),
          m_cols(cols),
          m_row_count(static_cast<std::size_t>(rows.end - rows.begin)),
          m_cell_m(sums.front().cell_m),
          m_unit_m(sums.front().kernel.radius_m),
          m_east_margin(dense.empty() ? 1 : group_cols),
          m_totals(row_lanes * static_cast<std::size_t>(cols))
    {
        const double wanted = std::ceil(tile_radii * m_unit_m / m_cell_m);
        m_tile_cols = static_cast<std::int32_t>(wanted);
        const double most =
            std::min<double>(cols, wanted + 2 * std::ceil(m_unit_m / m_cell_m) + 1 + m_east_margin);
        m_changes.resize(row_lanes * (static_cast<std::size_t>(most) + 1));
        for (std::size_t i = 0; i < m_sums.size(); ++i) {
            begin_sources(m_sums[i], m_dense.empty() ? nullptr : &m_dense[i]);
        }
    }

    void add_rows(std::span<double> values)
    {
        const double reach = std::ceil(m_unit_m / m_cell_m);
        for (double first = -reach; first < m_cols + reach; first += m_tile_cols) {
            const Tile tile{.begin = static_cast<std::int32_t>(std::max(first - reach - 1, 0.0)),
                            .end = static_cast<std::int32_t>(
                                std::min<double>(first + m_tile_cols + reach + m_east_margin, m_cols)),
                            .origin_m = (first + 0.5 * m_tile_cols) * m_cell_m};
            add_tile(tile, first);
        }
        for (std::size_t r = 0; r < m_row_count; ++r) {
            finish_row(
                r, values.subspan(r * static_cast<std::size_t>(m_cols), static_cast<std::size_t>(m_cols)));
        }
    }

private:
    static constexpr int degree = degree_of(kernel);
    using Totals = Channels<degree>;

    /// The places and dense pixels of one row that are still to come, from west to east.
    struct Source {
        const DirectSum* sum = nullptr;
        std::span<const Place> places;
        std::span<const PixelGroup> groups;
        RowsBeside rows;
        std::size_t row_begin = 0;
        std::size_t row_end = 0;
    };

    void begin_sources(const DirectSum& sum, const DensePixels* dense)
    {
        const RowRange sources = sum.source_rows(m_rows);
        const double west_m = -std::ceil(m_unit_m / m_cell_m) * m_cell_m;
        for (std::int32_t s = sources.begin; s < sources.end; ++s) {
            const std::span all = dense != nullptr ? dense->others(s) : sum.places->in_rows({s, s + 1});
            const auto first =
                std::ranges::partition_point(all, [&](const Place& p) { return p.x_m < west_m; });
            const std::span groups = dense != nullptr ? dense->groups(s) : std::span<const PixelGroup>();
            // As source_rows: rows in reach of a place of this row.
            const std::int32_t margin =
                static_cast<std::int32_t>(std::floor(sum.kernel.radius_m / m_cell_m + 0.5)) + 1;
            const std::int32_t begin = std::max(s - margin, m_rows.begin);
            const std::int32_t end = std::min(s + margin + 1, m_rows.end);
            if ((first != all.end() || !groups.empty()) && begin < end) {
                m_sources.push_back({&sum, std::span(first, all.end()), groups,
                                     groups.empty() ? RowsBeside{} : rows_beside(*dense, sum, s),
                                     static_cast<std::size_t>(begin - m_rows.begin),
                                     static_cast<std::size_t>(end - m_rows.begin)});
            }
        }
    }

    [[nodiscard]] RowsBeside rows_beside(const DensePixels& dense, const DirectSum& sum,
                                         std::int32_t source_row) const
    {
        const double radius = sum.kernel.radius_m / m_unit_m;
        RowsBeside beside;
        beside.reach.fill(-1);
        for (std::size_t r = 0; r < m_row_count; ++r) {
            const std::int32_t apart = m_rows.begin + static_cast<std::int32_t>(r) - source_row;
            beside.reach[r] = dense.reach(apart).inner;
            beside.south[r] = apart * (m_cell_m / m_unit_m);
            beside.half2[r] = radius * radius - beside.south[r] * beside.south[r];
        }
        return beside;
    }

    /// The dense pixels of the tile; whether there are any.
    bool add_dense(const Tile& tile, std::int32_t first_col)
    {
        bool has_any = false;
        for (Source& source : m_sources) {
            const auto end = std::ranges::partition_point(source.groups, [&](const PixelGroup& group) {
                return group.first_col < first_col + m_tile_cols;
            });
            if (end == source.groups.begin()) {
                continue;
            }
            if (!has_any) {
                m_inner.begin(first_col, m_tile_cols,
                              static_cast<std::int32_t>(std::ceil(m_unit_m / m_cell_m)));
            }
            has_any = true;
            m_inner.add({source.groups.begin(), end}, source.rows, m_cell_m / m_unit_m,
                        tile.origin_m / m_unit_m);
            source.groups = {end, source.groups.end()};
        }
        return has_any;
    }

    void add_tile(const Tile& tile, double first_col)
    {
        bool is_reached = false;
        if constexpr (degree == 2) {
            is_reached = add_dense(tile, static_cast<std::int32_t>(first_col));
            if (is_reached) {
                m_inner.merge(tile.begin, tile.end, m_changes);
            }
        }
        const double east_m = (first_col + m_tile_cols) * m_cell_m;
        for (Source& source : m_sources) {
            const auto end = std::ranges::partition_point(
                source.places, [&](const Place& place) { return place.x_m < east_m; });
            if (end != source.places.begin()) {
                is_reached = true;
                add_to(frame_of(*source.sum, tile), std::span(source.places.begin(), end),
                       Changes<degree>{m_changes.data(), source.row_begin, source.row_end});
                source.places = std::span(end, source.places.end());
            }
        }
        if (is_reached) {
            const std::size_t cols = static_cast<std::size_t>(tile.end - tile.begin);
            take_from(frame_of(m_sums.front(), tile), std::span(m_changes).first((cols + 1) * row_lanes),
                      {&m_totals[static_cast<std::size_t>(tile.begin)], static_cast<std::size_t>(m_cols)});
        }
    }

    [[nodiscard]] RowsFrame frame_of(const DirectSum& sum, const Tile& tile) const
    {
        RowsFrame frame{.y_m = {},
                        .radius_m = sum.kernel.radius_m,
                        .unit_m = m_unit_m,
                        .cell_m = m_cell_m,
                        .scale = weight_scale<degree>(sum, m_unit_m),
                        .tile = tile};
        for (std::size_t r = 0; r < row_lanes; ++r) {
            frame.y_m[r] = (m_rows.begin + static_cast<double>(r) + 0.5) * m_cell_m;
        }
        return frame;
    }

    void finish_row(std::size_t r, std::span<double> values)
    {
        const std::span totals = std::span(m_totals).subspan(r * values.size(), values.size());
        for (const DensePixels& dense : m_dense) {
            const std::span rims = dense.rims(m_rows.begin + static_cast<std::int32_t>(r));
            for (std::size_t c = 0; c < rims.size(); ++c) {
                totals[c].value += rims[c];
            }
        }
        for (std::size_t c = 0; c < values.size(); ++c) {
            const Total& total = totals[c];
            const bool is_safe = total.value >= least_share * total.most_weight;
            values[c] += is_safe ? total.value
                                 : summed_directly(static_cast<std::int32_t>(c),
                                                   m_rows.begin + static_cast<std::int32_t>(r));
        }
    }

    [[nodiscard]] double summed_directly(std::int32_t col, std::int32_t row) const
    {
        double value = 0;
        for (const DirectSum& sum : m_sums) {
            value += sum.at(col, row);
        }
        return value;
    }

    std::span<const DirectSum> m_sums;
    std::span<const DensePixels> m_dense;
    RowRange m_rows;
    std::int32_t m_cols;
    std::size_t m_row_count;
    double m_cell_m;
    double m_unit_m;             ///< the largest radius
    std::int32_t m_east_margin;  ///< columns that the last of a tile reaches east of it, beyond the radius
    std::int32_t m_tile_cols = 0;
    std::vector<Source> m_sources;
    std::vector<Totals> m_changes;  ///< of a tile, one column more for what ends with it
    std::vector<Total> m_totals;
    InnerChanges m_inner;
};

}  // namespace

bool suits_sweep(const ScaledKernel& kernel, double cell_m) noexcept
{
    return degree_of(kernel.kernel) >= 0 && kernel.radius_m >= least_reach_cells * cell_m;
}

void sweep_rows(std::span<const DirectSum> sums, RowRange rows, std::int32_t cols, std::span<double> values)
{
    with_kernel(sums.front().kernel.kernel, [&]<Kernel kernel>() {
        if constexpr (degree_of(kernel) >= 0) {
            const auto width = static_cast<std::size_t>(cols);
            const auto lanes = static_cast<std::int32_t>(row_lanes);
            std::vector<DensePixels> dense;
            if constexpr (kernel == Kernel::quartic) {
                const double unit_m = sums.front().kernel.radius_m;
                dense.reserve(sums.size());
                for (const DirectSum& sum : sums) {
                    dense.emplace_back(
                        sum, rows, cols,
                        Units{sum.cell_m, 1 / unit_m, weight_scale<degree_of(kernel)>(sum, unit_m)});
                }
            }
            for (std::int32_t begin = rows.begin; begin < rows.end; begin += lanes) {
                const RowRange together{begin, std::min(begin + lanes, rows.end)};
                const auto first = static_cast<std::size_t>(begin - rows.begin) * width;
                const auto count = static_cast<std::size_t>(together.end - begin) * width;
                RowsSweep<kernel>(sums, dense, together, cols).add_rows(values.subspan(first, count));
            }
        }
    });
}

}  // namespace wardmap::kde
